"""``IFreshness``, as a plain object that knows nothing of HTTP."""
import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.bodies import counted_in
from ...base.clock import ONE_DAY, local, start_of
from ...base.deadlines.interfaces import ICalendar
from ...base.interfaces import IItem, IPortal, ISite
from ...kernel.tree.lookup import find_portal, find_site, is_suspended
from ...platform.calendar.interfaces import ICalendars
from ...platform.ledger.interfaces import Event, ILedger
from ...platform.scheduling.interfaces import IAgenda
from ..suspension.interfaces import PUBLISHING
from ..windows.interfaces import IWindows
from .fold import COUNTED, Day, Span, fold, spans
from .interfaces import (
    KEPT,
    MISSED,
    NOT_OWED,
    DayWindow,
    IFreshness,
    IFreshnessRules,
    INewsTypes,
    Planned,
    WindowCount,
    WindowKey,
)
from .news import News
from .resource import settled_of

#: Kinds of due moments at which an item becomes public.
APPEARING = frozenset({'publish', 'release'})


KnownOn = Callable[[ISite, datetime.date], ICalendar]


def sites_of(portal: IPortal) -> Iterator[ISite]:
    """Yield the portal and each component site in it, also that for practice."""
    yield portal
    for site in portal['sites'].values():
        if ISite.providedBy(site) and not getattr(site, 'is_external', False):
            yield site


def id_of(site: ISite) -> str:
    """Return what the ledger names ``site`` by."""
    return str(site.__oid__)


def _any_day(day: datetime.date) -> bool:
    return True


@implementer(IFreshness)
class Freshness:
    """``IFreshness``.  ``known_on(site, day)``: the calendar as it was known on a day."""

    def __init__(self, registry: Registry, known_on: KnownOn) -> None:
        self._registry, self._known_on = registry, known_on
        self._windows: IWindows = registry.getUtility(IWindows)

    def days(self, site: ISite, first: datetime.date, last: datetime.date,
             now: datetime.datetime) -> Sequence[DayWindow]:
        return [window for _site, windows in self.folded([site], first, last, now)
                for window in self._as_settled(find_portal(site), windows)]

    def of_sites(self, portal: IPortal, first: datetime.date, last: datetime.date,
                 now: datetime.datetime) -> Iterator[tuple[ISite, Sequence[DayWindow]]]:
        for site, windows in self.folded(counted_in(portal), first, last, now):
            yield site, self._as_settled(portal, windows)

    def sites(self, portal: IPortal) -> Iterator[ISite]:
        return iter(counted_in(portal))

    def counts(self, sites: Sequence[ISite], day: datetime.date,
               now: datetime.datetime) -> Iterator[tuple[ISite, WindowCount]]:
        for site, folded in self.folded(sites, day, day, now) if sites else ():
            windows = self._as_settled(find_portal(site), folded)
            states = [each.state for each in windows if each.state != NOT_OWED]
            yield site, WindowCount(len(states), states.count(KEPT), states.count(MISSED))

    def missed(
            self, site: ISite, first: datetime.date, last: datetime.date) -> Sequence[WindowKey]:
        start, end = (id_of(site), first.isoformat()), (
            id_of(site), (last + ONE_DAY).isoformat())
        breaches = settled_of(find_portal(site)).breaches.keys(start, end)
        order = {each.code: each.opens for each in self._windows.on(site, last, _any_day)}
        return sorted((WindowKey(*key) for key in breaches), key=lambda key: (
            key.day, order.get(key.code, datetime.time.max)))

    def repeats(self, portal: IPortal, month: datetime.date) -> Mapping[ISite, int]:
        first = month.replace(day=1)
        last = (first + 31 * ONE_DAY).replace(day=1) - ONE_DAY
        enough = self._registry.getUtility(IFreshnessRules).amount('repeats', start_of(month))
        counts = {site: len(self.missed(site, first, last)) for site in counted_in(portal)}
        return {site: count for site, count in counts.items() if count >= enough}

    def planned(
            self, portal: IPortal,
            until: datetime.datetime) -> Mapping[ISite, Sequence[Planned]]:
        news, found = self._news(portal), dict[ISite, list[Planned]]()
        for moment, oid in self._registry.getUtility(IAgenda).ahead(portal, APPEARING, until):
            item = portal.__objectmap__.object_for(oid)
            is_first = IItem.providedBy(item) and getattr(item, 'published_at', None) is None
            if is_first and news.is_news(item.__parent__, self._registry.content.typeof(item)):
                found.setdefault(find_site(item), []).append(Planned(oid, moment))
        return found

    def folded(self, sites: Sequence[ISite], first: datetime.date, last: datetime.date,
               now: datetime.datetime) -> Iterator[tuple[ISite, list[DayWindow]]]:
        """Yield each of ``sites`` with its windows on those days as the fold alone has them."""
        portal = find_portal(sites[0])
        came = dict(self._registry.getAdapter(portal, ILedger).by_site(
            start_of(first), start_of(last + ONE_DAY), kinds=COUNTED))
        news, context = self._news(portal), _Days(self._windows, self._known_on)
        for site in sites:
            events, windows = came.pop(id_of(site), ()), list[DayWindow]()
            by_day: Mapping[datetime.date, Iterable[Event]] = (
                {first: events} if first == last else _by_day(events))
            for day in context.of(site, first, last):
                windows += fold(day, by_day.get(day.date, ()), news.is_new, now)
            yield site, windows

    def _news(self, portal: IPortal) -> News:
        return News(portal, self._registry.getUtility(INewsTypes))

    def _as_settled(self, portal: IPortal, windows: list[DayWindow]) -> list[DayWindow]:
        """Return ``windows``; of those that are settled, only a recorded breach is one: a site
        that was suspended on that day owed nothing, whatever it owes now.
        """
        if not any(each.state == MISSED for each in windows):
            return windows
        kept = settled_of(portal)
        return [each._replace(state=NOT_OWED)
                if each.state == MISSED and kept.until is not None and each.closes <= kept.until
                and tuple(each.key) not in kept.breaches else each for each in windows]


