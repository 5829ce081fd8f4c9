"""Administrative procedures: links to the National Public Service Portal by field (4.2.c)."""
from ....base.text import collate
from ....types.link.resource import Link
from ....types.section import Section
from ....web import public_view
from ..lists.rows import rows_of
from ..lists.section import SectionPage
from .everything import is_fallback, split

#: Name of the sections of procedures.
NAME = 'thu-tuc-hanh-chinh'


class Procedures(SectionPage):
    """The links of the section, grouped by field; those of no field first."""

    @public_view(context=Section, listing='procedures', renderer='templates/procedures.pt')
    def links(self):
        links, others = split(self.context, Link)
        return self.values(
            is_fallback([*links, *others], self.page.language.tag), own_search=True,
            groups=[(self.page.say(found[0], 'field'), rows_of(self.page, found))
                    for found in by_field(links)],
            rows=rows_of(self.page, others),
            national=None if links else national_portal(self.page))


def national_portal(page):
    """Return ``(Wording, URL)`` of the first link of the city's procedures, or ``None``."""
    section = page.portal.get(NAME)
    links = [] if section is None else split(section, Link)[0]
    return (page.say(links[0], 'title'), links[0].url) if links else None


def by_field(links):
    """Return lists of those of ``links`` that have one field, in dictionary order of the fields.
    """
    found = {}
    for link in links:
        found.setdefault(link.field, []).append(link)
    return [found[field] for field in sorted(found, key=collate)]
