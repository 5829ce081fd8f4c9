"""At the end of a window the breaches of all sites are recorded, exactly once each.

What is recorded follows from what the ledger tells, so that doing it again changes nothing: after
downtime, beside another scheduler, after an undoing, and when the clock of the machine jumps.
"""
import datetime
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from BTrees.OOBTree import OOTreeSet

from ...base.clock import ONE_DAY, local, start_of
from ...base.interfaces import ISite
from ...platform.ledger.interfaces import CROSSPOSTED, PUBLISHED, WITHDRAWN, Event, ILedger
from ...platform.scheduling.interfaces import IEnvironment
from ..windows.interfaces import IWindows
from .fold import at
from .interfaces import BREACH, BREACH_LIFTED, KEPT, MISSED, DayWindow
from .resource import get_or_create_settled, settled_of
from .services import freshness, id_of, sites_of

#: Kinds of events by which a window that has ended may be another than it seemed.
_CHANGING = frozenset({PUBLISHED, WITHDRAWN, CROSSPOSTED})
Told = Callable[[ISite, DayWindow], None]
Concerned = Callable[[DayWindow], bool]


def settle(environment: IEnvironment, tell: Told) -> None:
    """Record what the windows that have ended since the last time have come to, one day after
    another, each in one transaction.  ``tell(site, window)``: called for each new breach.
    """
    while environment.in_transaction(partial(_settle_next, environment, tell)):
        pass


def _settle_next(environment: IEnvironment, tell: Told) -> bool:
    """Settle the earliest day that has to be; return whether there was one."""
    portal, now = environment.portal, environment.clock.now()
    first = environment.registry.getUtility(IWindows).first_decided(portal)
    if first is None:
        return False
    start = start_of(first)
    until = settled_of(portal).until or start
    if now < until:  # the clock was ahead: what ends between is looked at again
        if settled_of(portal).until is not None:
            get_or_create_settled(portal).until = now
        return False
    late = _late(environment, start, until)
    if late:
        _settle_late(environment, tell, late, until)
    ends = next(_ended(environment, until, now), None)
    if ends is not None:
        day, last = ends
        before = _ledger(environment).last()
        _record(environment, tell, day, lambda window: until < window.closes <= now)
        kept = get_or_create_settled(portal)
        kept.until, kept.position = last, before
    return ends is not None


def _ended(environment: IEnvironment, until: datetime.datetime, now: datetime.datetime) -> (
        Iterator[tuple[datetime.date, datetime.datetime]]):
    """Yield each day with windows that end after ``until`` and by ``now``, with the last end."""
    day, today = local(until).date(), local(now).date()
    while day <= today:
        ends = [each for each in _closings(environment, day) if until < each <= now]
        if ends:
            yield day, max(ends)
        day += ONE_DAY


def _closings(environment: IEnvironment, day: datetime.date) -> set[datetime.datetime]:
    """Return when windows of any kind of site end on ``day`` by a decision."""
    decision = environment.registry.getUtility(IWindows).decided(environment.portal, day)
    return set() if decision is None else {
        at(day, closes) for _opens, closes in decision.hours.values()}


def _late(environment: IEnvironment, start: datetime.datetime,
          until: datetime.datetime) -> list[Event]:
    """Return what has come into the ledger since the last time with a moment before it."""
    position = settled_of(environment.portal).position
    return [event for event in _ledger(environment).since(position)
            if event.kind in _CHANGING and start <= event.moment < until]


def _settle_late(environment: IEnvironment, tell: Told, late: Iterable[Event],
                 until: datetime.datetime) -> None:
    """Settle again the windows into which something has come late, such as by an import."""
    moments: dict[tuple[str, datetime.date], list[datetime.datetime]] = {}
    for event in late:
        key = event.site, local(event.moment).date()
        moments.setdefault(key, []).append(event.moment)

    def concerns(window: DayWindow) -> bool:
        return window.closes <= until and any(
            window.opens <= each < window.closes
            for each in moments.get((window.site, window.day), ()))

    before = _ledger(environment).last()
    for day in sorted({day for _site, day in moments}):
        _record(environment, tell, day, concerns)
    get_or_create_settled(environment.portal).position = before


def _record(environment: IEnvironment, tell: Told, day: datetime.date,
            concerns: Concerned) -> None:
    """Let the ledger say of each window of ``day`` that ``concerns`` returns true for whether it
    was missed.
    """
    portal = environment.portal
    ledger, kept = _ledger(environment), get_or_create_settled(portal)
    recorded = _recorded(ledger, day)
    folded = freshness(environment.registry).folded(
        list(sites_of(portal)), day, day, environment.clock.now())
    for site, windows in folded:
        for window in filter(concerns, windows):
            standing = recorded.get((id_of(site), window.code))
            if window.state == MISSED and standing is None:
                ledger.append(BREACH, window.closes, id_of(site), rule=window.code, day=day)
                tell(site, window)
            elif window.state == KEPT and standing is not None:
                ledger.append(BREACH_LIFTED, window.closes, id_of(site), rule=window.code,
                              day=day, of=standing)
            _keep(kept.breaches, window)


def _keep(breaches: OOTreeSet, window: DayWindow) -> None:
    if window.state == MISSED:
        breaches.insert(tuple(window.key))
    elif window.state == KEPT and tuple(window.key) in breaches:
        breaches.remove(tuple(window.key))


def _recorded(ledger: ILedger, day: datetime.date) -> dict[tuple[str, str], int]:
    """Return ``{(site, code): number}`` of the breaches of ``day`` that stand in the ledger."""
    found: dict[tuple[str, str], int] = {}
    for event in ledger.between(start_of(day), start_of(day + ONE_DAY),
                                kinds=(BREACH, BREACH_LIFTED)):
        if event.day != day:
            continue
        if event.kind == BREACH:
            found[event.site, event.rule] = event.number
        else:
            found.pop((event.site, event.rule), None)
    return found


def _ledger(environment: IEnvironment) -> ILedger:
    """Return the ledger.  Its last number is noted before it is written to: who appends at the
    same time may come before what is written here.
    """
    found: ILedger = environment.registry.getAdapter(environment.portal, ILedger)
    return found
