"""Calendars of a portal, and deadlines by them."""
import datetime
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

from pyramid.registry import Registry
from zope.interface import implementer

from ...base.deadlines.calendar import Calendar
from ...base.deadlines.engine import Deadline, compute
from ...base.deadlines.interfaces import (
    DayRow,
    ICalendar,
    IDeadlineRules,
    IHolidays,
    Pause,
)
from ...base.interfaces import IPortal, IResource
from ...kernel.tree.lookup import find_portal
from .interfaces import ICalendars, IDeadlines, IDeadlinesOf, IKnownCalendars, Knowledge
from .resource import EnteredRow, entered_rows, last_number


@implementer(IKnownCalendars)
class KnownCalendars:
    """``IKnownCalendars`` of ``portal``."""

    def __init__(self, holidays: IHolidays, portal: IPortal) -> None:
        self._holidays = holidays
        self._portal = portal

    @property
    def last(self) -> int:
        """See ``IKnownCalendars``."""
        return last_number(self._portal)

    def entered(self, after: int = 0) -> Sequence[EnteredRow]:
        """See ``IKnownCalendars``."""
        return entered_rows(self._portal, after)

    def rows(self) -> Sequence[DayRow]:
        """See ``IKnownCalendars``."""
        return [*self._holidays.rows, *(each.row for each in self.entered())]

    def known_on(self, day: datetime.date | None = None, row: int | None = None) -> ICalendar:
        """See ``IKnownCalendars``."""
        return _calendar(self._holidays, tuple(
            each.row for each in self.entered() if row is None or each.number <= row), day)

    def with_rows(self, rows: Iterable[DayRow], day: datetime.date | None = None) -> ICalendar:
        """Return the calendar as it would be with ``rows`` besides."""
        entered = (each.row for each in self.entered())
        return _calendar(self._holidays, (*entered, *rows), day)


@lru_cache(maxsize=64)
def _calendar(holidays: IHolidays, entered: tuple[DayRow, ...],
              day: datetime.date | None) -> Calendar:
    """Return the calendar of ``holidays`` and rows that were ``entered``; it never changes, and
    remembers what it was asked.
    """
    return Calendar([*holidays.rows, *entered], holidays.counting, day)


@implementer(ICalendars)
class Calendars:
    """``ICalendars``."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def __call__(self, resource: IResource) -> KnownCalendars:
        """See ``ICalendars``."""
        return KnownCalendars(self._registry.getUtility(IHolidays), find_portal(resource))


@implementer(IDeadlinesOf)
class DeadlinesOf:
    """``IDeadlinesOf`` by ``rules`` and ``calendars``; each calendar is made once."""

    def __init__(self, rules: IDeadlineRules, calendars: IKnownCalendars) -> None:
        self._rules = rules
        self._calendars = calendars
        self._made: dict[tuple[datetime.date | None, int | None], ICalendar] = {}

    @cached_property
    def _complete_on(self) -> datetime.date:
        """The local day at whose end all rows were known that are known now."""
        return max((row.known_since for row in self._calendars.rows()
                    if row.known_since is not None), default=datetime.date.min)

    @cached_property
    def _entered(self) -> Sequence[EnteredRow]:
        return self._calendars.entered()

    def bounds(self, known: Knowledge | None) -> tuple[datetime.date | None, int | None]:
        """See ``IDeadlinesOf``."""
        if known is None:
            return None, None
        day = None if known.day >= self._complete_on else known.day
        if known.entered_by is None or not self._entered:
            return day, None
        numbers = [0, *(
            each.number for each in self._entered if each.entered_at <= known.entered_by)]
        return day, None if len(numbers) > len(self._entered) else numbers[-1]

    def due(self, code: str, trigger: datetime.datetime, *,
            known_on: datetime.date | None = None, row: int | None = None,
            pauses: Iterable[Pause] = ()) -> Deadline:
        """See ``IDeadlinesOf``."""
        asked = known_on, row
        if asked not in self._made:
            self._made[asked] = self._calendars.known_on(known_on, row)
        calendar, stops = self._made[asked], tuple(pauses)
        if not stops:
            return _deadline(self._rules, calendar, code, trigger)
        return compute(self._rules.rule(code, trigger), trigger, calendar, pauses=stops)


@lru_cache(maxsize=4096)  # the terms of a hundred sites that are on their pages
def _deadline(rules: IDeadlineRules, calendar: ICalendar, code: str,
              trigger: datetime.datetime) -> Deadline:
    """Return the deadline without pauses; neither rules nor a calendar ever change."""
    return compute(rules.rule(code, trigger), trigger, calendar)


@implementer(IDeadlines)
class Deadlines:
    """``IDeadlines``."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def __call__(self, resource: IResource) -> DeadlinesOf:
        """See ``IDeadlines``."""
        return DeadlinesOf(self._registry.getUtility(IDeadlineRules),
                           self._registry.getUtility(ICalendars)(resource))
