"""The steps of a workflow as people meet them: what each is called, asks for, and was told."""
from dataclasses import dataclass, field

from ....base.clock import parse
from ....base.errors import Refused
from ....base.i18n import _
from ....base.interfaces import IPortal
from ....content.links.interfaces import ILinks
from ....editorial.publishing.interfaces import CONSOLIDATED, ERROR, OUTDATED
from ....editorial.review.interfaces import Details
from ....kernel.tree.lookup import at_path
from ....kernel.workflow.interfaces import (
    APPROVED,
    ARCHIVED,
    AWAITING,
    DRAFT,
    EDITING,
    HOLD,
    NOW,
    PUBLISHED,
    REJECTED,
    SCHEDULED,
    SUBMITTED,
    WITHDRAWN,
)
from ....kernel.workflow.records import MAJOR, MINOR

#: Name of a step → what its button says, and what it does.
STEPS = {
    'submit': (_('Gửi duyệt'), _('Chuyển bài cho người xử lý tiếp theo.')),
    'recall': (_('Rút lại'), _('Lấy lại bài đã gửi để viết tiếp.')),
    'take': (_('Nhận biên tập'), _('Nhận bài để biên tập.')),
    'pass_on': (_('Trình phê duyệt'), _('Chuyển bài đến Ban Biên tập.')),
    'approve': (_('Phê duyệt'), _(
        'Phê duyệt đúng phiên bản đang hiện ở đây.')),
    'publish': (_('Xuất bản ngay'), _('Đưa bài đã phê duyệt lên Cổng.')),
    'schedule': (_('Hẹn giờ xuất bản'), _('Bài tự lên Cổng vào giờ đã chọn.')),
    'unschedule': (_('Bỏ hẹn giờ'), _('Bài trở về trạng thái đã phê duyệt.')),
    'give_back': (_('Trả lại'), _('Trả bài cho người viết, kèm lý do.')),
    'reject': (_('Từ chối đăng'), _('Từ chối theo một căn cứ của khoản 3 Điều 14 Quy chế.')),
    'reopen': (_('Viết lại'), _('Mở lại bài để viết tiếp.')),
    'revoke': (_('Thu hồi phê duyệt'), _('Bài chờ phê duyệt lại; chưa lên Cổng.')),
    'emergency': (_('Xuất bản khẩn'), _(
        'Trưởng Ban đưa bài lên Cổng ngay; một thành viên khác phải xem lại trong hạn ghi ở hồ sơ '
        'của bài.')),
    'withdraw': (_('Gỡ khỏi Cổng'), _('Bài không còn trên Cổng, hoặc chỉ còn ở kho lưu trữ.')),
}
#: Name of a step → what is said when it is taken, and the state that it led to → what follows.
DONE = {
    'submit': _('Đã gửi bài.'), 'recall': _('Đã rút bài lại.'), 'take': _('Đã nhận biên tập.'),
    'pass_on': _('Đã trình phê duyệt.'), 'approve': _('Đã phê duyệt.'),
    'publish': _('Đã xuất bản.'), 'schedule': _('Đã hẹn giờ.'), 'unschedule': _('Đã bỏ hẹn giờ.'),
    'give_back': _('Đã trả lại bài.'), 'reject': _('Đã từ chối đăng.'),
    'reopen': _('Đã mở lại bài.'), 'revoke': _('Đã thu hồi phê duyệt.'),
    'emergency': _('Đã xuất bản khẩn.'), 'withdraw': _('Đã gỡ bài.'),
}
THEREFORE = {
    DRAFT: _('Bài ở trạng thái bản nháp.'), SUBMITTED: _('Bài đang chờ biên tập.'),
    EDITING: _('Bài đang được biên tập.'), AWAITING: _('Bài đang chờ Ban Biên tập phê duyệt.'),
    APPROVED: _('Bài đã đủ phê duyệt, chưa lên Cổng.'),
    SCHEDULED: _('Bài sẽ được xuất bản lúc ${time} ngày ${day}.'),
    PUBLISHED: _('Bài đã có trên Cổng.'),
    REJECTED: _('Người viết được báo lý do.'), WITHDRAWN: _('Bài không còn trên Cổng.'),
    ARCHIVED: _('Bài đã chuyển vào lưu trữ.'),
}
#: Steps that are kept apart, since they undo or refuse what others did.
GRAVE = frozenset({'reject', 'withdraw', 'emergency', 'revoke'})
MEANINGS = (
    (ERROR, _('Đăng nhầm, đăng sai: người mở địa chỉ cũ được báo là trang đã gỡ')),
    (OUTDATED, _('Đã cũ: vẫn đọc được ở địa chỉ này, có thông báo, không còn trong danh sách')),
    (CONSOLIDATED, _('Đã gộp vào mục khác: địa chỉ cũ dẫn đến mục đó')),
)
CHANGES = (
    (MINOR, _('Nhỏ: chính tả, trình bày; không báo người đọc')),
    (MAJOR, _('Lớn: nội dung thay đổi; người đọc được báo')),
)
THEN = (
    (NOW, _('Xuất bản ngay')),
    (HOLD, _('Để chờ hẹn giờ')),
)
#: What the box of the checklist sends that confirms all of its heads.
ALL = 'all'
#: What steps of each name ask for besides what their transition must have.
_MORE = {
    'submit': ('change', 'note'), 'pass_on': ('note',), 'take': (), 'recall': (),
    'approve': ('then', 'expires', 'override', 'note'), 'emergency': ('override',),
    'schedule': ('expires',), 'withdraw': ('moved_to',), 'publish': (),
}


