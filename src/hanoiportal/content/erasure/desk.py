"""Xóa vĩnh viễn: personal data of an item are to be gone from history and copies too."""
from pyramid.httpexceptions import HTTPNotFound

from ...base.i18n import _
from ...base.interfaces import IItem, ISite
from ...base.permissions import DELETE
from ...base.settings import ISettings
from ...shells.desk.frame import wording
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import title_of
from ...shells.desk.governance.trash import purgeable_asked
from ...web import desk_view
from ..recyclebin.interfaces import IRecycling
from .interfaces import CannotErase, IErasing, IErasingWords, IWords
from .views import decide, form_of, page_of, requested_erasure

TEMPLATE, DECIDE = 'templates/desk_erase.pt', 'templates/erasure.pt'
DEMANDED = _(
    'Đã ghi yêu cầu xóa vĩnh viễn số ${number}. Dữ liệu đã rời khỏi trang; lịch sử và bản sao lưu '
    'được xóa khi đơn vị vận hành chạy lệnh xóa.')
WAITS = _(
    'Đã ghi yêu cầu xóa vĩnh viễn số ${number}. Dữ liệu đã rời khỏi trang. Hãy nhờ người thứ hai '
    'xác nhận: có vậy đơn vị vận hành mới xóa khỏi lịch sử và bản sao lưu.')
#: What goes with an item, and with its past; said before it is demanded.
ALL = (
    _('mọi phiên bản, bản dịch, bản nháp và bản lưu tự động;'),
    _('tệp, ảnh đính kèm và các bản dựng từ chúng;'),
    _('nhận xét, câu hỏi làm rõ và câu trả lời, thông báo và thư chưa gửi;'),
    _('những chữ nêu tên trong nhật ký: vẫn biết ai làm việc gì, lúc nào.'))
PAST = (
    _('mọi phiên bản trước của bài và của các bản dịch; bản đang công khai không đổi;'),
    _('nhận xét, câu hỏi làm rõ, việc đã giao và ghi chú trên các bản đó; ai phê duyệt vẫn còn;'),
    _('bản lưu tự động của mọi người đang soạn bài này;'),
    _('địa chỉ cũ của bài, nếu đã đổi: mở địa chỉ cũ sẽ không được chuyển tiếp nữa.'))


WORDS = (
    _('mọi điều đã ghi ở mục này đến lúc này, kể cả những lần sửa trước: lý do, căn cứ, kết quả '
      'của nhiệm vụ hoặc khung giờ; dữ liệu của dòng trong sổ. Vẫn biết ai đã ghi, lúc nào;'),
    _('lời đã duyệt để công bố, nếu có: trang tuân thủ chỉ còn cho biết đã có lý do.'))


class _Erasing(DeskView):
    """A page that says what goes, and its form."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self.erasing = request.service(IErasing)

    def _page(self, title, goes, back, errors, **more):
        typed = self.request.POST if errors else {}
        return {**form_of(self.erasing, typed, errors, self.request.language),
                'title': title, 'goes': goes, 'back': back, 'objectid': '',
                'is_archived': bool(self.request.registry.getUtility(ISettings).archive), **more}

    def _demand(self, demand, subject):
        """Call ``demand`` with what the form says; return its reasons, empty if it was done."""
        form = self.request.POST
        try:
            number = demand(subject, self.request.identity.id, form.get('basis', ''),
                            form.get('reference', ''))
        except CannotErase as error:
            self.request.response.status_int = 422
            return error.reasons
        self.flash(_(WAITS if self.erasing.needs_second else DEMANDED,
                     mapping={'number': number}))
        return {}


class EraseFromBin(_Erasing):
    """One thing in the bin of the site."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self.recycling = request.service(IRecycling)

    @desk_view(context=ISite, name='erase', renderer=TEMPLATE)
    def ask(self):
        """Say what goes."""
        return self._shown(self._entry(self.request.GET), {})

    @desk_view(context=ISite, name='erase', renderer=TEMPLATE, request_method='POST')
    def demand(self):
        """Demand it, or say why not."""
        entry = self._entry(self.request.POST)
        errors = self._demand(self.erasing.demand_resource, entry)
        return self._shown(entry, errors) if errors else self.see(self.context, 'trash')

    def _entry(self, form):
        return purgeable_asked(self.recycling, self.context, form)

    def _shown(self, entry, errors):
        return self._page(
            _('Xóa vĩnh viễn “${title}”', mapping={'title': title_of(entry.resource)}), ALL,
            self.path(self.context, 'trash'), errors, objectid=entry.objectid)


