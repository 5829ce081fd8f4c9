"""The persistent event.  Renaming this module needs an upgrade step."""
from zope.interface import implementer

from ...base.clock import local
from ...base.i18n import _
from ...editorial.assignments.interfaces import IOccasion
from ...kernel.tree import Item, content_type
from ...kernel.tree.lookup import listed_at, work_of
from ...participation.dialogues.interfaces import COMING, LIVE, IDialogue
from .linkeddata import linked_data
from .live import against_publishing
from .schemas import WORK, EventSchema
from .times import shown_time


def searched(document):
    """Return what of ``document``, an event or its translation, is found in the text index."""
    programme = getattr(document, 'programme', '')  # which older translations lack
    return '\n'.join((document.summary, document.place, programme, document.body))


def details(event):
    """Yield how far ``event`` is, if people take part in it."""
    if event.kind in LIVE:
        yield 'phase', event.phase


@content_type('Event', _('Sự kiện, lịch làm việc'), EventSchema,
              translatable=('title', 'summary', 'place', 'programme', 'body'), text=searched,
              details=details, linked_data=linked_data,
              reasons_against_publishing=against_publishing,
              example={'end': '2025-08-16T09:30', 'asks_from': '2025-08-15T08:00', 'stream': '',
                       'recording_url': ''})
@implementer(IDialogue, IOccasion)
class Event(Item):
    """Sự kiện.  ``start``, ``end``: aware UTC ``datetime``; ``end`` may be ``None``.

    ``kind``: of ``schemas.KINDS``.  ``who``, ``guests``: paths of persons, and words; a path
    begins with a slash.  Of dialogues, see ``IDialogue``: ``recording``, ``captions``,
    ``minutes``: a ``StoredFile`` or ``None``; ``recording_url``: where else the recording is.
    """

    place = body = programme = stream = recording_url = ''
    kind = WORK
    who = guests = ()
    start = end = asks_from = None
    recording = captions = minutes = None
    phase = COMING
    public_answers = None

    @property
    def film(self):
        """What other systems may show of it: a ``StoredFile`` or ``None``."""
        return self.recording

    @property
    def is_live(self):
        """Whether people can take part in it."""
        return self.kind in LIVE

    @property
    def days(self):
        """``(first, last)`` local ``date`` of the event."""
        return local(self.start).date(), local(self.end or self.start).date()

    def shown_time(self, tag):
        """Return the ``times.Time`` of the event, as the language ``tag`` writes it."""
        return shown_time(self.start, self.end, tag)

    @property
    def answers(self):
        """See ``IDialogue``."""
        found = self.public_answers
        return () if found is None else tuple(found.all.values())

    def taking_part(self):
        """Return what ``who`` names: items that readers may see, and words."""
        return self._named(self.who)

    def answering(self):
        """Return what ``guests`` names, likewise."""
        return self._named(self.guests)

    def _named(self, words):
        home = work_of(self)
        named = [listed_at(home, word) if word.startswith('/') else word for word in words]
        return [each for each in named if each is not None]

    def people(self):
        """Return the items that ``who`` names and readers may see."""
        return [each for each in self.taking_part() if not isinstance(each, str)]
