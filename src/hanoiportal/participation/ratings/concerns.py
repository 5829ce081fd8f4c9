"""What was rated low: found by a job, looked at and closed by the board of the site in time.

A concern is opened of days that are over, of a section, page or site whose average along one axis
is at most that of ``rating_rules.csv``, for the lowest of them.  While it is open, and for as many
days after it was closed as are looked at, no second one is opened of the same thing.
"""
from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from functools import cached_property, partial

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.clock import local
from ...base.deadlines.interfaces import ICalendar
from ...base.deadlines.owndays import in_working_days
from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, ISite
from ...base.permissions import ANSWER, NOT_ALLOWED, Allowed
from ...base.text import nfc
from ...kernel.security.interactions import interactions_of
from ...kernel.tree.events import InnerAction, send
from ...kernel.tree.lookup import find_portal, site_of
from ...platform.calendar.interfaces import ICalendars
from ...platform.notifications.interfaces import INotifying
from ...platform.scheduling.interfaces import IEnvironment
from .interfaces import (
    LOW_AVERAGE,
    LOW_DAYS,
    LOW_LEAST,
    LOW_TERM,
    Concern,
    IRatingConcerns,
    IRatingRules,
    IRatings,
)
from .resource import KEY, RatingBook

#: Seconds between two looks of the job; letters of a note.
LOOK_EVERY, LONGEST = 60 * 60, 2000
#: Kind of the notice.
LOW = 'rated_low'


@implementer(IRatingConcerns)
class RatingConcerns:
    """See ``IRatingConcerns``."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed) -> None:
        self._registry, self._portal, self._allowed = registry, portal, allowed

    def of_site(self, site: ISite) -> list[tuple[int, Concern]]:
        return sorted(
            ((number, each) for number, each in concerns(find_portal(site))
             if each.site == site.__oid__),
            key=lambda pair: (pair[1].closed is not None, -pair[0]))

    def waiting(self, of: ISite | None = None) -> list[tuple[ISite, Concern, datetime.datetime]]:
        found: list[tuple[ISite, Concern, datetime.datetime]] = []
        for _number, each in concerns(self._portal):
            if each.closed is None and (of is None or each.site == of.__oid__):
                site = site_of(self._portal, str(each.site))
                if self._allowed(ANSWER, site):
                    found.append((site, each, self.due(each)))
        return sorted(found, key=lambda each: each[2])

    def due(self, concern: Concern) -> datetime.datetime:
        days = self._registry.getUtility(IRatingRules).number(
            LOW_TERM, local(concern.opened).date())
        return in_working_days(int(days), concern.opened, self._calendar).due

    @cached_property
    def _calendar(self) -> ICalendar:
        known: ICalendar = self._registry.getUtility(ICalendars)(self._portal).known_on()
        return known

    def close(self, site: ISite, number: int, note: str, actor: str) -> None:
        if not self._allowed(ANSWER, site):
            raise Refused({'': NOT_ALLOWED})
        book, text = interactions_of(find_portal(site)).get(KEY), nfc(note.strip())
        found: Concern | None = None if book is None else book.concerns.get(number)
        if found is None or found.site != site.__oid__ or found.closed is not None:
            raise Refused({'': _('Việc này không còn chờ xem xét.')})
        if not text:
            raise Refused({'note': _('Xin ghi đã xem xét và làm gì.')})
        if len(text) > LONGEST:
            raise Refused({'note': _('Dài quá ${max} ký tự.', mapping={'max': LONGEST})})
        now = self._registry.getUtility(IClock).now()
        book.concerns[number] = found._replace(closed=now, actor=actor, note=text)
        send(self._registry)(InnerAction(site, 'close_concern', actor, number=number))


def rating_concerns(request: Request) -> RatingConcerns:
    """Return the ``IRatingConcerns`` for whoever asks by ``request``."""
    return RatingConcerns(
        request.registry, find_portal(request.root), request.has_permission)


def look(environment: IEnvironment) -> None:
    """Job: open what is low and tell the board of the site."""
    ratings: IRatings = environment.registry.getAdapter(environment.portal, IRatings)
    for site in ratings.sites():
        found = list(_low(environment, ratings, site))
        if found:
            environment.in_transaction(partial(_open, environment, found))


def _low(environment: IEnvironment, ratings: IRatings, site: int) -> Iterator[Concern]:
    """Yield what is low on ``site`` and has no concern yet."""
    now = environment.clock.now()
    today = local(now).date()
    number = partial(environment.registry.getUtility(IRatingRules).number, day=today)
    span = datetime.timedelta(days=int(number(LOW_DAYS)))
    least, average = number(LOW_LEAST), number(LOW_AVERAGE)
    known, lowest = _known(environment.portal, now - span), dict[int, Concern]()
    for (thing, axis), (times, total) in sums(ratings, site, today - span, today).items():
        if times >= least and total <= average * times and thing not in known:
            found = Concern(site, thing, axis, now, times, round(10 * total / times))
            before = lowest.setdefault(thing, found)
            lowest[thing] = min(before, found, key=lambda each: each.tenths)
    yield from lowest.values()


def sums(ratings: IRatings, site: int, since: datetime.date,
         until: datetime.date) -> dict[tuple[int, str], tuple[int, int]]:
    """Return ``{(object id, axis): (ratings, sum of their values)}`` of the local days from
    ``since`` to before ``until``.
    """
    times, totals = Counter[tuple[int, str]](), Counter[tuple[int, str]]()
    for key, said in ratings.of_site(site, f'{since:%Y-%m}', f'{until:%Y-%m}'):
        year, month = map(int, key.month.split('-'))
        for each in said:
            if since <= datetime.date(year, month, each.day) < until:
                times[key.thing, each.axis] += each.times
                totals[key.thing, each.axis] += each.times * each.value
    return {key: (number, totals[key]) for key, number in times.items()}


def _known(portal: IPortal, since: datetime.datetime) -> set[int]:
    return {each.thing for _number, each in concerns(portal)
            if each.closed is None or each.closed > since}


def concerns(portal: IPortal) -> list[tuple[int, Concern]]:
    """Return every concern of ``portal`` with its number."""
    book: RatingBook | None = interactions_of(portal).get(KEY)
    return [] if book is None else list(book.concerns.items())


def _open(environment: IEnvironment, found: list[Concern]) -> None:
    portal = environment.portal
    book = interactions_of(portal)[KEY]
    for each in found:
        book.put(each)
    site = site_of(portal, str(found[0].site))
    notifying = environment.request.service(INotifying)
    notifying.notify(notifying.board_of(site), site, LOW)
