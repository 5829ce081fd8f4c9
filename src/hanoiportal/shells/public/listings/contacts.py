"""Whom to call or write to: the site itself, and the people in the section (Decree 43/2011/NĐ-CP
article 10.1.k).
"""
from ....types.person.resource import Person
from ....types.section import Section
from ....web import public_view
from ..lists.rows import rows_of
from ..lists.section import SectionPage
from .everything import is_fallback, split
from .people import card_of, ranked, without_portraits


class Contacts(SectionPage):
    """The site's own contact data, a table of people, and other items of the section."""

    @public_view(context=Section, listing='contacts', renderer='templates/contacts.pt')
    def table(self):
        people, others = split(self.context, Person)
        return self.values(
            is_fallback([*people, *others], self.page.language.tag),
            cards=[card_of(self.page, person) for person in ranked(people)],
            rows=rows_of(self.page, without_portraits(people, others)),
            directory=None if self.page.is_component else self.request.link(
                self.page.portal['sites']))
