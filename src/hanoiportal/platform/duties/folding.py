"""The state of a duty, folded from its events; pure.

Events are put in the order of their moments, so that it does not matter which of them reached the
register first.  The term that a fulfilment ended stays as it was counted when that was noted: a
day that is announced or entered later takes no kept term away.  One that was entered too late
saves what was done in time by its paper.  What is still owed is judged by all that is known.
"""
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Protocol

from ...base.clock import local
from ..calendar.interfaces import Knowledge
from .interfaces import (
    CONSENT,
    EXCUSE,
    EXCUSED,
    FIXED,
    MET,
    MET_LATE,
    MISSED,
    REASON,
    RUNNING,
    SATISFIED,
    STRUCK,
    TRIGGERED,
    VOID,
    WITHDRAWN,
    DutyEvent,
    Standing,
)


class Due(Protocol):
    """Says by when a duty is due."""

    def __call__(self, trigger: datetime.datetime,
                 known: Knowledge | None) -> datetime.datetime | None:
        """Return the last moment of the term from ``trigger`` by what is ``known`` of the
        calendar, ``None`` for all; ``None`` as ``Standing.due``.
        """


@dataclass
class _Span:
    """The time in which an item fulfils the duty.  ``end``: ``None`` while it does."""

    item: str
    start: datetime.datetime
    noted: datetime.datetime
    end: datetime.datetime | None = None


def fold(events: Iterable[DutyEvent], now: datetime.datetime, due_of: Due) -> Standing:
    """Return how a duty with these ``events`` stands at ``now``."""
    valid = _valid(events)
    last = {event.kind: event for event in valid}
    trigger, reason, excuse = last.get(TRIGGERED), last.get(REASON), last.get(EXCUSE)
    if trigger is None or trigger.at is None:
        return Standing(VOID, None, None, None, '', '', reason, excuse)
    fixed = last.get(FIXED)
    if fixed is not None:
        due_of = partial(_as_fixed, fixed.at)
    due = due_of(trigger.at, None)
    state, span, due, known = _judged(_spans(valid), trigger.at, due, due_of)
    if state == MISSED and (due is None or now <= due):
        state = RUNNING
    if excuse is not None and state != MET:
        state = EXCUSED
    return Standing(state, trigger.at, due, None if span is None else span.start,
                    '' if span is None else span.item, trigger.evidence, reason, excuse,
                    _consent(last.get(CONSENT), reason), known)


def _as_fixed(due: datetime.datetime | None, trigger: datetime.datetime,
              known: Knowledge | None) -> datetime.datetime | None:
    return due


def order_of(event: DutyEvent) -> tuple[datetime.datetime, int, tuple[str, ...]]:
    """Return where ``event`` stands among others, whenever each was noted in the register: by its
    moment, then by the number in its source, then by what it says.
    """
    number = event.source.rpartition(':')[2]
    return (event.moment, int(number) if number.isdecimal() else 0,
            (event.source, event.kind, event.subject, event.actor, event.text))


def _valid(events: Iterable[DutyEvent]) -> list[DutyEvent]:
    """Return ``events`` once each, without what is struck, in their order."""
    unique = {(event.kind, event.source, event.subject) if event.source else event: event
              for event in events}
    ordered = list(unique.values())
    if any(before.moment >= after.moment for before, after in pairwise(ordered)):
        ordered.sort(key=order_of)
    struck: set[str] = set()
    for event in reversed(ordered):
        if event.kind == STRUCK and event.source not in struck:
            struck.add(event.subject)
    return [event for event in ordered if event.source not in struck] if struck else ordered


def _consent(found: DutyEvent | None, reason: DutyEvent | None) -> DutyEvent | None:
    """Return ``found``, the last approval, if it is that of ``reason``, else ``None``."""
    return found if found is not None and reason is not None and (
        found.at == reason.moment) else None


def _spans(events: list[DutyEvent]) -> list[_Span]:
    """Return when which item fulfilled the duty, in the order of their beginnings."""
    spans: list[_Span] = []
    standing: dict[str, _Span] = {}
    for event in events:
        if event.kind == SATISFIED and event.at is not None and event.subject not in standing:
            standing[event.subject] = _Span(event.subject, event.at, event.moment)
            spans.append(standing[event.subject])
        elif event.kind == WITHDRAWN and event.subject in standing:
            standing.pop(event.subject).end = event.at
    return sorted(spans, key=lambda span: (span.start, span.item))


def _judged(spans: list[_Span], trigger: datetime.datetime, due: datetime.datetime | None,
            due_of: Due) -> tuple[str, _Span | None, datetime.datetime | None, Knowledge | None]:
    """Return the state by what was fulfilled, ``MISSED`` if nothing was; by which span; the end of
    the term, and by what it was counted.

    Fulfilled in time is what stood when the term ended, or stands; fulfilled late what began
    afterwards and stands.  What was withdrawn within the term leaves the duty as it was.
    """
    late = None
    for span in spans:
        end, known = _end_for(span, trigger, due, due_of)
        if end is None or span.start <= end:
            if span.end is None or end is not None and span.end > end:
                return MET, span, end, known
        elif late is None and span.end is None:
            late = span, end, known
    return (MISSED, None, due, None) if late is None else (MET_LATE, *late)


def _end_for(span: _Span, trigger: datetime.datetime, due: datetime.datetime | None,
             due_of: Due) -> tuple[datetime.datetime | None, Knowledge]:
    """Return the end of the term that ``span`` is judged by, and by what it was counted."""
    announced = Knowledge(local(span.noted).date())
    entered = announced._replace(entered_by=span.noted)
    end = due_of(trigger, entered) or due
    if end is not None and span.start > end:
        later = due_of(trigger, announced)
        if later is not None and span.start <= later:
            return later, announced
    return end, entered
