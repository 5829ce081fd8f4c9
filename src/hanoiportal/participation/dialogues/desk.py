"""Hàng chờ câu hỏi in the desk: the moderator's queue, and the answers that are written."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from webob.multidict import MultiDict

from ...base.i18n import _
from ...base.interfaces import ISite
from ...base.numbers import number_in
from ...base.permissions import ANSWER, APPROVE_ANSWER
from ...base.values import Batch as Pages
from ...kernel.tree.lookup import find_site
from ...shells.desk.frame.listfilters import page_number
from ...shells.desk.frame.menu import HERE, menu
from ...shells.desk.frame.view import DeskView
from ...shells.frame.assets import asset_url
from ...web import desk_view
from ..cases.interfaces import PUBLISH, Case, ICases
from ..publication.interfaces import PublicText
from .interfaces import (
    ANSWERING,
    BATCH,
    LONGEST_ANSWER,
    LONGEST_NAME,
    LONGEST_QUESTION,
    ONE,
    PHASE_TITLES,
    QUEUE,
    RANKS,
    TAKEN_OUT,
    CannotModerate,
    IDialogue,
    IDialogueQueue,
    IModerating,
)
from .phases import is_dialogue
from .queuerows import SHOWN, SHOWN_TITLES, WAITING, grouped, shown_group, waiting_of, who
from .register import dialogue_at

SIZE = 20
STYLESHEET = asset_url('record.css')
Values = Mapping[str, object]


def may_moderate(dialogue: IDialogue, request: Request) -> bool:
    """Return whether the asker answers people at the site of ``dialogue``, which is one."""
    return is_dialogue(dialogue) and bool(request.has_permission(ANSWER, find_site(dialogue)))


def waiting(dialogue: IDialogue, request: Request) -> int:
    """Return how many questions to ``dialogue`` wait."""
    queue: IDialogueQueue = request.registry.getAdapter(dialogue, IDialogueQueue)
    return waiting_of(queue.of(str(dialogue.__oid__)))


class AtDialogue(DeskView):
    """What the pages of a dialogue in the desk have in common."""

    def __init__(self, context: IDialogue, request: Request) -> None:
        super().__init__(context, request)
        if not may_moderate(context, request):
            raise HTTPNotFound
        self.dialogue, self.actor = context, str(request.identity.id)
        self.cases: ICases = request.registry.getAdapter(context, ICases)
        self.queue: IDialogueQueue = request.registry.getAdapter(context, IDialogueQueue)
        self.moderating: IModerating = request.service(IModerating)

    def is_board(self) -> bool:
        """Return whether the asker is of the board that ranks and approves."""
        return bool(self.request.has_permission(APPROVE_ANSWER, find_site(self.dialogue)))

    def refused(self, why: CannotModerate) -> Mapping[str, str]:
        """Return the reasons of ``why``, and let the answer say that nothing was done."""
        self.request.response.status_int = 422
        return why.reasons


@menu(QUEUE, _('Hàng chờ câu hỏi'), at=HERE, working_permission=ANSWER, context=IDialogue,
      order=30, shown=may_moderate, count_at=waiting)
class QueuePage(AtDialogue):
    """The queue: what asks the same together, ranked by the board."""

    @desk_view(context=IDialogue, name=QUEUE, working_permission=ANSWER,
               renderer='templates/queue.pt')
    def page(self) -> Values:
        """Show it."""
        return self._page(MultiDict(), {})

    @desk_view(context=IDialogue, name=QUEUE, working_permission=ANSWER, request_method='POST',
               renderer='templates/queue.pt')
    def act(self) -> Values | HTTPSeeOther:
        """Rank what is marked, or put it aside."""
        form = self.request.POST
        numbers = [number_in(each) for said in form.getall('numbers') for each in said.split()]
        try:
            if form.get('act') == 'rank':
                rank = form.get('rank', '')
                done = self.moderating.rank(
                    self.dialogue, numbers, int(rank) if rank in map(str, RANKS) else -1,
                    self.actor)
                self.flash(_('Đã xếp thứ tự ${number} câu hỏi.', mapping={'number': done}))
            else:
                done = self.moderating.put_aside(
                    self.dialogue, numbers, form.get('reason', ''), self.actor)
                self.flash(_('Đã ghi lý do không trả lời ${number} câu hỏi; người hỏi đọc được '
                             'câu này.', mapping={'number': done}))
        except CannotModerate as why:
            return self._page(form, self.refused(why))
        return self.see(self.context, QUEUE, **self._asked)

    @property
    def _asked(self) -> dict[str, str]:
        given = {name: self.request.GET.get(name, '') for name in ('shown', 'page')}
        return {name: value for name, value in given.items() if value}

    def _page(self, form: MultiDict, reasons: Mapping[str, str]) -> Values:
        asked, rows = self._asked, self.queue.of(str(self.dialogue.__oid__))
        wanted = asked.get('shown', '') if asked.get('shown') in SHOWN else WAITING
        groups = grouped(rows, wanted)
        start = (page_number(self.request) - 1) * SIZE
        return {
            'title': _('Câu hỏi gửi buổi trực tuyến'), 'view': QUEUE, 'wanted': wanted,
            'phase': PHASE_TITLES[self.dialogue.phase],
            'filters': [(each, SHOWN_TITLES[each]) for each in SHOWN],
            'groups': [shown_group(self.cases, each) for each in groups[start:start + SIZE]],
            'batch': Pages(tuple(groups[start:start + SIZE]), len(groups), start, SIZE),
            'page_address': lambda number: '?' + urlencode({**asked, 'page': number}),
            'left': waiting_of(rows), 'total': len(rows),
            'ranks': list(RANKS.items()), 'is_board': self.is_board(), 'answering': ANSWERING,
            'batch_page': self.path(self.context, BATCH),
            'here': self.path(self.context, QUEUE, **asked), 'form': form, 'reasons': reasons,
            'chosen': frozenset(form.getall('numbers')), 'problems': list(reasons.values()),
            'stylesheet': STYLESHEET}


class AnswerPage(AtDialogue):
    """One question: what was received beside what shall be public, and the answer."""

    @desk_view(context=IDialogue, name=ANSWERING, working_permission=ANSWER,
               renderer='templates/answer.pt')
    def page(self) -> Values:
        """Show it."""
        return self._page({})

    @desk_view(context=IDialogue, name=ANSWERING, working_permission=ANSWER,
               request_method='POST', renderer='templates/answer.pt')
    def act(self) -> Values | HTTPSeeOther:
        """Keep the answer, or give it to who asked alone."""
        form = self.request.POST
        name = self.moderating.name(self._case) if form.get('name') == 'yes' else ''
        text = PublicText(question=form.get('question', ''), answer=form.get('answer', ''),
                          reason=form.get('by', ''), name=name)
        try:
            self.moderating.answer(
                self.dialogue, self._case, text, form.get('checked') == 'yes', self.actor)
        except CannotModerate as why:
            return self._page(self.refused(why))
        self.flash(_('Đã lưu câu trả lời. Hãy trình Ban Biên tập ở thẻ “Đợt trả lời”.'))
        return self.see(self.context, QUEUE)

    @cached_property
    def _case(self) -> Case:
        number = number_in(self.request.GET.get('number', ''))
        found = self.cases.get(number)
        if found is None or self.queue.dialogue_of(number) != str(self.dialogue.__oid__):
            raise HTTPNotFound
        return found

    def _page(self, reasons: Mapping[str, str]) -> Values:
        contents = self.cases.open(self._case)
        if contents is None:
            raise HTTPNotFound
        text, form = self.moderating.text(self._case), self.request.POST
        rows = self.queue.of(str(self.dialogue.__oid__))
        number = self._case.number
        own = next(row for row in rows if row.number == number)
        return {
            'title': _('Trả lời câu hỏi'), 'view': ANSWERING, 'contents': contents,
            'who': who(contents), 'is_public': PUBLISH in contents.consents,
            'same': sum(row.group == own.group and not row.outcome for row in rows),
            'question': form.get('question', text.question),
            'answer': form.get('answer', text.answer), 'by': form.get('by', text.reason),
            'sent_back': self.moderating.sent_back(self._case),
            'was_public': own.back == TAKEN_OUT,
            'name': self.moderating.name(self._case), 'shows_name': bool(text.name),
            'guests': list(self._guests),
            'limits': (LONGEST_QUESTION, LONGEST_ANSWER, LONGEST_NAME), 'reasons': reasons,
            'here': self.path(self.context, ANSWERING, number=number),
            'queue': self.path(self.context, QUEUE), 'problems': list(reasons.values()),
            'stylesheet': STYLESHEET}

    @property
    def _guests(self) -> Sequence[str]:
        """Whom the programme names, to choose from."""
        return [each if isinstance(each, str) else each.title
                for each in self.context.answering()]


class OneQuestion(DeskView):
    """Where a case of the inbox leads that is a question to a dialogue."""

    @desk_view(context=ISite, name=ONE, working_permission=ANSWER)
    def page(self) -> HTTPSeeOther:
        """Lead to its answer."""
        queue: IDialogueQueue = self.request.registry.getAdapter(self.context, IDialogueQueue)
        number = number_in(self.request.GET.get('number', ''))
        dialogue = dialogue_at(self.request.root, queue.dialogue_of(number))
        if dialogue is None or not may_moderate(dialogue, self.request):
            raise HTTPNotFound
        return self.see(dialogue, ANSWERING, number=number)
