"""What a dashboard shows, before it has names and addresses."""
from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ...base.clock import local, shown_date
from ...base.interfaces import IPortal, ISite
from ...platform.duties.interfaces import Term
from ...platform.ledger.interfaces import (
    CORRECTED,
    CROSSPOSTED,
    PUBLISHED,
    WITHDRAWN,
    Event,
    ILedger,
)

#: Kinds of events that are plotted, in their order.
EVENTS = (PUBLISHED, CORRECTED, CROSSPOSTED, WITHDRAWN)
#: Height of a plot, and width of a day, in the units of its SVG.
HIGH, BROAD = 40, 10


def happened(ledger: ILedger, site: ISite, start: datetime.datetime, end: datetime.datetime,
             kinds: tuple[str, ...]) -> Iterator[Event]:
    """Yield the events of ``site`` from ``start`` to before ``end``, both aware; at the city those
    of all sites but where staff practise.
    """
    is_city = IPortal.providedBy(site)
    apart = {str(each.__oid__) for each in site['sites'].values() if each.is_practice} if (
        is_city) else ()
    return (event for event in ledger.between(
        start, end, site=None if is_city else str(site.__oid__), kinds=kinds)
        if event.site not in apart)


class DutySums(NamedTuple):
    """Duties: in time, of them due today, overdue, broken without a reason."""

    running: int
    today: int
    over: int
    reasonless: int


def owed(terms: Iterable[Term], sites: Collection[str], now: float, end: float) -> DutySums:
    """Return what ``sites`` owe at ``now``; ``end``: last moment of the local day; both seconds
    since 1970 UTC.
    """
    running = today = over = reasonless = 0
    for term in terms:
        if term.site not in sites:
            continue
        if term.owed and term.due >= now:
            running += 1
            today += term.due <= end
        else:
            over += term.owed
            reasonless += not term.explained
    return DutySums(running, today, over, reasonless)


class Column(NamedTuple):
    """A day or month in a plot.  ``x``, ``y``, ``height``: of the full bar; ``top``, ``part``: of
    its filled part.  ``whole``, ``kept``: numbers.  ``machine``: ISO 8601; ``shown``: for people.
    """

    x: int
    y: str
    height: str
    top: str
    part: str
    whole: int
    kept: int
    machine: str
    shown: str


class Plot(NamedTuple):
    """A plot with its table.  ``kept``, ``whole``: heads of the columns, ``whole`` is ``''`` if
    the bars are of one number.  ``more``: address of what it counts.
    """

    name: str
    title: str
    columns: Sequence[Column]
    kept: str
    whole: str
    total: str
    more: str


def columns(pairs: Sequence[tuple[str, str, int, int]]) -> list[Column]:
    """Return the plot of ``(ISO 8601, as people read it, part, whole)``; the greatest whole is as
    high as the plot.

    >>> [(each.y, each.top) for each in columns([('d1', '1', 1, 2), ('d2', '2', 4, 4)])]
    [('20.0', '30.0'), ('0.0', '0.0')]
    """
    most = max((whole for _machine, _shown, _part, whole in pairs), default=0) or 1
    found = []
    for at, (machine, shown, part, whole) in enumerate(pairs):
        height, filled = HIGH * whole / most, HIGH * part / most
        found.append(Column(at * BROAD, f'{HIGH - height:.1f}', f'{height:.1f}',
                            f'{HIGH - filled:.1f}', f'{filled:.1f}', whole, part, machine, shown))
    return found


def days_between(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """Return the local days from ``first`` to ``last``, both among them."""
    return [first + datetime.timedelta(days=each) for each in range((last - first).days + 1)]


def by_day(events: Iterable[Event]) -> Mapping[str, Counter[datetime.date]]:
    """Return how many events of each kind each local day has."""
    found: dict[str, Counter[datetime.date]] = {kind: Counter() for kind in EVENTS}
    for event in events:
        found[event.kind][local(event.moment).date()] += 1
    return found


def day_columns(counts: Counter[datetime.date], days: Sequence[datetime.date],
                tag: str) -> list[Column]:
    """Return the plot of how many things each of ``days`` has."""
    return columns([(day.isoformat(), shown_date(day, tag), counts[day], counts[day])
                    for day in days])
