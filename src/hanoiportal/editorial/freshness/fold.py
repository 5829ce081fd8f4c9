"""Which windows of a day were kept: a pure function of what the ledger tells, the windows and
the calendar (clause 13.2).
"""
import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...base.clock import HANOI, UTC
from ...platform.ledger.interfaces import PUBLISHED, WITHDRAWN, Event
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

ONE_DAY = datetime.timedelta(days=1)
#: Whether a publication is the first of an item of news.
IsNew = Callable[[Event], bool]
#: Kind of event of an item that another site carries; it counts where a decision says so.
CROSSPOSTED = 'crossposted'


@dataclass(frozen=True)
class Day:
    """What the windows of a site on one local day are judged by, besides what came.

    ``windows``: also those that are not owed on it.  ``is_workday``: as known on it.
    ``is_bound``: whether the site owes windows at all; a suspended one does not.
    """

    site: str
    date: datetime.date
    windows: Sequence[IWindow]
    is_workday: bool
    is_bound: bool = True


def at(day: datetime.date, time: datetime.time) -> datetime.datetime:
    """Return the local ``time`` of ``day`` as an aware UTC moment."""
    return datetime.datetime.combine(day, time, HANOI).astimezone(UTC)


def midnight(day: datetime.date) -> datetime.datetime:
    """Return the first moment of the local ``day``, aware UTC."""
    return at(day, datetime.time())


def fold(day: Day, events: Iterable[Event], is_new: IsNew,
         now: datetime.datetime) -> tuple[DayWindow, ...]:
    """Return each window of ``day`` with its state at ``now``, aware.

    ``events``: those of the site on that local day, in the order of the ledger; others are left
    alone.  ``is_new``: whether a publication is the first of an item of a news section.  What is
    later than ``now`` has not happened.
    """
    happened = [each for each in events if each.moment <= now]
    windows = sorted(day.windows, key=lambda window: window.opens)
    parts = [midnight(day.date), *(at(day.date, each.opens) for each in windows[1:]),
             midnight(day.date + ONE_DAY)]
    return tuple(
        _folded(day, window, list(_new(happened, is_new, window)), part, now)
        for window, part in zip(windows, pairwise(parts), strict=True))


@dataclass(frozen=True)
class _New:
    """An item that is new, and when it was taken from the public and put back: ``(moment,
    whether it is public from then on)``.
    """

    came: Came
    changes: tuple[tuple[datetime.datetime, bool], ...]

    def is_public_at(self, end: datetime.datetime) -> bool:
        """Return whether it was public just before ``end``."""
        said = [public for moment, public in self.changes if moment < end]
        return not said or said[-1]


def _new(events: Sequence[Event], is_new: IsNew, window: IWindow) -> Iterator[_New]:
    """Yield what is new by the rules that hold for ``window``, in the order in which it came."""
    kinds = {PUBLISHED}
    if window.decision is not None and window.site in window.decision.crossposts:
        kinds.add(CROSSPOSTED)
    for first in _firsts(events, is_new, kinds):
        changes = [(each.moment, each.kind != WITHDRAWN) for each in events
                   if each.item == first.item and each.kind in {WITHDRAWN, *kinds}]
        yield _New(Came(first.item, first.moment),
                   tuple(sorted(changes, key=lambda change: change[0])))


def _firsts(events: Sequence[Event], is_new: IsNew, kinds: set[str]) -> Iterator[Event]:
    """Yield the first publication of each item that is new."""
    seen = set()
    for event in sorted(events, key=lambda event: event.moment):
        if event.kind in kinds and event.item not in seen and is_new(event):
            seen.add(event.item)
            yield event


def _folded(day: Day, window: IWindow, found: Sequence[_New],
            part: tuple[datetime.datetime, datetime.datetime],
            now: datetime.datetime) -> DayWindow:
    opens, closes = at(day.date, window.opens), at(day.date, window.closes)
    came = tuple(each.came for each in found
                 if part[0] <= each.came.moment < part[1] and each.is_public_at(part[1]))
    kept_by = next((each.came for each in found if opens <= each.came.moment < closes
                    and each.is_public_at(closes)), None)
    is_owed = day.is_bound and (window.days == EVERY or day.is_workday)
    state = _state(window, (opens, closes), kept_by, now) if is_owed else NOT_OWED
    return DayWindow(
        day.site, day.date, window.code, window.title, opens, closes, window.basis,
        window.decision, state, kept_by, came)


def _state(window: IWindow, span: tuple[datetime.datetime, datetime.datetime],
           kept_by: Came | None, now: datetime.datetime) -> str:
    if window.decision is None:
        return INDICATIVE
    if kept_by is not None:
        return KEPT
    if now < span[0]:
        return COMING
    return OPEN if now < span[1] else MISSED
