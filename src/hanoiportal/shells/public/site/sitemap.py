"""The site map for people: sections, standing pages and component sites as one tree."""
from ....base.i18n import DEFAULT, _
from ....base.interfaces import ISite
from ....participation.questions.interfaces import FORMS, ICaseForms
from ....types.image.resource import Image
from ....types.section import grouped, sections_of
from ....web import View, public_view
from ..lists.directory import directory
from ..lists.rows import in_order
from ..lists.section import DATED
from ..page.layout import Layout
from ..page.menu import filled_sections

#: Kinds of pages of sections that hold hundreds of records, which are found in their lists.
RECORDED = {'projects', 'research', 'statistics', 'dossiers', 'rulings', 'access',
            'questions'}


class SiteMap(View):
    """What the site holds."""

    @public_view(context=ISite, name='sitemap', renderer='templates/sitemap.pt')
    def page(self):
        page = Layout(self.context, self.request, {})
        return {
            'title': _('Sơ đồ trang'), 'groups': _groups(page), 'forms': self._forms(),
            'directory': directory(page) if not page.is_component else [],
        }

    def _forms(self) -> list[tuple[str, str]]:
        """Return ``(title, address)`` of each form by which something is sent."""
        forms = self.request.registry.getUtility(ICaseForms)
        return [(each.title, self.request.link(self.context, FORMS, slug))
                for slug, each in forms.items() if each.alone]


def _groups(page):
    """Return ``[(group as Wording, [(section as Wording, address, its pages, is it filled)])]``.
    """
    filled = filled_sections(page)
    return [(page.say(inside[0], 'group'),
             [_branch(page, section, section in filled) for section in inside])
            for inside in grouped(sections_of(page.site))]


def _branch(page, section, is_filled):
    many = section.listing in RECORDED or DATED.intersection(section.allowed_types)
    pages = [] if many else [
        item for item in in_order(section, DEFAULT) if not isinstance(item, Image)]
    return (page.say(section, 'title'), page.request.link(section),
            [(page.say(item, 'title'), page.request.link(item)) for item in pages], is_filled)
