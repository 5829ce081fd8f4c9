"""The working calendar, week by week, and as a file for other calendars."""
from typing import NamedTuple

from pyramid.httpexceptions import HTTPNotFound

from ....base.clock import shown_date
from ....types.event.resource import Event
from ....types.event.times import day_words, hours
from ....types.event.views import FILE, calendar_response, entry_of, who_of
from ....types.section import Section
from ....web import public_view
from ..lists.rows import rows_of
from ..lists.section import SectionPage
from ..page.wording import Wording
from ..search.params import params_of
from .everything import is_fallback, split
from .weeks import after, before, newest, on, week_named, within

#: Query field that names a week.
WEEK = 'tuan'
#: So many events, the latest ones, stand in the file of a section.
MOST = 1000


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


class CalendarView(SectionPage):
    """One week of the section, with ways to the weeks beside it."""

    @public_view(context=Section, listing='calendar', renderer='templates/calendar.pt')
    def week(self):
        events, others = split(self.context, Event)
        code = params_of(self.request, WEEK)
        week = week_named(code) if code else newest(events)
        if code and week is None:
            raise HTTPNotFound
        days = self._days(events, week) if week else []
        fallback = is_fallback([*events, *others], self.page.language.tag)
        return self.values(
            fallback, days=days, noindex=fallback or bool(code and not days), week=week,
            heading=week and self._span(week), any=bool(events),
            before=week and self._neighbour(before(events, week)),
            after=week and self._neighbour(after(events, week)),
            file=self.request.link(self.context, FILE), field=WEEK,
            rows=rows_of(self.page, others), query=f'{WEEK}={week.code}' if code else '')

    @public_view(context=Section, listing='calendar', name=FILE)
    def file(self):
        """Return the events of the section, the latest ``MOST``, as an iCalendar file."""
        events, _others = split(self.context, Event)
        events.sort(key=lambda event: event.start)
        return calendar_response(
            self.page.say(self.context, 'title').text,
            [entry_of(self.request, event) for event in events[-MOST:]])

    def _days(self, events, week):
        """Return ``[(ISO 8601, day for people, its appointments)]`` of the days that have some."""
        present = within(events, week)
        shown = [(day, on(present, day)) for day in week.days]
        return [(day.isoformat(), day_words(day, self.page.tag),
                 [self._appointment(event, day) for event in found])
                for day, found in shown if found]

    def _appointment(self, event, day):
        return Appointment(
            self.page.say(event, 'title'), self.request.link(event), _hours(event, day),
            event.shown_time(self.page.tag).machine, self.page.say(event, 'place'),
            who_of(self.request, event))

    def _span(self, week):
        """Return the days of ``week`` for people."""
        return ' – '.join(shown_date(day, self.page.tag) for day in (week.monday, week.sunday))

    def _neighbour(self, week):
        """Return ``(address, days)`` of another week, or ``None``."""
        if week is None:
            return None
        return f'{self.request.link(self.context)}?{WEEK}={week.code}', self._span(week)


def _hours(event, day):
    """Return the hours of ``event`` on the ``date``: of a longer one only where it begins and
    ends.
    """
    first, last = event.days
    if first == last:
        return hours(event.start, event.end)
    if day == first:
        return f'{hours(event.start, None)} –'
    return f'– {hours(event.end, None)}' if day == last else ''
