"""Which windows of a day were kept: a pure function of what the ledger tells, the windows and
the calendar (clause 13.2).
"""
import datetime
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from ...base.clock import HANOI, ONE_DAY, UTC, start_of
from ...platform.ledger.interfaces import CROSSPOSTED, PUBLISHED, WITHDRAWN, Event
from ..windows.interfaces import EVERY, IWindow
from .interfaces import (
    COMING,
    INDICATIVE,
    KEPT,
    MISSED,
    NOT_OWED,
    OPEN,
    Came,
    DayWindow,
)

#: Whether a publication is the first of an item of news.
IsNew = Callable[[Event], bool]
_MOMENT = attrgetter('moment')
#: Kinds of events that windows are judged by.
COUNTED = (PUBLISHED, WITHDRAWN, CROSSPOSTED)


class Span(NamedTuple):
    """A window on a local day: ``opens`` and ``closes``, and its part of the day (morning until
    the next window opens, and so on) from ``starts`` to ``ends``; aware UTC, ends exclusive.
    ``kinds``: of the events by which something new comes.
    """

    window: IWindow
    opens: datetime.datetime
    closes: datetime.datetime
    starts: datetime.datetime
    ends: datetime.datetime
    kinds: tuple[str, ...]


class Day(NamedTuple):
    """What the windows of a site on one local day are judged by, besides what came.

    ``spans``: also those of windows that are not owed on it.  ``is_workday``: as known on it.
    ``is_bound``: whether the site owes windows at all; a suspended one does not.
    """

    site: str
    date: datetime.date
    spans: Sequence[Span]
    is_workday: bool
    is_bound: bool = True


def at(day: datetime.date, time: datetime.time) -> datetime.datetime:
    """Return the local ``time`` of ``day`` as an aware UTC moment."""
    return datetime.datetime.combine(day, time, HANOI).astimezone(UTC)


def spans(day: datetime.date, windows: Iterable[IWindow]) -> tuple[Span, ...]:
    """Return ``windows`` on the local ``day``, the same for all sites of a kind, earliest first.

    Before the first day of the rules there are none.
    """
    ordered = sorted(windows, key=lambda window: window.opens)
    if not ordered:
        return ()
    parts = [start_of(day), *(at(day, each.opens) for each in ordered[1:]),
             start_of(day + ONE_DAY)]
    return tuple(Span(window, at(day, window.opens), at(day, window.closes), *part,
                      _counting(window))
                 for window, part in zip(ordered, pairwise(parts), strict=True))


def fold(day: Day, events: Iterable[Event], is_new: IsNew,
         now: datetime.datetime) -> tuple[DayWindow, ...]:
    """Return each window of ``day`` with its state at ``now``, aware.

    ``events``: those of the site on that local day, in the order of the ledger; others are left
    alone.  ``is_new``: whether a publication is the first of an item of a news section.  What is
    later than ``now`` has not happened.
    """
    happened = [each for each in events if each.moment <= now]
    if len(happened) > 1:
        happened.sort(key=_MOMENT)
    found: dict[tuple[str, ...], Sequence[_New]] = {}
    windows = []
    for span in day.spans:
        new = found.get(span.kinds)
        if new is None:
            new = found[span.kinds] = _new(happened, is_new, span.kinds) if happened else ()
        windows.append(_folded(day, span, new, now))
    return tuple(windows)


def _counting(window: IWindow) -> tuple[str, ...]:
    """Return the kinds of events by which something new comes, by the rules for ``window``."""
    if window.decision is not None and window.site in window.decision.crossposts:
        return PUBLISHED, CROSSPOSTED
    return (PUBLISHED,)


class _New(NamedTuple):
    """An item that is new, and when it was taken from the public and put back: ``(moment,
    whether it is public from then on)``, in order.
    """

    came: Came
    changes: Sequence[tuple[datetime.datetime, bool]]

    def is_public_at(self, end: datetime.datetime) -> bool:
        """Return whether it was public just before ``end``."""
        if len(self.changes) == 1:
            return True  # it came, and nothing else happened
        return next((public for moment, public in reversed(self.changes) if moment < end), True)


def _new(events: Iterable[Event], is_new: IsNew, kinds: tuple[str, ...]) -> list[_New]:
    """Return what is new by ``events``, which are in the order of their moments."""
    found: dict[str, Came] = {}
    changes: dict[str, list[tuple[datetime.datetime, bool]]] = {}
    for event in events:
        is_public = event.kind in kinds
        if not is_public and event.kind != WITHDRAWN:
            continue
        item, moment = event.item, event.moment
        changes.setdefault(item, []).append((moment, is_public))
        if is_public and item not in found and is_new(event):
            found[item] = Came(item, moment)
    return [_New(came, changes[item]) for item, came in found.items()]


def _folded(day: Day, span: Span, found: Sequence[_New], now: datetime.datetime) -> DayWindow:
    window, opens, closes, starts, ends, _kinds = span
    site, date, _spans, is_workday, is_bound = day
    in_part, kept_by = [], None
    for each in found:
        came = each.came
        moment = came.moment
        if starts <= moment < ends and each.is_public_at(ends):
            in_part.append(came)
        if kept_by is None and opens <= moment < closes and each.is_public_at(closes):
            kept_by = came
    is_owed = is_bound and (is_workday or window.days == EVERY)
    state = _state(window, (opens, closes), kept_by, now) if is_owed else NOT_OWED
    return DayWindow(site, date, window.code, window.title, opens, closes, window.basis,
                     window.decision, state, kept_by, tuple(in_part))


def _state(window: IWindow, span: tuple[datetime.datetime, datetime.datetime],
           kept_by: Came | None, now: datetime.datetime) -> str:
    if window.decision is None:
        return INDICATIVE
    if kept_by is not None:
        return KEPT
    if now < span[0]:
        return COMING
    return OPEN if now < span[1] else MISSED