class _Days:
    """What the windows of each day are judged by, asked for once for all sites of a kind."""

    def __init__(self, windows: IWindows, known_on: KnownOn) -> None:
        self._windows, self._known_on = windows, known_on
        self._kept: dict[bool, list[tuple[datetime.date, Sequence[Span], bool]]] = {}
        self._worked: dict[datetime.date, bool] = {}

    def of(self, site: ISite, first: datetime.date, last: datetime.date) -> Iterator[Day]:
        """Yield the local days of ``site`` from ``first`` to ``last``, the same for all sites."""
        is_bound = site.is_active and not is_suspended(site, PUBLISHING)
        is_portal, oid = IPortal.providedBy(site), id_of(site)
        if is_portal not in self._kept:
            self._kept[is_portal] = [self._asked(site, first + number * ONE_DAY)
                                     for number in range((last - first).days + 1)]
        for day, on_it, is_workday in self._kept[is_portal]:
            yield Day(oid, day, on_it, is_workday, is_bound)

    def _asked(self, site: ISite, day: datetime.date) -> tuple[
            datetime.date, Sequence[Span], bool]:
        if day not in self._worked:
            self._worked[day] = self._known_on(site, day).guessing.is_workday(day)
        return day, spans(day, self._windows.on(site, day, _any_day)), self._worked[day]


def _by_day(events: Iterable[Event]) -> dict[datetime.date, list[Event]]:
    """Return ``events`` by their local day."""
    found: dict[datetime.date, list[Event]] = {}
    for event in events:
        found.setdefault(local(event.moment).date(), []).append(event)
    return found


def freshness(registry: Registry) -> Freshness:
    """Return the ``IFreshness`` of the application with that registry."""
    calendars: ICalendars = registry.getUtility(ICalendars)
    return Freshness(registry, lambda site, day: calendars(site).known_on(day))


def freshness_service(request: Request) -> Freshness:
    """Return the ``IFreshness`` of the application of ``request``."""
    return freshness(request.registry)
