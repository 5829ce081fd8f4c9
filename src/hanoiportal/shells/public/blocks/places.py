"""Blocks that lead to places: services, sections, sites, ways to be heard."""
from collections import Counter
from typing import NamedTuple

from pyramid.decorator import reify

from ....base.i18n import DEFAULT
from ....kernel.tree.lookup import is_of_city
from ..fragments import cached
from ..lists.directory import group_of
from ..lists.rows import ListRow, in_order, rows_of
from ..page.menu import filled_sections, is_filled
from ..page.wording import Wording
from .base import ABOUT, ShownBlock


class SectionCard(NamedTuple):
    """A section.  ``rows``: of its items, if the block shows them.

    ``external``: it holds one link alone, and the address is that of the target.
    """

    name: Wording
    summary: Wording
    address: str
    rows: list[ListRow]
    external: bool = False


class Sections(ShownBlock):
    """The sections that the block names and that hold something, each with what it is for."""

    macro = 'cards'

    @property
    def is_shown(self):
        return bool(self.cards)

    @reify
    def cards(self):
        """A ``SectionCard`` for each section."""
        return [self._card(section) for section in self.sections
                if is_filled(self.page, section)]

    def _card(self, section):
        page, rows = self.page, self._rows(section)
        name, summary = page.say(section, 'title'), page.say(section, 'summary')
        if len(rows) == 1 and rows[0].external:
            return SectionCard(name, summary, rows[0].address, [], True)
        return SectionCard(name, summary, page.request.link(section), rows)

    def _rows(self, section):
        return []


class Services(Sections):
    """Sections with the links that stand in them (clauses 4.2.b, 4.2.c)."""

    def _rows(self, section):
        return rows_of(self.page, in_order(section, DEFAULT))


class Everything(ShownBlock):
    """All sections of the site that hold something."""

    macro = 'tiles'

    @property
    def is_shown(self):
        return bool(self.tiles)

    @reify
    def tiles(self):
        """``(Wording, address)`` of each."""
        page = self.page
        return [(page.say(section, 'short_title', 'title'), page.request.link(section))
                for section in filled_sections(page)]


class DirectoryBlock(ShownBlock):
    """How many agencies, wards and communes there are, with the way to them."""

    macro = 'directory'

    @property
    def is_shown(self):
        return not self.page.is_component

    @reify
    def counts(self):
        """``{group: number}`` of the component sites of bodies."""
        return cached(self.page, 'counts of sites', lambda: Counter(
            group_of(site) for site in self.page.portal['sites'].values()
            if not is_of_city(site)))

    @property
    def address(self):
        """Address of the directory."""
        return self.page.request.link(self.page.portal['sites'])


class AboutBlock(ShownBlock):
    """Whose site it is and how to reach them (clauses 6.1–6.3)."""

    macro = 'about'

    @reify
    def more(self):
        site = self.page.site
        return self.page.request.link(site[ABOUT]) if ABOUT in site else None
