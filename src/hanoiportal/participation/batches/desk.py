"""The page of an item where what people sent on it is made public, some at once."""
from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request

from ...base.clock import shown_date
from ...base.i18n import DEFAULT, _
from ...base.permissions import ANSWER, APPROVE_ANSWER
from ...base.values import Batch as Pages
from ...kernel.tree.lookup import find_site
from ...shells.desk.frame.listfilters import page_number
from ...shells.desk.frame.view import DeskView
from ...shells.frame.assets import asset_url
from ...web import desk_view
from ..cases.interfaces import Case, ICases
from .interfaces import (
    PAGE,
    Batch,
    CannotPublishBatch,
    IBatchConcealing,
    IBatches,
    IBatchSource,
    IPublishesBatches,
    IRefusing,
)

SIZE = 10
STYLESHEET = asset_url('record.css')
Values = Mapping[str, object]


@dataclass(frozen=True)
class Writing:
    """A text whose public version is written.  ``left``: pieces that may tell of a person.
    ``facts``: pairs of a title and what the staff is to know besides.  ``is_refused``: whether
    somebody is about to refuse it, for ``ground`` and because of ``why``.
    """

    number: int
    received: str
    text: str
    reason: str
    name: str
    shows_name: bool
    left: int
    is_kept: bool
    facts: Sequence[tuple[str, str]]
    is_refused: bool
    ground: str
    why: str


class BatchPage(DeskView):
    """What was received beside what will be public; the batch; its approval."""

    def __init__(self, context: IPublishesBatches, request: Request) -> None:
        super().__init__(context, request)
        if not request.has_permission(ANSWER, find_site(context)):
            raise HTTPNotFound
        self.item, self.actor = context, str(request.identity.id)
        self.cases: ICases = request.registry.getAdapter(context, ICases)
        self.batches: IBatches = request.service(IBatches)
        self.source: IBatchSource = request.registry.getAdapter(context, IBatchSource)
        self.refusing: IRefusing | None = request.registry.queryAdapter(context, IRefusing)

    @desk_view(context=IPublishesBatches, name=PAGE, working_permission=ANSWER,
               renderer='templates/batch.pt')
    def page(self) -> Values:
        """Show it."""
        return self._page({})

    @desk_view(context=IPublishesBatches, name=PAGE, working_permission=ANSWER,
               request_method='POST', renderer='templates/batch.pt')
    def act(self) -> Values | HTTPSeeOther:
        """Keep the texts, put them before the board, approve, or take one out."""
        form = self.request.POST
        act = form.get('act', '')
        try:
            if act == 'approve':
                done = self.batches.approve(self.item, form.get('digest', ''), self.actor)
                self.flash(_('Đã phê duyệt; các ý kiến được đăng ngay.') if done else _(
                    'Đã phê duyệt; còn chờ người phê duyệt tiếp theo.'))
            elif act == 'withdraw':
                self.batches.withdraw(self.item, form.get('public', '').strip(), self.actor)
                self.flash(_('Đã gỡ ý kiến khỏi trang công khai.'))
            elif act == 'conceal':
                concealing: IBatchConcealing = self.request.service(IBatchConcealing)
                times = concealing.conceal(self.item, form.get('public', '').strip(),
                                           form.get('piece', ''), self.actor)
                self.flash(_('Đã che ${number} chỗ.', mapping={'number': times}))
            elif act.startswith('refuse-'):
                self._refuse(form, act.removeprefix('refuse-'))
                self.flash(_('Đã từ chối; người gửi đọc được lý do.'))
            elif act == 'propose':
                self.batches.propose(self.item, self.actor)
                self.flash(_('Đã trình Ban Biên tập.'))
            else:
                self._keep(form)
                self.flash(_('Đã lưu bản công khai.'))
        except CannotPublishBatch as refused:
            self.request.response.status_int = 422
            return self._page(refused.reasons)
        return self.see(self.context, PAGE)

    def _keep(self, form: Mapping[str, str]) -> None:
        for case in self.batches.waiting(self.item):
            number = case.number
            if form.get(f'keep-{number}') == 'yes':
                name = self.batches.name(self.item, case)
                self.batches.keep(
                    self.item, case, form.get(f'text-{number}', ''),
                    name if form.get(f'name-{number}') == 'yes' else '',
                    form.get(f'reason-{number}', ''),
                    form.get(f'checked-{number}') == 'yes', self.actor)

    def _refuse(self, form: Mapping[str, str], number: str) -> None:
        case = next((each for each in self.batches.waiting(self.item)
                     if str(each.number) == number), None)
        if case is None:
            raise CannotPublishBatch({'': _('Không có ý kiến này trong sổ.')})
        self.batches.refuse(self.item, case, form.get(f'ground-{number}', ''),
                            form.get(f'why-{number}', ''), self.actor)

    def _page(self, reasons: Mapping[str, str]) -> Values:
        waiting = self.batches.waiting(self.item)
        start = (page_number(self.request) - 1) * SIZE
        batch = self.batches.batch(self.item)
        against = self.batches.reasons_against(
            self.item, batch, self.actor) if batch is not None else ''
        return {
            'title': self.source.title, 'view': PAGE, 'stylesheet': STYLESHEET,
            'rows': [self._writing(case) for case in waiting[start:start + SIZE]],
            'batch': Pages(tuple(waiting[start:start + SIZE]), len(waiting), start, SIZE),
            'page_address': lambda number: f'?page={number}', 'waits': batch,
            'told': self.batches.told(self.item, batch) if batch is not None else (),
            'day_of': lambda day: shown_date(datetime.date.fromisoformat(day), DEFAULT),
            'against': against, 'problems': list(reasons.values()), 'reasons': reasons,
            'may_propose': batch is None or self._has_more(waiting, batch),
            'may_withdraw': self.request.has_permission(APPROVE_ANSWER, find_site(self.item)),
            'about': self._about, 'reason_title': self.source.reason_title,
            'refusals': self.refusing.grounds if self.refusing is not None else ()}

    def _has_more(self, waiting: Sequence[Case], batch: Batch) -> bool:
        """Return whether a public version is kept that is not in ``batch``."""
        return any(case.number not in batch.numbers and self.batches.text(
            self.item, case).authors for case in waiting)

    @property
    def _about(self) -> tuple[str, str]:
        """Title and address of the page that it belongs to."""
        title, view = self.source.about
        return title, self.path(self.context, view) if view else ''

    def _writing(self, case: Case) -> Writing:
        text, contents = self.batches.text(self.item, case), self.cases.open(case)
        typed = self.request.POST
        return Writing(
            case.number, '' if contents is None else contents.text,
            typed.get(f'text-{case.number}', text.question),
            typed.get(f'reason-{case.number}', text.answer), self.batches.name(self.item, case),
            bool(text.name) or not text.authors, self.batches.left(text), bool(text.authors),
            self.source.facts(case, contents) if contents is not None else (),
            typed.get('act') == f'refuse-{case.number}', typed.get(f'ground-{case.number}', ''),
            typed.get(f'why-{case.number}', ''))

