"""The leaders of a body: portraits in the order of their rank (13.1.a)."""
from typing import NamedTuple

from ....base.text import collate
from ....types.image.resource import Image
from ....types.person.resource import Person
from ....types.person.views import portrait_of
from ....types.section import Section
from ....web import public_view
from ..lists.rows import rows_of
from ..lists.section import SectionPage
from ..page.wording import Wording
from .everything import is_fallback, split


class PersonCard(NamedTuple):
    """One person.  ``portrait``: ``media.Picture`` or ``None``.

    ``decision``, ``decided``: the appointment of a spokesperson, ``''`` and ``None`` if unknown.
    """

    name: Wording
    address: str
    position: Wording
    unit: Wording
    phone: str
    email: str
    portrait: object
    decision: str
    decided: object


def card_of(page, person):
    """Return the ``PersonCard`` of ``person`` for the ``Layout`` of a page."""
    return PersonCard(
        page.say(person, 'title'), page.request.link(person), page.say(person, 'position'),
        page.say(person, 'unit'), person.phone, person.email, portrait_of(page.request, person),
        person.decision, person.decided)


def ranked(people):
    """Return ``people`` by rank, those of one rank by name."""
    return sorted(people, key=lambda person: (person.order, collate(person.title)))


def without_portraits(people, others):
    """Return ``others`` without the images that are the portraits of ``people``."""
    portraits = [person.portrait for person in people]
    return [item for item in others if item not in portraits]


class People(SectionPage):
    """Everybody in the section, and its other items below them; images are portraits, which other
    sites may show as well.
    """

    @public_view(context=Section, listing='people', renderer='templates/people.pt')
    def gallery(self):
        people, others = split(self.context, Person)
        return self.values(
            is_fallback([*people, *others], self.page.language.tag),
            cards=[card_of(self.page, person) for person in ranked(people)],
            rows=rows_of(self.page, [each for each in others if not isinstance(each, Image)]))
