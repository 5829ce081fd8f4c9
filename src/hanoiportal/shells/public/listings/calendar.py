"""The working calendar, week by week, and as a file for other calendars."""
from ....types.event.resource import Event
from ....types.event.views import FILE, calendar_response, entry_of
from ....types.section import Section
from ....web import public_view
from ..lists.rows import rows_of
from ..lists.section import SectionPage
from .agenda import Agenda
from .everything import is_fallback, split

#: So many events, the latest ones, stand in the file of a section.
MOST = 1000


class CalendarView(SectionPage):
    """One week of the section, with ways to the weeks beside it."""

    @public_view(context=Section, listing='calendar', renderer='templates/calendar.pt')
    def week(self):
        events, others = split(self.context, Event)
        fallback = is_fallback([*events, *others], self.page.language.tag)
        shown = Agenda(self.page, events, self.request.link(self.context)).values()
        return self.values(
            fallback, **{**shown, 'noindex': fallback or shown['is_empty'],
                         'file': self.request.link(self.context, FILE),
                         'rows': rows_of(self.page, others)})

    @public_view(context=Section, listing='calendar', name=FILE)
    def file(self):
        """Return the events of the section, the latest ``MOST``, as an iCalendar file."""
        events, _others = split(self.context, Event)
        events.sort(key=lambda event: event.start)
        return calendar_response(
            self.page.say(self.context, 'title').text,
            [entry_of(self.request, event) for event in events[-MOST:]])
