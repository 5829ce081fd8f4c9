"""The public page of an event, and its file for calendars."""
from pyramid.response import Response

from ...base.i18n import ILanguages
from ...base.numbers import size_text
from ...base.settings import ISettings
from ...base.text import plain_text
from ...kernel.tree.lookup import in_language, work_of
from ...kernel.tree.names import CAPTIONS
from ...platform.media.views import player
from ...web import View, public_view
from ...web.files import VIEW_NAME, file_address, file_response
from ...web.routing.links import canonical
from .calendar_file import CalendarEntry, calendar_file
from .live import let_play, live_values
from .resource import Event

#: Name of the view that gives the file, of an event and of a section of events.
FILE = 'lich.ics'
#: Name of the view that gives the minutes of a dialogue.
MINUTES = 'bien-ban'


def who_of(request, event):
    """Return ``[(text, BCP 47 tag of the text, address or None)]`` of who takes part."""
    return named(request, event.taking_part())


def named(request, people):
    """Return ``[(text, BCP 47 tag of the text, address or None)]`` of ``people``, items or words.
    """
    return [_named(request, each) for each in people]


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
        uid=f'{work_of(event).__oid__}@{domain}', title=text.title, start=event.start,
        end=event.end, stamp=max(filter(None, stamps), default=event.start),
        place=text.place or event.place,
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
                'file': self.request.link(event, FILE), 'live': event.is_live and self._live()}

    def _live(self):
        event, request = self.context, self.request
        live = live_values(request, event)
        return {
            **live, 'plays': let_play(request, live['stream'], live['recording']),
            'guests': named(request, event.answering()),
            'programme': getattr(self.text, 'programme', '') or event.programme,
            'player': player(request, event, event.recording),
            'captions': event.captions and file_address(request, event, event.captions, CAPTIONS),
            'minutes': event.minutes and (
                file_address(request, event, event.minutes, MINUTES),
                event.minutes.filename.rpartition('.')[2].upper(),
                size_text(event.minutes.size, request.language.tag))}

    @public_view(context=Event, name=FILE)
    def file(self):
        """Return the event as an iCalendar file."""
        return calendar_response(self.text.title, [entry_of(self.request, self.context)])

    @public_view(context=Event, name=VIEW_NAME, cacheable=False)
    def recording(self):
        """Return the recording."""
        return file_response(self.request, self.context.recording)

    @public_view(context=Event, name=CAPTIONS, cacheable=False)
    def captions(self):
        """Return the captions of the recording."""
        return file_response(self.request, self.context.captions)

    @public_view(context=Event, name=MINUTES, cacheable=False)
    def minutes(self):
        """Return the minutes."""
        return file_response(self.request, self.context.minutes)
