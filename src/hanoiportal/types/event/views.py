"""The public page of an event, and its file for calendars."""
from pyramid.response import Response

from ...base.i18n import ILanguages
from ...base.settings import ISettings
from ...base.text import plain_text
from ...kernel.tree.lookup import in_language
from ...web import View, public_view
from ...web.routing.links import canonical
from .calendar_file import CalendarEntry, calendar_file
from .resource import Event

#: Name of the view that gives the file, of an event and of a section of events.
FILE = 'lich.ics'


def who_of(request, event):
    """Return ``[(text, BCP 47 tag of the text, address or None)]`` of who takes part."""
    return [_named(request, each) for each in event.taking_part()]


def _named(request, each):
    if isinstance(each, str):
        return each, request.registry.getUtility(ILanguages).default.tag, None
    said = in_language(each, request.language.tag)
    return said.title, said.language, request.link(each)


def entry_of(request, event):
    """Return the ``CalendarEntry`` of ``event`` in the language of ``request``."""
    text = in_language(event, request.language.tag)
    domain = request.registry.getUtility(ISettings).domain
    stamps = [event.created_at, event.published_at, text.modified_at, event.modified_at]
    return CalendarEntry(
        uid=f'{event.__oid__}@{domain}', title=text.title, start=event.start, end=event.end,
        stamp=max(filter(None, stamps), default=event.start), place=text.place or event.place,
        text=plain_text(text.body or event.body) or text.summary,
        url=canonical(request, event, request.language))


def calendar_response(name, entries):
    """Return the ``Response`` with the file of the calendar ``name``."""
    return Response(
        calendar_file(name, entries), content_type='text/calendar', charset='utf-8',
        content_disposition=f'attachment; filename="{FILE}"')


class EventView(View):
    """What a reader of an event's page sees, and what a calendar takes over."""

    @public_view(context=Event, renderer='templates/view.pt')
    def page(self):
        """Return the values ``view.pt`` names."""
        event, tag = self.context, self.request.language.tag
        return {'title': self.text.title, 'text': self.text, 'item': event,
                'time': event.shown_time(tag), 'who': who_of(self.request, event),
                'file': self.request.link(event, FILE)}

    @public_view(context=Event, name=FILE)
    def file(self):
        """Return the event as an iCalendar file."""
        return calendar_response(self.text.title, [entry_of(self.request, self.context)])
