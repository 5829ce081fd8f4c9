"""What is owed for a case: its duties, opened and ended by its events (13.1.e, NĐ 20/2008 art. 9).

Keys of duties begin with ``case:`` and the number of the case.  Sources and subjects of their
events are ``case:NUMBER:INDEX`` of the event of the case.
"""
import datetime
import math
from collections.abc import Callable, Iterable, Iterator

from ...platform.duties.interfaces import (
    FIXED,
    MISSED,
    RUNNING,
    SATISFIED,
    STRUCK,
    TRIGGERED,
    Duty,
    DutyEvent,
    IDuties,
    Standing,
)
from .folding import fold
from .interfaces import (
    ABUSE,
    ANSWERED,
    FORWARDED,
    MERGED,
    NOTICED,
    OUT_OF_SCOPE,
    RECEIVED,
    REOPENED,
    TAKEN,
    UNMERGED,
    WITHDRAWN,
    CaseEvent,
    ICaseKinds,
)
from .interfaces.words import ANSWER, SCOPE, TRIAGE
from .resource import KeptCase

OWED = (RUNNING, MISSED)
#: By these a body has sorted the case.
_SORTED = frozenset({TAKEN, FORWARDED, OUT_OF_SCOPE, NOTICED, ANSWERED, MERGED, ABUSE})
#: After these nobody owes an answer.
_ENDED = frozenset({OUT_OF_SCOPE, WITHDRAWN, MERGED, ABUSE})


def source_of(case: KeptCase) -> str:
    """Return what names the last event of ``case``."""
    return f'case:{case.number}:{len(case.events) - 1}'


def next_due(standings: Iterable[tuple[Duty, Standing]]) -> datetime.datetime | None:
    """Return when the next of ``standings`` that is still owed is due; ``None`` for never."""
    return min((standing.due for _duty, standing in standings
                if standing.state in OWED and standing.due is not None), default=None)


