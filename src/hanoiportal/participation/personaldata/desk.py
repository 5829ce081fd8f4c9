"""Quyết định về dữ liệu cá nhân in the desk: one request, the cases that it is about, what is
decided.
"""
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request

from ...base.clock import moment
from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock, ISite
from ...base.numbers import number_in
from ...base.permissions import ANSWER
from ...kernel.tree.lookup import item_of, site_of
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import place_title
from ...shells.frame.assets import asset_url
from ...web import desk_view
from ...web.forms.acts import FormAct, filled, named
from ...web.forms.fields import LINE, TEXT, Field
from ..cases.interfaces import ACCESS, OPEN, Case, ICaseKinds, ICases, Sender, is_erasing
from ..inbox.interfaces import ONE, IInbox
from ..tracking.interfaces import ERASED_WORDS, STATES
from .caseform import WISHES
from .copies import SENDER
from .interfaces import (
    CORRECT,
    CORRECTABLE,
    DECISIONS,
    PAGE,
    REFUSE,
    SEE,
    WISH,
    Decision,
    IDataRequests,
)
from .words import BUTTONS

STYLESHEET = asset_url('record.css')
SUBMITTED = _('Đã trình quyết định. Người khác trong Ban Biên tập phê duyệt ở trang hồ sơ.')
_HINTS = {
    SEE: _('Bản sao kèm theo câu trả lời, ở trang theo dõi của người yêu cầu; lưu trong chính hồ '
           'sơ có dữ liệu nên xóa hồ sơ thì bản sao mất theo.'),
    CORRECT: _('Ô nào bỏ trống thì giữ như đang có.'),
    'erase': _('Xóa hẳn, không lấy lại được; hồ sơ đang giải quyết kết thúc. Nội dung đã đăng '
               'công khai thì che lại hoặc gỡ ở chính trang đó.')}
Values = Mapping[str, object]


class ShownTarget(NamedTuple):
    """A case that the request is about.  ``public``: address of what was published of it."""

    code: str
    kind: str
    state: str
    site: str
    received: str
    public: str


class DataRequestPage(DeskView):
    """A request: what is wished, of which cases, what may be decided."""

    def __init__(self, context: ISite, request: Request) -> None:
        super().__init__(context, request)
        self._cases: ICases = request.registry.getAdapter(context, ICases)
        self._requests: IDataRequests = request.service(IDataRequests)

    @desk_view(context=ISite, name=PAGE, working_permission=ANSWER,
               renderer='templates/datarequest.pt')
    def page(self) -> Values:
        """Show it."""
        return self._page({}, {}, '')

    @desk_view(context=ISite, name=PAGE, working_permission=ANSWER, request_method='POST',
               renderer='templates/datarequest.pt')
    def act(self) -> Values | HTTPSeeOther:
        """Put a decision before the board, or show the form again with what is wrong."""
        case, form = self._case(), self.request.POST
        act = str(form.get('act', ''))
        said = {name.partition('.')[2]: str(value) for name, value in form.items()
                if name.startswith(f'{act}.')}
        try:
            self._requests.propose(case, Decision(
                act, said.get('text', ''), tuple(said.get('codes', '').split()),
                said.get('checked', ''), said), self.request.identity.id)
        except Refused as refused:
            return self._page(form, refused.reasons, act)
        self.flash(SUBMITTED)
        return self.see(self.context, ONE, number=case.number)

    def _case(self) -> Case:
        """Return the request that the address names, which this site has."""
        inbox: IInbox = self.request.service(IInbox)
        found = inbox.case(
            number_in(self.request.params.get('number', '')), ACCESS, self.context)
        if found is None:
            raise HTTPNotFound
        return found

    def _page(self, form: Mapping[str, str], reasons: Mapping[str, str], act: str) -> Values:
        if reasons:
            self.request.response.status_int = 422
        case, now = self._case(), self.request.registry.getUtility(IClock).now()
        contents, standing = self._cases.open(case), self._cases.standing(case, now)
        targets = self._requests.proven(case)
        acts = self._acts(targets) if standing.state in OPEN and contents is not None else []
        return {
            'title': _('Quyết định về dữ liệu cá nhân: ${code}', mapping={'code': case.code}),
            'view': PAGE, 'case': case, 'contents': contents, 'stylesheet': STYLESHEET,
            'wish': WISHES.get(contents.details.get(WISH, ''), '') if contents else '',
            'due': moment(standing.due), 'targets': [self._shown(each) for each in targets],
            'acts': filled(named(acts), act, form, reasons),
            'address': self.path(self.context, PAGE, number=case.number),
            'one': self.path(self.context, ONE, number=case.number),
            'problems': [why for name, why in reasons.items() if name not in (
                'text', 'codes', 'checked', *CORRECTABLE)]}

    def _shown(self, case: Case) -> ShownTarget:
        registry, tag = self.request.registry, self.request.language.tag
        kinds: ICaseKinds = registry.getUtility(ICaseKinds)
        standing = self._cases.standing(case, registry.getUtility(IClock).now())
        item = item_of(self.request.root, standing.item) if standing.item else None
        return ShownTarget(
            case.code, kinds.at(case.kind, case.received).title_in(tag),
            ERASED_WORDS if any(map(is_erasing, case.events)) else STATES[standing.state],
            place_title(self.request, site_of(self.request.root, case.site)),
            moment(case.received), '' if item is None else self.path(item))

    def _acts(self, targets: Sequence[Case]) -> list[FormAct]:
        contents = self._cases.open(targets[0]) if len(targets) == 1 else None
        return [self._act(kind, ' '.join(each.code for each in targets),
                          Sender() if contents is None else contents.sender)
                for kind in DECISIONS]

    def _act(self, kind: str, codes: str, sender: Sender) -> FormAct:
        title, button = BUTTONS[kind]
        fields = [] if kind == REFUSE else [
            Field('codes', _('Mã hồ sơ có dữ liệu, cách nhau bằng dấu cách'), LINE, codes, True),
            Field('checked', _('Đã xác minh người yêu cầu thế nào'), LINE, '', hint=_(
                'Bắt buộc khi người yêu cầu chưa xác nhận bằng VNeID hoặc bằng khóa của hồ sơ.'))]
        if kind == CORRECT:
            fields += [Field(name, SENDER[name], LINE, getattr(sender, name))
                       for name in CORRECTABLE]
        what = _('Lý do, căn cứ pháp luật') if kind == REFUSE else _('Nội dung trả lời')
        return FormAct(kind, title, button, (*fields, Field(
            'text', what, TEXT, '', True, rows=4)), hint=_HINTS.get(kind, ''))
