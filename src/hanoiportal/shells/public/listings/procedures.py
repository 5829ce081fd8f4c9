"""Administrative procedures: links to the National Public Service Portal by field (4.2.c)."""
from ....base.text import collate
from ....types.link.resource import Link
from ....types.section import Section
from ....web import public_view
from ..lists.rows import rows_of
from ..lists.section import SectionPage
from .everything import is_fallback, split


class Procedures(SectionPage):
    """The links of the section, grouped by field; those of no field first."""

    @public_view(context=Section, listing='procedures', renderer='templates/procedures.pt')
    def links(self):
        links, others = split(self.context, Link)
        return self.values(
            is_fallback([*links, *others], self.page.language.tag), own_search=True,
            groups=[(self.page.say(found[0], 'field'), rows_of(self.page, found))
                    for found in by_field(links)],
            rows=rows_of(self.page, others))


def by_field(links):
    """Return lists of those of ``links`` that have one field, in dictionary order of the fields.
    """
    found = {}
    for link in links:
        found.setdefault(link.field, []).append(link)
    return [found[field] for field in sorted(found, key=collate)]
