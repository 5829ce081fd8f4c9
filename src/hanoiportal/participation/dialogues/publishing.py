"""The answers of a dialogue, for ``participation.batches`` (clauses 8.5, 28.11).

One transaction writes a batch of them alone: the item, its versions, indexes and archive know
nothing of them until the dialogue is archived.
"""
from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import cast

from pyramid.registry import Registry
from zope.interface import implementer

from ...base.clock import local
from ...kernel.tree.events import SYSTEM, Action, send
from ...kernel.tree.lookup import find_portal
from ..batches.interfaces import SENT_BACK
from ..batches.interfaces.sources import Batch, BatchActions, IBatchSource, SaidText
from ..cases.interfaces import (
    ABUSE,
    ANSWERED,
    NAME,
    OUT_OF_SCOPE,
    WITHDRAWN,
    Case,
    Contents,
    ICases,
)
from ..publication.interfaces import PublicText
from .interfaces import ARCHIVED, MOST_IN_BATCH, IDialogue, PublicAnswer, Question
from .register import questions_to
from .resource import DialogueQuestions, PublicAnswers

#: Name under which a case keeps its answer, sealed.
TEXT = 'dialogue answer'
#: Outcomes of what is never public.
NEVER = frozenset({OUT_OF_SCOPE, ABUSE, WITHDRAWN})
#: What is said to the log when a batch is public.
PUBLISHED_ANSWERS = 'publish_answers'


@implementer(IBatchSource)
class AnswerSource:
    """See ``IBatchSource``: of the answers to the questions to one dialogue."""

    kept_as, most, notice = TEXT, MOST_IN_BATCH, 'answers_sent_back'
    actions = BatchActions('propose_answers', 'approve_answers', 'send_answers_back',
                           'withdraw_dialogue_answer')
    passing: Sequence[str] = ('same',)

    def __init__(self, registry: Registry, dialogue: IDialogue) -> None:
        self._registry, self._dialogue = registry, dialogue
        self._portal, self._own = find_portal(dialogue), str(dialogue.__oid__)
        self._cases: ICases = registry.getAdapter(dialogue, ICases)

    def waiting(self) -> Sequence[Case]:
        """See ``IBatchSource``: nothing once the dialogue is archived."""
        if self._dialogue.phase == ARCHIVED:
            return ()
        rows = self.kept.rows
        order = sorted(self.kept.prepared, key=lambda number: (rows[number].turn, number))
        found = map(self._cases.get, order)
        return [case for case in found if case is not None]

    def name(self, contents: Contents) -> str:
        """See ``IBatchSource``."""
        return name_of(contents)

    def made(self, read: Mapping[int, tuple[Case, Contents, PublicText]],
             ) -> Mapping[int, SaidText]:
        """See ``IBatchSource``; ``moment`` is 0."""
        if self._dialogue.phase == ARCHIVED:
            return {}
        rows = self.kept.rows
        waiting = Counter(row.group for row in rows.values() if not row.outcome)
        return {number: PublicAnswer(
                    text.title, text.question, text.name, text.answer, text.reason,
                    waiting[row.group] + bool(row.outcome), 0,
                    local(case.received).date().isoformat())
                for number, (case, _contents, text) in read.items()
                if (row := rows.get(number)) is not None and row.outcome not in NEVER}

    def put_back(self, case: Case, why: str) -> None:
        """See ``IBatchSource``."""
        self._cases.keep(case, SENT_BACK, why)
        rows, number = self.kept.rows, case.number
        rows[number] = rows[number]._replace(is_prepared=False, back=SENT_BACK)
        self.kept.prepared.discard(number)

    def published(self) -> Mapping[str, SaidText]:
        """See ``IBatchSource``."""
        return {each.id: each for each in self._dialogue.answers}

    def remove(self, said: SaidText) -> None:
        """See ``IBatchSource``."""
        all_ = cast(PublicAnswers, self._dialogue.public_answers).all
        del all_[next(number for number, each in all_.items() if each.id == said.id)]
        send(self._registry)(Action(self._dialogue, self.actions.withdraw, SYSTEM))

    def write(self, made: Mapping[int, SaidText], batch: Batch, now: datetime.datetime) -> None:
        """See ``IBatchSource``."""
        found = cast(PublicAnswers | None, self._dialogue.public_answers)
        if found is None:
            found = self._dialogue.public_answers = PublicAnswers()
        moment = moment_of(self._dialogue, now)
        last = found.all.maxKey() if found.all else 0
        for at, each in enumerate(made.values(), last + 1):
            found.all[at] = cast(PublicAnswer, each)._replace(moment=moment)
        first = found.approvals.maxKey() + 1 if found.approvals else 1
        found.approvals.update(dict(enumerate(batch.approved(now), first)))
        send(self._registry)(Action(
            self._dialogue, PUBLISHED_ANSWERS, batch.approvals[-1], count=len(made)))

    def note(self, made: Mapping[int, SaidText], batch: Batch) -> None:
        """See ``IBatchSource``: all who asked the same know the answer."""
        rows = self.kept.rows
        for number, said in made.items():
            each = cast(PublicAnswer, said)
            for row in _group_of(rows, number):
                case = self._cases.get(row.number)
                if case is not None and not row.outcome:
                    self._cases.append(
                        case, ANSWERED, text=f'{each.by}: {each.answer}' if each.by else
                        each.answer, actor=batch.approvals[-1], site=case.site,
                        source=f'dialogue:{each.id}')
            rows[number] = rows[number]._replace(public=each.id)

    @property
    def kept(self) -> DialogueQuestions:
        """See ``IBatchSource``."""
        return questions_to(self._portal, self._own)


def name_of(contents: Contents) -> str:
    """Return the name that who asked lets be shown, ``''`` if they do not."""
    if NAME not in contents.consents:
        return ''
    return contents.sender.organisation or contents.sender.name


def moment_of(item: IDialogue, now: datetime.datetime) -> int:
    """Return how many seconds of ``item`` have passed at ``now``, at most all of them."""
    if item.start is None or item.end is None:
        return 0
    return int(max(0.0, (min(now, item.end) - item.start).total_seconds()))


def _group_of(rows: Mapping[int, Question], number: int) -> list[Question]:
    """Return those of ``rows`` that ask the same as ``number`` and wait, itself first."""
    row = rows.get(number)
    if row is None:
        return []
    return [row, *(each for each in rows.values() if each.group == row.group
                   and each.number != number and not each.outcome)]
