"""Administrative procedures: links to the National Public Service Portal by field, and its
catalogue (4.2.c).
"""
from ....base.clock import shown_date
from ....base.text import collate, slug
from ....integration.procedures.interfaces import IProcedureCatalogue
from ....kernel.tree.lookup import find_portal
from ....types.link.resource import Link
from ....types.section import Section
from ....web import public_view
from ..lists.rows import rows_of
from ..lists.section import SectionPage
from ..search.params import params_of
from ..search.procedures import entrance
from .everything import is_fallback, split

#: Name of the sections of procedures; name by which an address asks for a field.
NAME, FIELD = 'thu-tuc-hanh-chinh', 'linh-vuc'
#: Procedures that were changed or repealed last; of a field that one page shows.
LATEST, MOST = 10, 300


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
            national=None if links else national_portal(self.page),
            **self._catalogue(), ended=self._ended(links))

    @property
    def _known(self):
        return self.request.registry.getUtility(IProcedureCatalogue)

    def _catalogue(self):
        """Return the fields of the catalogue, what changed last in it, and the procedures of the
        field that the address asks for.
        """
        portal, asked = find_portal(self.context), params_of(self.request, FIELD)
        fields = self._known.fields(portal)
        field = next((name for name, _number in fields if asked and slug(name) == asked), None)
        listed = [] if field is None else self._known.of_field(portal, field)
        here = self.request.link(self.context)
        return {
            'fields': [(name, number, f'{here}?{FIELD}={slug(name)}')
                       for name, number in fields if name],
            'field': field, 'unknown': bool(asked) and field is None,
            'listed': self._shown(listed[:MOST]),
            'more': max(0, len(listed) - MOST),
            'latest': [] if field else self._shown(self._known.latest(portal, LATEST))}

    def _shown(self, procedures):
        """Return ``(procedure, day of its change, day of its end)``, days ``''`` for none."""
        tag = self.request.language.tag
        return [(each._replace(address=entrance(self.page, each)),
                 shown_date(each.changed, tag) if each.changed else '',
                 shown_date(each.repealed, tag) if each.repealed else '') for each in procedures]

    def _ended(self, links):
        """Return the repealed procedures to which ``links`` of this section lead."""
        portal = find_portal(self.context)
        found = [self._known.repealed(portal, each.url) for each in links]
        return self._shown(list(dict.fromkeys(filter(None, found))))


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
