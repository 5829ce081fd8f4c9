"""The page of an item where what people sent on it is made public, some at once."""
from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request

from ...base.clock import shown_date
from ...base.i18n import DEFAULT, _
from ...base.numbers import number_in
from ...base.permissions import ANSWER, APPROVE_ANSWER
from ...base.text import first_words
from ...base.values import Batch as Pages
from ...kernel.tree.lookup import find_site
from ...shells.desk.frame.listfilters import page_number
from ...shells.desk.frame.view import DeskView
from ...shells.frame.assets import asset_url
from ...web import desk_view
from ..cases.interfaces import Case, ICases
from .interfaces import (
    PAGE,
    PUBLISHED,
    SENT_BACK,
    CannotPublishBatch,
    IBatchConcealing,
    IBatches,
    IPublicWriting,
)
from .interfaces.sources import Batch, IPublishesBatches, IRefusing, IWritingSource
from .writing import Writings

SIZE = 10
STYLESHEET = asset_url('record.css')
Values = Mapping[str, object]


class AtBatches(DeskView):
    """What both pages of an item have in common."""

    def __init__(self, context: IPublishesBatches, request: Request) -> None:
        super().__init__(context, request)
        if not request.has_permission(ANSWER, find_site(context)):
            raise HTTPNotFound
        self.item, self.actor = context, str(request.identity.id)
        self.cases: ICases = request.registry.getAdapter(context, ICases)
        self.batches: IBatches = request.service(IBatches)
        self.writing: IPublicWriting = request.service(IPublicWriting)
        self.source: IWritingSource = request.registry.getAdapter(context, IWritingSource)
        self.refusing: IRefusing | None = request.registry.queryAdapter(context, IRefusing)
        self.is_board: bool = request.has_permission(APPROVE_ANSWER, find_site(context))

    def refused(self, why: CannotPublishBatch) -> Mapping[str, str]:
        """Return the reasons of ``why``, and let the answer say that nothing was done."""
        self.request.response.status_int = 422
        return why.reasons

    def values(self, view: str, title: str, reasons: Mapping[str, str],
               about: tuple[str, str]) -> dict[str, object]:
        """Return what both templates name.  ``about``: title and view of the page around it."""
        return {
            'title': title, 'view': view, 'stylesheet': STYLESHEET, 'is_board': self.is_board,
            'problems': list(reasons.values()), 'reasons': reasons,
            'about': (about[0], self.path(self.context, about[1]) if about[1] else ''),
            'page_address': lambda number: f'?page={number}', 'typed': self.request.POST,
            'day_of': lambda day: shown_date(datetime.date.fromisoformat(day), DEFAULT),
            'refusals': self.refusing.grounds if self.refusing is not None else ()}