class ErasePast(_Erasing):
    """The earlier versions of an item that stays."""

    @desk_view(context=IItem, name='erase-past', renderer=TEMPLATE, working_permission=DELETE)
    def ask(self):
        """Say what goes."""
        self._require()
        return self._shown({})

    @desk_view(context=IItem, name='erase-past', renderer=TEMPLATE, working_permission=DELETE,
               request_method='POST')
    def demand(self):
        """Demand it, or say why not."""
        self._require()
        errors = self._demand(self.erasing.demand_past, self.context)
        return self._shown(errors) if errors else self.see(self.context, 'history')

    def _require(self):
        if not self.erasing.may_erase(self.context):
            raise HTTPNotFound

    def _shown(self, errors):
        return self._page(
            _('Xóa vĩnh viễn các phiên bản cũ của “${title}”',
              mapping={'title': title_of(self.context)}),
            PAST, self.path(self.context, 'history'), errors)


class EraseWords(_Erasing):
    """The words of a record of the site: a duty, a missed window, a row of a sealed register."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self.words = request.service(IErasingWords)

    @desk_view(context=ISite, name='erase-words', renderer=TEMPLATE)
    def ask(self):
        """Say what goes."""
        return self._shown(self._record(self.request.GET), {})

    @desk_view(context=ISite, name='erase-words', renderer=TEMPLATE, request_method='POST')
    def demand(self):
        """Demand it, or say why not."""
        record = self._record(self.request.POST)
        errors = self._demand(lambda site, *asked: self.words.demand_words(
            site, record, *asked), self.context)
        return self._shown(record, errors) if errors else self.see(self.context, 'trash')

    def _record(self, form):
        """Return the name of the record that is asked for; the same answer for none and for who
        may not.
        """
        record = form.get('id', '')
        words = self.request.registry.queryUtility(IWords, record.partition(':')[0])
        if words is None or not self.words.may_erase_words(self.context) or (
                not words.are_of(self.context, record)):
            raise HTTPNotFound
        return record

    def _shown(self, record, errors):
        return self._page(_('Xóa vĩnh viễn điều đã ghi'), WORDS,
                          self.path(self.context, 'trash'), errors, objectid=record)


class DecidingAtDesk(_Erasing):
    """One demand of content of the site that has not begun: confirmed, or called back."""

    @desk_view(context=ISite, name='erasure', renderer=DECIDE)
    def ask(self):
        """Say what it is of, and offer what can be done."""
        return self._shown(requested_erasure(self.erasing, self.request.GET, self.context), {})

    @desk_view(context=ISite, name='erasure', renderer=DECIDE, request_method='POST')
    def decide(self):
        """Do what the button says, or say why not."""
        form = self.request.POST
        erasure = requested_erasure(self.erasing, form, self.context)
        try:
            self.flash(decide(self.erasing, erasure, form, self.request.identity.id))
        except CannotErase as error:
            self.request.response.status_int = 422
            return self._shown(erasure, error.reasons)
        return self.see(self.context, 'trash')

    def _shown(self, erasure, errors):
        return page_of(erasure, self.request, errors, wording, (
            self.path(self.context, 'erasure'), self.path(self.context, 'trash')))