class BadDetail(Refused[str]):
    """Raised with ``reasons``: ``{field of a step's form: translatable str}``."""


@dataclass(frozen=True)
class StepForm:
    """The form of one step.

    ``asks``: names of the parts it has.  ``needs``: those that cannot be left empty.
    ``against``: why it cannot be taken, whatever is said.  ``typed``: what was sent.
    """

    name: str
    title: str
    help: str
    asks: frozenset[str]
    needs: frozenset[str]
    against: tuple[str, ...] = ()
    errors: dict[str, str] = field(default_factory=dict)
    typed: dict[str, object] = field(default_factory=dict)

    @property
    def is_grave(self):
        """Whether the button is kept apart."""
        return self.name in GRAVE

    @property
    def is_refused(self):
        """Whether only what stands against it is shown: it takes away what must stay."""
        return self.name == 'withdraw' and bool(self.against)

    @property
    def place(self):
        """Sort key: what goes on comes first, what undoes or refuses last."""
        return self.is_grave, list(STEPS).index(self.name)

    @property
    def is_simple(self):
        """Whether the step asks nothing: one button is enough."""
        return not self.asks

    @property
    def is_long(self):
        """Whether what need not be said is folded: the checklist is enough to read."""
        return 'checks' in self.asks and 'note' not in self.needs

    def said(self, name, otherwise=''):
        """Return what was typed into the part ``name``."""
        return self.typed.get(name, otherwise)


def form_of(offer, is_new, is_blocked, typed=(), errors=()):
    """Return the ``StepForm`` of ``offer``.

    ``is_new``: whether the document was never public, so that no change is to be explained.
    ``is_blocked``: whether the checks found what the board must override.
    """
    name = offer.transition.name
    asks = set(offer.transition.asks) | set(_MORE.get(name, ('note',)))
    if is_new:
        asks.discard('change')
    if not is_blocked:
        asks.discard('override')
    if not offer.has_news:
        asks.discard('checks')
    title, explained = STEPS[name]
    return StepForm(
        name, title, explained, frozenset(asks), frozenset(offer.transition.asks),
        tuple(offer.reasons.values()), dict(errors), dict(typed))


def details_from(form, find, heads):
    """Return the ``Details`` in the mapping ``form`` of a request.  Raises ``BadDetail``.

    ``find``: returns what is at the place typed, ``None`` for nothing.
    ``heads``: codes of the checklist, for who confirms all of them at once.
    """
    checks = tuple(heads) if ALL in form.getall('checks') else tuple(form.getall('checks'))
    text = {name: str(form.get(name, '')).strip() for name in (
        'note', 'ground', 'override', 'change_note', 'meaning')}
    return Details(
        **text, checks=checks, then=_one_of(form, 'then', THEN),
        change=MAJOR if text['change_note'] else _one_of(form, 'change', CHANGES),
        moment=_moment(form, 'moment'),
        expires=_moment(form, 'expires'), moved_to=_resource(form, find))


def _one_of(form, name, choices):
    """Return the choice made, else the first."""
    values = [value for value, _title in choices]
    return form.get(name) if form.get(name) in values else values[0]


def _moment(form, name):
    text = str(form.get(name, '')).strip()
    try:
        return parse(text) if text else None
    except (ValueError, OverflowError):
        raise BadDetail({name: _('Hãy nhập ngày, giờ.')}) from None


def place_named(request, item, typed):
    """Return what ``typed`` on a page of ``item`` leads to: a path below the portal, or a whole
    address; ``None`` for nothing.
    """
    if '://' in typed:
        return request.service(ILinks).end(item, typed)
    return at_path(request.root, typed)


def _resource(form, find):
    """Return what stands at the place typed, ``None`` for nothing that readers see."""
    path = str(form.get('moved_to', '')).strip()
    found = find(path) if path else None
    if path and (IPortal.providedBy(found) or not getattr(found, 'is_public', False)):
        raise BadDetail({'moved_to': _('Không có mục công khai nào ở địa chỉ này.')})
    return found