class Owing:
    """Keeps the duties of cases in ``duties``, by the rules of ``kinds`` and those that
    ``rule_of`` gives for the answer of a case, ``''`` for that of its kind.
    """

    def __init__(self, duties: IDuties, kinds: ICaseKinds,
                 rule_of: Callable[[KeptCase], str]) -> None:
        self._duties = duties
        self._kinds = kinds
        self._rule_of = rule_of

    def of(self, case: KeptCase) -> list[Duty]:
        """Return all that was ever owed for ``case``."""
        return list(self._duties.of_key(f'case:{case.number}'))

    def standings(self, case: KeptCase,
                  now: datetime.datetime) -> list[tuple[Duty, Standing]]:
        """Return all that was ever owed for ``case``, and how it stands."""
        return [(duty, self._duties.standing(duty, now)) for duty in self.of(case)]

    def due(self, case: KeptCase, now: datetime.datetime) -> float:
        """Return when the next thing is due, seconds since 1970 UTC; infinite for never."""
        due = next_due(self.standings(case, now))
        return math.inf if due is None else due.timestamp()

    def note(self, case: KeptCase, event: CaseEvent) -> None:
        """Let ``event``, the last of ``case``, do what it does to duties."""
        if event.kind == RECEIVED:
            self._receive(case, event)
        if event.kind in _SORTED:
            self._satisfy(case, event, (TRIAGE,))
        effects = {OUT_OF_SCOPE: self._scope, FORWARDED: self._move, ANSWERED: self._answer,
                   NOTICED: self._promise, REOPENED: self._reopen, UNMERGED: self._unmerge}
        if event.kind in effects:
            effects[event.kind](case, event)
        if event.kind in _ENDED:
            self._end(case, event)

    def replay(self, case: KeptCase) -> None:
        """Let the duties be what the events of ``case`` make of them, if they are not: a duty that
        is there stays as it is.
        """
        events, site = case.events, case.site
        try:
            for end in range(1, len(events) + 1):
                case.events = events[:end]
                case.site = fold(case.events).site or events[0].site or site
                self.note(case, events[end - 1])
        finally:
            case.events, case.site = events, site

    def merge(self, merged: KeptCase, case: KeptCase) -> None:
        """Let what is owed for ``case`` count from the receipt of ``merged``, which goes on in
        it, if that is earlier.
        """
        first, event = case.received, merged.events[-1]
        if merged.received >= first:
            return
        case.received = merged.received
        for duty, standing in self.standings(case, event.moment):
            if standing.state in OWED and standing.trigger == first:
                self._duties.append(duty, DutyEvent(
                    TRIGGERED, event.moment, at=case.received, source=source_of(merged)))

    def _receive(self, case: KeptCase, event: CaseEvent) -> None:
        kind = self._kinds.at(case.kind, case.received)
        if kind.triage_rule:
            self._open(case, f'{TRIAGE}:0', kind.triage_rule, event, case.received)
        rule = self._answer_rule(case)
        if rule:
            self._open(case, f'{ANSWER}:0', rule, event, case.received)

    def _answer_rule(self, case: KeptCase) -> str:
        return (case.due_rule or self._rule_of(case)
                or self._kinds.at(case.kind, case.received).answer_rule)

    def _open(self, case: KeptCase, what: str, rule: str, event: CaseEvent,
              trigger: datetime.datetime) -> Duty:
        return self._duties.open(case.site, rule, [f'case:{case.number}:{what}'], DutyEvent(
            TRIGGERED, event.moment, at=trigger, source=source_of(case), actor=event.actor))

    def _satisfy(self, case: KeptCase, event: CaseEvent, what: tuple[str, ...]) -> None:
        for duty in self._owed(case, event, what):
            self._duties.append(duty, DutyEvent(
                SATISFIED, event.moment, at=event.at or event.moment, source=source_of(case),
                subject=source_of(case), actor=event.actor))

    def _owed(self, case: KeptCase, event: CaseEvent, what: tuple[str, ...]) -> Iterator[Duty]:
        for duty, standing in self.standings(case, event.moment):
            if standing.state in OWED and duty.keys[0].split(':')[2] in what:
                yield duty

    def _scope(self, case: KeptCase, event: CaseEvent) -> None:
        """Its term counts from the receipt, too (a reading of 13.1.e)."""
        rule = self._kinds.at(case.kind, case.received).scope_rule
        if rule:
            self._open(case, f'{SCOPE}:{len(case.events) - 1}', rule, event, case.received)
            self._satisfy(case, event, (SCOPE,))

    def _move(self, case: KeptCase, event: CaseEvent) -> None:
        """Let the body ``event.to`` owe from the first trigger on what another one owed."""
        for duty, standing in self.standings(case, event.moment):
            if standing.state in OWED and duty.site != event.to and standing.trigger is not None:
                moved = self._duties.open(event.to, duty.rule, duty.keys, DutyEvent(
                    TRIGGERED, event.moment, at=standing.trigger, source=source_of(case),
                    evidence=standing.evidence, actor=event.actor))
                self._strike(duty, event, source_of(case))
                promised = [each for each in duty.events if each.kind == FIXED]
                for each in promised:
                    self._duties.append(moved, each)

    def _answer(self, case: KeptCase, event: CaseEvent) -> None:
        self._satisfy(case, event, (ANSWER,))

    def _reopen(self, case: KeptCase, event: CaseEvent) -> None:
        self._owe(case, event, event.at or event.moment, str(len(case.events) - 1))

    def _unmerge(self, case: KeptCase, event: CaseEvent) -> None:
        """It counts from its own receipt again, or from when it was reopened (``at``), unless its
        sender was told ``until`` when.
        """
        number = str(len(case.events) - 1)
        if event.until is None:
            self._owe(case, event, event.at or case.received,
                      number if event.at else f'{RECEIVED}-{number}')
        else:
            self._promise(case, event)

    def _owe(self, case: KeptCase, event: CaseEvent, trigger: datetime.datetime,
             mark: str) -> None:
        """Open an answer; ``mark``: number of the event that asks for it once more, no number
        if none does.
        """
        rule = self._answer_rule(case)
        if rule:
            self._open(case, f'{ANSWER}:{mark}', rule, event, trigger)

    def _promise(self, case: KeptCase, event: CaseEvent) -> None:
        """The notice stops the clock; the moment that it names is owed from now on."""
        self._answer(case, event)
        promised = self._open(case, f'{ANSWER}:{len(case.events) - 1}', self._answer_rule(case),
                              event, event.moment)
        self._duties.append(promised, DutyEvent(
            FIXED, event.moment, at=event.until, source=source_of(case), actor=event.actor))

    def _end(self, case: KeptCase, event: CaseEvent) -> None:
        for duty, standing in self.standings(case, event.moment):
            if standing.state in OWED:
                self._strike(duty, event, source_of(case))

    def _strike(self, duty: Duty, event: CaseEvent, source: str) -> None:
        for each in list(duty.events):
            if each.kind == TRIGGERED:
                self._duties.append(duty, DutyEvent(
                    STRUCK, event.moment, source=source, subject=each.source,
                    actor=event.actor))