class BatchPage(AtBatches):
    """What was received beside what will be public; the batch; its approval."""

    @desk_view(context=IPublishesBatches, name=PAGE, working_permission=ANSWER,
               renderer='templates/batch.pt')
    def page(self) -> Values:
        """Show it."""
        return self._page({})

    @desk_view(context=IPublishesBatches, name=PAGE, working_permission=ANSWER,
               request_method='POST', renderer='templates/batch.pt')
    def act(self) -> Values | HTTPSeeOther:
        """Keep the texts, put them before the board, approve, or send some back."""
        form, act = self.request.POST, self.request.POST.get('act', '')
        try:
            if act == 'approve':
                done = self.batches.approve(self.item, form.get('digest', ''), self.actor)
                self.flash(_('Đã phê duyệt; các ý kiến được đăng ngay.') if done else _(
                    'Đã phê duyệt; còn chờ người phê duyệt tiếp theo.'))
            elif act in ('back', 'all_back'):
                self.batches.send_back(
                    self.item, form.get('digest', ''), self._numbers(act == 'all_back'),
                    form.get('back', ''), self.actor)
                self.flash(_('Đã trả lại; người trình nhận được thông báo.'))
            elif act.startswith('refuse-'):
                self._refuse(form, act.removeprefix('refuse-'))
                self.flash(_('Đã từ chối; người gửi đọc được lý do.'))
            elif act == 'propose':
                self.batches.propose(self.item, self.actor)
                self.flash(_('Đã trình Ban Biên tập.'))
            else:
                self._keep(form)
                self.flash(_('Đã lưu bản công khai.'))
        except CannotPublishBatch as why:
            self.request.tm.abort()  # what was kept before the one that is refused
            self.request.tm.begin()
            return self._page(self.refused(why))
        return self.see(self.context, PAGE)

    def _numbers(self, is_all: bool) -> Sequence[int]:
        """Return the numbers of cases that are sent back."""
        batch = self.batches.batch(self.item)
        if is_all and batch is not None:
            return batch.numbers
        return [number_in(each) for each in self.request.POST.getall('number')]

    def _keep(self, form: Mapping[str, str]) -> None:
        for case in self.writing.waiting(self.item):
            number = case.number
            if form.get(f'keep-{number}') == 'yes':
                name = self.writing.name(self.item, case)
                self.writing.keep(
                    self.item, case, form.get(f'text-{number}', ''),
                    name if form.get(f'name-{number}') == 'yes' else '',
                    form.get(f'reason-{number}', ''),
                    form.get(f'checked-{number}') == 'yes', self.actor)

    def _refuse(self, form: Mapping[str, str], number: str) -> None:
        case = next((each for each in self.writing.waiting(self.item)
                     if str(each.number) == number), None)
        if case is None:
            raise CannotPublishBatch({'': _('Không có ý kiến này trong sổ.')})
        self.writing.refuse(self.item, case, form.get(f'ground-{number}', ''),
                            form.get(f'why-{number}', ''), self.actor)

    def _page(self, reasons: Mapping[str, str]) -> Values:
        waiting = self.writing.waiting(self.item)
        start = (page_number(self.request) - 1) * SIZE
        here, batch = tuple(waiting[start:start + SIZE]), self.batches.batch(self.item)
        writings = Writings(self.item, self.writing, self.source, self.cases, self.request.POST)
        return {
            **self.values(PAGE, self.source.title, reasons, self.source.about),
            'rows': [writings.of(case) for case in here], 'waits': batch,
            'batch': Pages(here, len(waiting), start, SIZE),
            'told': {number: self.source.told(each) for number, each in self.batches.made(
                self.item, batch).items()} if batch is not None else {},
            'against': self.batches.reasons_against(self.item, batch, self.actor)
            if batch is not None else '', 'first': first_words,
            'may_propose': batch is None or self._has_more(waiting, batch),
            'published': self.path(self.context, PUBLISHED),
            'reason_title': self.source.reason_title}

    def _has_more(self, waiting: Sequence[Case], batch: Batch) -> bool:
        """Return whether a public version is kept that is not in ``batch`` and was not sent back.
        """
        return any(
            case.number not in batch.numbers and self.writing.text(self.item, case).authors
            and not self.cases.kept(case, SENT_BACK) for case in waiting)


class PublishedPage(AtBatches):
    """What is public; one of it, where it is taken out or a piece of it concealed."""

    @desk_view(context=IPublishesBatches, name=PUBLISHED, working_permission=ANSWER,
               renderer='templates/published.pt')
    def page(self) -> Values:
        """Show it."""
        return self._page({})

    @desk_view(context=IPublishesBatches, name=PUBLISHED, working_permission=ANSWER,
               request_method='POST', renderer='templates/published.pt')
    def act(self) -> Values | HTTPSeeOther:
        """Take one out, or a piece of it."""
        form = self.request.POST
        try:
            if form.get('act') == 'withdraw':
                self._concealing.withdraw(self.item, self._public, form.get('ground', ''),
                                          form.get('why', ''), self.actor)
                self.flash(_('Đã gỡ ý kiến khỏi trang công khai.'))
            else:
                times = self._concealing.conceal(
                    self.item, self._public, form.get('piece', ''), self.actor)
                self.flash(_('Đã che ${number} chỗ.', mapping={'number': times}))
        except CannotPublishBatch as why:
            return self._page(self.refused(why))
        return self.see(self.context, PUBLISHED)

    @property
    def _concealing(self) -> IBatchConcealing:
        found: IBatchConcealing = self.request.service(IBatchConcealing)
        return found

    @property
    def _public(self) -> str:
        return str(self.request.GET.get('public', ''))

    def _page(self, reasons: Mapping[str, str]) -> Values:
        all_ = self._concealing.published(self.item)
        if self._public and self._public not in all_:
            raise HTTPNotFound
        start = (page_number(self.request) - 1) * SIZE
        here = tuple(all_.items())[start:start + SIZE]
        return {
            **self.values(PUBLISHED, _('Ý kiến đã công khai'), reasons, (self.source.title, PAGE)),
            'one': all_.get(self._public), 'here': [
                (self.path(self.context, PUBLISHED, public=public), said)
                for public, said in here], 'batch': Pages(here, len(all_), start, SIZE),
            'action': self.path(self.context, PUBLISHED, public=self._public)}
