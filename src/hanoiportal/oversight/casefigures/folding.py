"""What is counted of a case, from its events and duties; pure.

Each thing counts in the local month in which it took place, for the body that was responsible
then.  A case that a body passes on is received by the first and arrives at the second; its
answer counts where it is given.
"""
from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ...base.clock import local
from ...base.deadlines.interfaces import ICalendar
from ...base.months import month_of
from ...participation.cases.interfaces import (
    ABUSE,
    ANSWERED,
    FORWARDED,
    MERGED,
    NOTICED,
    OUT_OF_SCOPE,
    RECEIVED,
    REOPENED,
    WITHDRAWN,
    Case,
    CaseEvent,
)
from . import values
from .values import Fact

#: After these a promised day is owed no more.
_ENDS = frozenset({NOTICED, ANSWERED, OUT_OF_SCOPE, WITHDRAWN, MERGED, ABUSE})
#: What counts as it is, for the body that is responsible.
_PLAIN = {
    RECEIVED: values.RECEIVED, FORWARDED: values.FORWARDED, NOTICED: values.NOTICED,
    REOPENED: values.REOPENED, WITHDRAWN: values.WITHDRAWN}


class Folded(NamedTuple):
    """``facts``: what is counted at a moment.  ``again``: when there will be more to count though
    nothing happens, seconds since 1970 UTC, ``None`` for never.
    """

    facts: tuple[Fact, ...]
    again: float | None = None


class Course:
    """Goes through the events of a case.

    ``broken``: for each event that fulfilled an answer, by its source, whether that was too late.
    """

    def __init__(self, case: Case, broken: Mapping[str, bool], calendar: ICalendar) -> None:
        self._case, self._broken, self._calendar = case, broken, calendar
        self._sites = [(case.received, int(case.events[0].site or case.site))]
        self._since = case.received
        self._is_late = False
        self._promised: datetime.datetime | None = None

    def folded(self, now: datetime.datetime) -> Folded:
        """Return what is to be counted at ``now``."""
        facts = [fact for index, event in enumerate(self._case.events)
                 for fact in self._after(index, event)]
        promised = self._promised
        if promised is None:
            return Folded(tuple(facts))
        if promised < now:
            return Folded((*facts, self._break(promised)))
        return Folded(tuple(facts), promised.timestamp())

    def _after(self, index: int, event: CaseEvent) -> Iterator[Fact]:
        moment = event.at or event.moment
        if event.kind in _ENDS and self._promised is not None:
            if moment > self._promised:
                yield self._break(self._promised)
            self._promised = None
        if event.kind in (ANSWERED, NOTICED):
            self._fulfil(index)
        if event.kind == ANSWERED:
            yield self._answer(moment)
        elif event.kind in _PLAIN:
            yield self._fact(moment, _PLAIN[event.kind])
        if event.kind == FORWARDED:
            self._sites.append((moment, int(event.to)))
            yield self._fact(moment, values.ARRIVED)
        self._begin(event, moment)

    def _begin(self, event: CaseEvent, moment: datetime.datetime) -> None:
        """Note what counts from ``event`` on."""
        if event.kind == NOTICED:
            self._promised = event.until
        elif event.kind == REOPENED:
            self._since, self._is_late = moment, False

    def _fulfil(self, index: int) -> None:
        """A notice that came too late makes the answer late that follows it."""
        source = f'case:{self._case.number}:{index}'
        self._is_late = self._is_late or self._broken.get(source, False)

    def _answer(self, moment: datetime.datetime) -> Fact:
        days = self._calendar.workdays_between(local(self._since).date(), local(moment).date())
        return self._fact(moment, values.LATE if self._is_late else values.IN_TIME)._replace(
            days=days)

    def _fact(self, moment: datetime.datetime, what: str) -> Fact:
        return Fact(month_of(local(moment).date()), self._sites[-1][1], what)

    def _break(self, promised: datetime.datetime) -> Fact:
        """A promise is broken by who was responsible on its last day."""
        site = [oid for since, oid in self._sites if since <= promised][-1:] or [
            self._sites[0][1]]
        return Fact(month_of(local(promised).date()), site[0], values.BROKEN)


def by_keys(facts: Iterable[Fact]) -> dict[tuple[str, int], list[Fact]]:
    """Return ``facts`` by month and body."""
    found: dict[tuple[str, int], list[Fact]] = {}
    for fact in facts:
        found.setdefault((fact.month, fact.oid), []).append(fact)
    return found
