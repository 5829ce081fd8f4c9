"""The events of a place week by week, ready for ``macros['agenda']``."""
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from pyramid.httpexceptions import HTTPNotFound

from ....base.clock import shown_date
from ....types.event.resource import Event
from ....types.event.times import day_words, hours
from ....types.event.views import who_of
from ..page.wording import Wording
from ..search.params import params_of
from .weeks import Week, after, before, newest, on, week_named, within

#: Query field that names a week.
WEEK = 'tuan'


class Appointment(NamedTuple):
    """One event on one day.  ``hours``: its time on that day, ``''`` if it began before.

    ``who``: ``[(text, BCP 47 tag, address or None)]``.
    """

    title: Wording
    address: str
    hours: str
    machine: str
    place: Wording
    who: list[tuple[str, str | None, str | None]]


class Agenda:
    """``events`` on the page of the ``Layout`` ``page`` at the address ``here``.

    Without a week in the query it is that of the event that was published last: no clock is read.
    """

    def __init__(self, page, events: list[Event], here: str) -> None:
        self._page = page
        self._events = events
        self._here = here

    def values(self) -> Mapping[str, object]:
        """Return what the macro names, and ``query``, that of the page's address.

        Raises ``HTTPNotFound`` for a week that is none.
        """
        code = params_of(self._page.request, WEEK)
        week = week_named(code) if code else newest(self._events)
        if code and week is None:
            raise HTTPNotFound
        days = self._days(week) if week else []
        return {
            'week': week, 'days': days, 'field': WEEK, 'here': self._here,
            'heading': week and self._span(week), 'any': bool(self._events),
            'before': week and self._neighbour(before(self._events, week)),
            'after': week and self._neighbour(after(self._events, week)),
            'query': f'{WEEK}={week.code}' if code else '', 'is_empty': bool(code and not days)}

    def _days(self, week: Week):
        """Return ``[(ISO 8601, day for people, its appointments)]`` of the days that have some."""
        present = within(self._events, week)
        shown = [(day, on(present, day)) for day in week.days]
        return [(day.isoformat(), day_words(day, self._page.tag),
                 [self._appointment(event, day) for event in found])
                for day, found in shown if found]

    def _appointment(self, event: Event, day: date) -> Appointment:
        page = self._page
        return Appointment(
            page.say(event, 'title'), page.request.link(event), _hours(event, day),
            event.shown_time(page.tag).machine, page.say(event, 'place'),
            who_of(page.request, event))

    def _span(self, week: Week) -> str:
        """Return the days of ``week`` for people."""
        return ' – '.join(shown_date(day, self._page.tag) for day in (week.monday, week.sunday))

    def _neighbour(self, week: Week | None):
        """Return ``(address, days)`` of another week, or ``None``."""
        if week is None:
            return None
        return f'{self._here}?{WEEK}={week.code}', self._span(week)


def _hours(event: Event, day: date) -> str:
    """Return the hours of ``event`` on the ``date``: of a longer one only where it begins and
    ends.
    """
    first, last = event.days
    if first == last:
        return hours(event.start, event.end)
    if day == first:
        return f'{hours(event.start, None)} –'
    return f'– {hours(event.end, None)}' if day == last else ''
