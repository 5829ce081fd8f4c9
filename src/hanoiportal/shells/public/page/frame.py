"""The frame around every page: name of the site, menu, foot; rendered once for a transaction.

It depends on the content database, the scope of the page (``fragments``) and the section alone.
"""
from collections.abc import Hashable
from typing import NamedTuple

from pyramid.decorator import reify
from pyramid.location import lineage

from ....base.i18n import _
from ..fragments import cached
from .maintenance import Announcements
from .menu import Menu
from .navigation import TERMS, followed, footer_links
from .related import related
from .shared import templates
from .stylesheet import EMBLEM

#: Fields of a site that name a body, and what that body is to the site (clause 6).
BODIES = (
    ('owner', _('Cơ quan chủ quản')), ('managing_body', _('Cơ quan quản lý')),
    ('operating_unit', _('Đơn vị vận hành')))


class FrameParts(NamedTuple):
    """What all pages share that stand at one place, as UTF-8; each part has a template.

    ``brand``: emblem, names, and the search form unless the page has its own.
    ``choices``: links to how pages are shown, and to the site map.
    ``menu``: the site's main menu.  ``neighbours``: the sections beside the one of the page.
    ``foot``: owner, contacts, standing pages.
    """

    brand: bytes
    choices: bytes
    menu: bytes
    neighbours: bytes
    foot: bytes


class Frame:
    """What stands around the content of the ``Layout`` ``page``, as HTML."""

    terms = TERMS

    def __init__(self, page):
        self._page = page
        self._here = _below_site(page)
        self._exactly = page.is_resource and page.context is self._here

    @reify
    def parts(self) -> FrameParts:
        """What all pages share that stand at one place, one fragment."""
        return cached(self._page, 'frame', lambda: FrameParts(
            *(self._rendered(name).encode() for name in FrameParts._fields)), varies=self._place)

    @property
    def brand(self) -> str:
        """That of the ``FrameParts``; so are the next ones."""
        return self.parts.brand.decode()

    @property
    def choices(self) -> str:
        return self.parts.choices.decode()

    @property
    def menu(self) -> str:
        return self.parts.menu.decode()

    @property
    def neighbours(self) -> str:
        return self.parts.neighbours.decode()

    @property
    def foot(self) -> str:
        return self.parts.foot.decode()

    @property
    def announcements(self) -> str:
        """What every page announces."""
        return Announcements(self._page).html

    @property
    def related(self):
        """What is related to the item."""
        return related(self._page)

    @property
    def bodies(self):
        """``[(Wording, [what it is to the site])]`` of the bodies behind it that are declared; one
        that is several things stands once.
        """
        found, site = {}, self._page.site
        for field, is_what in BODIES:
            named = self._page.say(site, field)
            if named.text and field not in site.undeclared:
                found.setdefault(named, []).append(is_what)
        return list(found.items())

    @property
    def links(self):
        """``[(Wording, address)]`` of the standing pages that every foot links to."""
        return [(self._page.say(item, 'title'), self._page.request.link(item))
                for item in footer_links(self._page.portal)]

    @property
    def followed(self):
        """``[(Wording, address)]`` of the site's registered channels that readers may follow."""
        return [(self._page.say(item, 'title'), item.url) for item in followed(self._page.site)]

    @property
    def home(self):
        """The site whose pages the foot leads to: of a closed site none opens."""
        return self._page.portal if self._hidden else self._page.site

    @property
    def _place(self) -> tuple[Hashable, ...]:
        """All that its parts show of the page: where it stands, and whether it has a search form.
        """
        here, page = None if self._here is None else self._here.__oid__, self._page
        return here, self._exactly, page.is_home, self._hidden, bool(page.values.get('own_search'))

    @property
    def _hidden(self):
        return self._page.error and not self._page.site.is_active

    @reify
    def _menu(self) -> Menu | None:
        """The ``Menu``; none of a closed site."""
        return None if self._hidden else Menu(self._page, self._here, self._exactly)

    def _rendered(self, name: str) -> str:
        """Return the HTML of ``templates/NAME.pt``."""
        shown = templates(self._page.request)
        return shown[name](
            page=self._page, frame=self, menu=self._menu, link=self._page.request.link,
            emblem=EMBLEM, macros=shown['macros'].macros)


def _below_site(page):
    """Return the place right below the site in which the page lies, or ``None``."""
    before = None
    for place in lineage(page.context):
        if place is page.site:
            return before
        before = place
    return None
