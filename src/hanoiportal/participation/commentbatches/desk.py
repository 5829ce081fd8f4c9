"""The page of a draft where its comments are made public, some at once."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request

from ...base.i18n import _
from ...base.permissions import ANSWER, APPROVE_ANSWER
from ...base.values import Batch as Pages
from ...kernel.tree.lookup import find_site
from ...shells.desk.frame.listfilters import page_number
from ...shells.desk.frame.view import DeskView
from ...shells.frame.assets import asset_url
from ...web import desk_view
from ..cases.interfaces import Case, ICases
from ..consultations.interfaces.comments import (
    LEDGER,
    TITLES,
    CannotComment,
    ICommentPublishing,
)
from ..consultations.interfaces.drafts import IConsultation

PAGE = 'comments-public'
SIZE = 10
STYLESHEET = asset_url('record.css')
Values = Mapping[str, object]


@dataclass(frozen=True)
class Writing:
    """A comment whose public text is written.  ``left``: pieces that may tell of a person."""

    number: int
    received: str
    text: str
    reason: str
    name: str
    shows_name: bool
    left: int
    is_kept: bool


class BatchPage(DeskView):
    """What was received beside what will be public; the batch; its approval."""

    def __init__(self, context: IConsultation, request: Request) -> None:
        super().__init__(context, request)
        if not request.has_permission(ANSWER, find_site(context)):
            raise HTTPNotFound
        self.draft, self.actor = context, str(request.identity.id)
        self.cases: ICases = request.registry.getAdapter(context, ICases)
        self.publishing: ICommentPublishing = request.service(ICommentPublishing)

    @desk_view(context=IConsultation, name=PAGE, working_permission=ANSWER,
               renderer='templates/batch.pt')
    def page(self) -> Values:
        """Show it."""
        return self._page({})

    @desk_view(context=IConsultation, name=PAGE, working_permission=ANSWER,
               request_method='POST', renderer='templates/batch.pt')
    def act(self) -> Values | HTTPSeeOther:
        """Keep the texts, put them before the board, approve, or take one out."""
        form = self.request.POST
        act = form.get('act', '')
        try:
            if act == 'approve':
                done = self.publishing.approve(self.draft, form.get('digest', ''), self.actor)
                self.flash(_('Đã phê duyệt; các ý kiến được đăng ngay.') if done else _(
                    'Đã phê duyệt; còn chờ người phê duyệt tiếp theo.'))
            elif act == 'withdraw':
                self.publishing.withdraw(self.draft, form.get('public', '').strip(), self.actor)
                self.flash(_('Đã gỡ ý kiến khỏi trang công khai.'))
            elif act == 'propose':
                self.publishing.propose(self.draft, self.actor)
                self.flash(_('Đã trình Ban Biên tập.'))
            else:
                self._keep(form)
                self.flash(_('Đã lưu bản công khai.'))
        except CannotComment as refused:
            self.request.response.status_int = 422
            return self._page(refused.reasons)
        return self.see(self.context, PAGE)

    def _keep(self, form: Mapping[str, str]) -> None:
        for case in self.publishing.waiting(self.draft):
            number = case.number
            if form.get(f'keep-{number}') == 'yes':
                self.publishing.keep(
                    self.draft, case, form.get(f'text-{number}', ''),
                    self.publishing.name(case) if form.get(f'name-{number}') == 'yes' else '',
                    form.get(f'reason-{number}', ''), form.get(f'checked-{number}') == 'yes',
                    self.actor)

    def _page(self, reasons: Mapping[str, str]) -> Values:
        waiting = self.publishing.waiting(self.draft)
        start = (page_number(self.request) - 1) * SIZE
        batch = self.publishing.batch(self.draft)
        against = self.publishing.reasons_against(
            self.draft, batch, self.actor) if batch is not None else ''
        return {
            'title': _('Công khai ý kiến đã góp'), 'view': PAGE, 'stylesheet': STYLESHEET,
            'rows': [self._writing(case) for case in waiting[start:start + SIZE]],
            'batch': Pages(tuple(waiting[start:start + SIZE]), len(waiting), start, SIZE),
            'page_address': lambda number: f'?page={number}', 'waits': batch,
            'told': self.publishing.told(self.draft, batch) if batch is not None else (),
            'outcomes': TITLES, 'against': against, 'problems': list(reasons.values()),
            'may_withdraw': self.request.has_permission(APPROVE_ANSWER, find_site(self.draft)),
            'ledger': self.path(self.context, LEDGER)}

    def _writing(self, case: Case) -> Writing:
        text, contents = self.publishing.text(case), self.cases.open(case)
        typed = self.request.POST
        return Writing(
            case.number, '' if contents is None else contents.text,
            typed.get(f'text-{case.number}', text.question),
            typed.get(f'reason-{case.number}', text.answer), self.publishing.name(case),
            bool(text.name) or not text.authors, self.publishing.left(text), bool(text.authors))

