"""The menu of a site: its sections that have something to show, by groups."""
from typing import NamedTuple

from pyramid.decorator import reify

from ....base.i18n import DEFAULT, _
from ....discovery.catalog.interfaces import ICatalog
from ....types.section import Section, grouped, sections_of
from ..fragments import cached
from .wording import Wording

#: So many sections stand side by side; more are put into their groups.
FEW = 7
#: Kinds of sections whose page helps before anything has been put there.
HELPFUL = frozenset({'access', 'contacts', 'procedures'})
#: What sections without a group are called together.
OTHERS = _('Chuyên mục khác')


class PublicMenuEntry(NamedTuple):
    """A link in the menu.  ``current``: value of ``aria-current`` or ``None``."""

    name: Wording
    address: str
    current: str | None


class MenuGroup(NamedTuple):
    """Sections that stand together.  ``is_current``: one of them holds the page."""

    name: Wording
    entries: list[PublicMenuEntry]
    is_current: bool


def filled_sections(page) -> list[Section]:
    """Return the sections of the site of the ``Layout`` ``page`` that readers find something in,
    in their order.
    """
    names = cached(page, 'filled', lambda: tuple(
        section.__name__ for section in sections_of(page.site) if is_filled(page, section)))
    return [page.site[name] for name in names]


def is_filled(page, section) -> bool:
    """Return whether readers find something in ``section``: a number that the index knows."""
    if section.listing in HELPFUL:
        return True
    return page.request.service(ICatalog).latest(section, DEFAULT, 0, 0).total > 0


class Menu:
    """The menu of the ``Layout`` ``page``, whose place below its site is ``here``.

    ``exactly``: whether the page is that of ``here`` itself.
    """

    def __init__(self, page, here, exactly: bool) -> None:
        self._page = page
        self._here = here
        self._exactly = exactly

    @reify
    def groups(self) -> list[MenuGroup]:
        """The ``MenuGroup`` of each group; of few sections each is a group of its own."""
        sections = filled_sections(self._page)
        if len(sections) <= FEW:
            return [self._group([section]) for section in sections]
        return [self._group(inside) for inside in grouped(sections)]

    @reify
    def neighbours(self) -> MenuGroup | None:
        """The group of the section in which the page lies, with its other sections; ``None`` if
        it stands alone.
        """
        group = getattr(self._here, 'group', '')
        inside = [section for section in filled_sections(self._page)
                  if section.group == group or section is self._here]
        if not group or len(inside) < 2:
            return None
        return self._group(inside)

    def current(self, place) -> str | None:
        """Return the value of ``aria-current`` of a link to ``place``."""
        if place is not self._here:
            return None
        return 'page' if self._exactly else 'true'

    def _group(self, sections) -> MenuGroup:
        page, first = self._page, sections[0]
        name = page.say(first, 'group') if first.group else Wording(
            page.request.localizer.translate(OTHERS), None)
        return MenuGroup(name, [self._entry(section) for section in sections],
                         any(section is self._here for section in sections))

    def _entry(self, section) -> PublicMenuEntry:
        page = self._page
        return PublicMenuEntry(page.say(section, 'short_title', 'title'),
                               page.request.link(section), self.current(section))
