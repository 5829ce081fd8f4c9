"""The persistent person.  Renaming this module needs an upgrade step."""
from ...base.i18n import _
from ...kernel.tree import Item, content_type
from ...kernel.tree.lookup import find_site, is_listed, listed_at
from .linkeddata import linked_data
from .schemas import LEADER, NO, YES, PersonSchema

#: So many entries of a working calendar stand on a person's page.
MOST_EVENTS = 10


def reasons_against(person, registry):
    """Return what is wrong with a person for publishing: a picture that nobody can see."""
    if person.photo and not person.portrait:
        return [_('Ảnh chân dung không mở được: không có, hoặc chưa công khai.')]
    return []


def appointed(holder):
    """Return the day on which the version ``holder`` was named to speak to the press, or ``None``.
    """
    return holder.decided if holder.spokesperson == YES else None


@content_type('Person', _('Lãnh đạo, cán bộ'), PersonSchema,
              translatable=('title', 'summary', 'position', 'unit', 'biography', 'duties'),
              reasons_against_publishing=reasons_against, linked_data=linked_data,
              appointed=appointed,
              text=lambda document: '\n'.join((document.position, document.unit, document.summary,
                                               document.duties, document.biography)),
              example={'photo': '', 'phone': '024 3825 3536', 'email': 'nguoi@hanoi.gov.vn',
                       'term_to': ''})
class Person(Item):
    """Lãnh đạo, cán bộ.  ``title``: the name.  ``photo``: path of an image, ``''`` for none.

    ``order``: rank, from 0.  ``term_from``, ``term_to``, ``decided``: local ``date`` or ``None``.
    """

    position = unit = photo = biography = duties = phone = email = decision = ''
    role = LEADER
    spokesperson = NO
    order = 0
    term_from = term_to = decided = None

    @property
    def is_spokesperson(self):
        """Whether they speak for the body to the press."""
        return self.spokesperson == YES

    @property
    def portrait(self):
        """The image at ``photo`` if readers may see it, else ``None``."""
        found = listed_at(self, self.photo) if self.photo else None
        return found if hasattr(found, 'image') else None

    def calendar(self):
        """Return the section of the site that holds working calendars, or ``None``."""
        return next((place for place in find_site(self).values()
                     if getattr(place, 'listing', '') == 'calendar'), None)

    def events(self):
        """Return the events that name the person, the latest first, at most ``MOST_EVENTS``."""
        section = self.calendar()
        if section is None:
            return []
        found = [event for event in section.values()
                 if self._named(event) and is_listed(event) and self in event.people()]
        return sorted(found, key=lambda event: event.start, reverse=True)[:MOST_EVENTS]

    def _named(self, event):
        """Return whether a path of ``event`` may be the person's: cheap, and never wrongly no."""
        return any(word.rstrip('/').endswith(f'/{self.__name__}')
                   for word in getattr(event, 'who', ()))
