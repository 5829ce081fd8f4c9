"""The pages of a dialogue where batches of answers are approved, where one is taken out, and where
it is archived.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request

from ...base.errors import Refused
from ...base.i18n import _
from ...base.numbers import number_in
from ...base.permissions import ANSWER, APPROVE_ANSWER
from ...base.text import first_words
from ...kernel.tree.lookup import find_site
from ...shells.desk.frame.menu import HERE, menu
from ...shells.desk.frame.view import DeskView
from ...shells.frame.assets import asset_url
from ...types.event.live import clock_time
from ...web import desk_view
from ..batches.interfaces import CannotPublishBatch, IBatches
from ..dialogues.interfaces import (
    ARCHIVED,
    BATCH,
    CLOSING,
    LIVE,
    MOST_IN_BATCH,
    OUT,
    OUT_GROUNDS,
    OVER,
    QUEUE,
    CannotModerate,
    IDialogue,
    IDialogueClosing,
    IDialogueQueue,
    IModerating,
    PublicAnswer,
)
from .moments import seconds_in

#: Published answers that the page of batches shows.
SIZE = 20
STYLESHEET = asset_url('record.css')
Values = Mapping[str, object]


class Placed(NamedTuple):
    """A published answer.  ``moment``: of the recording, as somebody types it."""

    said: PublicAnswer
    moment: str
    why: str


def may_answer(dialogue: IDialogue, request: Request) -> bool:
    """Return whether the asker answers people at the site of ``dialogue``, which is one."""
    return dialogue.kind in LIVE and bool(request.has_permission(ANSWER, find_site(dialogue)))


def has_ended(dialogue: IDialogue, request: Request) -> bool:
    """Return whether ``dialogue`` has ended, for who answers there."""
    return may_answer(dialogue, request) and dialogue.phase in (OVER, ARCHIVED)


class AtAnswers(DeskView):
    """What both pages have in common."""

    def __init__(self, context: IDialogue, request: Request) -> None:
        super().__init__(context, request)
        if not may_answer(context, request):
            raise HTTPNotFound
        self.dialogue, self.actor = context, str(request.identity.id)

    def refused(self, why: Refused[str]) -> Mapping[str, str]:
        """Return the reasons of ``why``, and let the answer say that nothing was done."""
        self.request.response.status_int = 422
        return why.reasons

    def values(self, view: str, reasons: Mapping[str, str]) -> Values:
        """Return what both templates name."""
        return {'view': view, 'queue': self.path(self.context, QUEUE), 'stylesheet': STYLESHEET,
                'problems': list(dict.fromkeys(reasons.values())), 'is_board': bool(
                    self.request.has_permission(APPROVE_ANSWER, find_site(self.dialogue)))}


@menu(BATCH, _('Đợt trả lời'), at=HERE, working_permission=ANSWER, context=IDialogue, order=31,
      shown=may_answer)
class AnswerBatchPage(AtAnswers):
    """The batch before the board, and what is public already."""

    @desk_view(context=IDialogue, name=BATCH, working_permission=ANSWER,
               renderer='templates/batch.pt')
    def page(self) -> Values:
        """Show it."""
        return self._page({})

    @desk_view(context=IDialogue, name=BATCH, working_permission=ANSWER, request_method='POST',
               renderer='templates/batch.pt')
    def act(self) -> Values | HTTPSeeOther:
        """Put the answers before the board, approve them, or send some back."""
        form, act = self.request.POST, self.request.POST.get('act', '')
        try:
            if act == 'approve':
                done = self._batches.approve(self.dialogue, form.get('digest', ''), self.actor)
                self.flash(_('Đã phê duyệt; các câu trả lời được đăng ngay.') if done else _(
                    'Đã phê duyệt; còn chờ người phê duyệt tiếp theo.'))
            elif act in ('back', 'all_back'):
                self._batches.send_back(
                    self.dialogue, form.get('digest', ''), self._numbers(act == 'all_back'),
                    form.get('back', ''), self.actor)
                self.flash(_('Đã trả lại; người trình nhận được thông báo.'))
            else:
                self._batches.propose(self.dialogue, self.actor)
                self.flash(_('Đã trình Ban Biên tập.'))
        except CannotPublishBatch as why:
            return self._page(self.refused(why))
        return self.see(self.context, BATCH)

    def _numbers(self, is_all: bool) -> Sequence[int]:
        """Return the numbers of cases that are sent back."""
        batch = self._batches.batch(self.dialogue)
        if is_all and batch is not None:
            return batch.numbers
        return [number_in(each) for each in self.request.POST.getall('number')]

    @property
    def _batches(self) -> IBatches:
        found: IBatches = self.request.service(IBatches)
        return found

    def _page(self, reasons: Mapping[str, str]) -> Values:
        batch = self._batches.batch(self.dialogue)
        queue: IDialogueQueue = self.request.registry.getAdapter(self.dialogue, IDialogueQueue)
        prepared = {row.number for row in queue.of(str(self.dialogue.__oid__))
                    if row.is_prepared and not row.outcome}
        return {
            **self.values(BATCH, reasons), 'title': _('Đợt trả lời'), 'waits': batch,
            'told': self._batches.made(self.dialogue, batch) if batch is not None else {},
            'against': self._batches.reasons_against(self.dialogue, batch, self.actor)
            if batch is not None else '', 'most': MOST_IN_BATCH, 'prepared': len(prepared),
            'may_propose': batch is None or not prepared <= {*batch.numbers},
            'first': first_words, 'typed': self.request.POST, 'reasons': reasons,
            'is_archived': self.dialogue.phase == ARCHIVED, 'out': OUT,
            'published': self.dialogue.answers[::-1][:SIZE]}


class TakingOutPage(AtAnswers):
    """One published answer, before it is taken out; of what is archived none is."""

    def __init__(self, context: IDialogue, request: Request) -> None:
        super().__init__(context, request)
        public = request.GET.get('public', '')
        found = next((each for each in context.answers if each.id == public), None)
        if found is None or context.phase == ARCHIVED or not request.has_permission(
                APPROVE_ANSWER, find_site(context)):
            raise HTTPNotFound
        self.one: PublicAnswer = found

    @desk_view(context=IDialogue, name=OUT, working_permission=ANSWER,
               renderer='templates/out.pt')
    def page(self) -> Values:
        """Ask for the ground and the reason."""
        return self._page({})

    @desk_view(context=IDialogue, name=OUT, working_permission=ANSWER,
               request_method='POST', renderer='templates/out.pt')
    def act(self) -> Values | HTTPSeeOther:
        """Take it out."""
        form = self.request.POST
        moderating: IModerating = self.request.service(IModerating)
        try:
            moderating.withdraw(self.dialogue, self.one.id, form.get('ground', ''),
                                form.get('why', ''), self.actor)
        except CannotModerate as why:
            return self._page(self.refused(why))
        self.flash(_('Đã gỡ câu trả lời khỏi trang công khai; câu hỏi về lại hàng chờ.'))
        return self.see(self.context, BATCH)

    def _page(self, reasons: Mapping[str, str]) -> Values:
        return {
            **self.values(OUT, reasons), 'title': _('Gỡ câu trả lời'), 'one': self.one,
            'batch': self.path(self.context, BATCH), 'refusals': tuple(OUT_GROUNDS.items()),
            'reasons': reasons, 'typed': self.request.POST,
            'action': self.path(self.context, OUT, public=self.one.id)}


@menu(CLOSING, _('Lưu trữ buổi trực tuyến'), at=HERE, working_permission=ANSWER,
      context=IDialogue, order=32, shown=has_ended)
class ClosingPage(AtAnswers):
    """Where answers are in the recording, and the approval of what they become."""

    @desk_view(context=IDialogue, name=CLOSING, working_permission=ANSWER,
               renderer='templates/closing.pt')
    def page(self) -> Values:
        """Show it."""
        return self._page({})

    @desk_view(context=IDialogue, name=CLOSING, working_permission=ANSWER, request_method='POST',
               renderer='templates/closing.pt')
    def act(self) -> Values | HTTPSeeOther:
        """Correct the moments, or approve."""
        form = self.request.POST
        try:
            if form.get('act') == 'approve':
                done = self._closing.approve(self.dialogue, form.get('digest', ''), self.actor)
                self.flash(_('Đã phê duyệt; buổi trực tuyến được lưu trữ ngay.') if done else _(
                    'Đã phê duyệt; còn chờ người phê duyệt tiếp theo.'))
            else:
                self._closing.keep(self.dialogue, self._typed, self.actor)
                self.flash(_('Đã lưu thời điểm trong bản ghi.'))
        except CannotModerate as why:
            return self._page(self.refused(why))
        return self.see(self.context, CLOSING)

    @property
    def _closing(self) -> IDialogueClosing:
        found: IDialogueClosing = self.request.service(IDialogueClosing)
        return found

    @property
    def _typed(self) -> dict[str, int]:
        """The moments that were typed, by ids of answers."""
        form = self.request.POST
        return {each: seconds_in(form[f'moment-{each}']) for each in self._closing.moments(
            self.dialogue) if f'moment-{each}' in form}

    def _page(self, reasons: Mapping[str, str]) -> Values:
        closing, form = self._closing, self.request.POST
        moments, is_over = closing.moments(self.dialogue), self.dialogue.phase == OVER
        return {
            **self.values(CLOSING, reasons), 'title': _('Lưu trữ buổi trực tuyến'),
            'answers': [Placed(
                each, str(form.get(f'moment-{each.id}', clock_time(moments[each.id]))),
                reasons.get(each.id, '')) for each in self.dialogue.answers],
            'digest': closing.digest(self.dialogue), 'is_over': is_over,
            'against': closing.reasons_against(self.dialogue, self.actor) if is_over else '',
            'left': self._left, 'is_archived': self.dialogue.phase == ARCHIVED}

    @property
    def _left(self) -> int:
        """How many questions nobody has answered."""
        queue: IDialogueQueue = self.request.registry.getAdapter(self.dialogue, IDialogueQueue)
        return sum(not row.outcome for row in queue.of(str(self.dialogue.__oid__)))
