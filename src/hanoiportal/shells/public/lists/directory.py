"""The directory of component sites: agencies, wards, communes (clauses 1.2, 4.4, 6.1).

Readers cut it down by a part of a name, or to what has the ground of a district of before
1 July 2025.
"""
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlencode

from ....base.i18n import _
from ....base.text import collate, fold
from ....kernel.tree.lookup import is_of_city
from ....types.component_site import AGENCY, COMMUNE, WARD
from ....types.portal import Sites
from ....web import View, public_view
from ..page.layout import Layout
from ..page.wording import Wording
from ..search.formerunits import former_districts
from ..search.params import params_of
from ..site.contact import Contact, contact_of

AGENCIES, WARDS, COMMUNES = 'agencies', 'wards', 'communes'
TITLES = {
    AGENCIES: _('Sở, ban, ngành'), WARDS: _('Ủy ban nhân dân phường'),
    COMMUNES: _('Ủy ban nhân dân xã')}
_GROUPS = {AGENCY: AGENCIES, WARD: WARDS, COMMUNE: COMMUNES}
#: Query fields: a part of a name, the code of a former district.
NAME, FORMER = 'ten', 'quan-cu'
LONGEST_NAME = 100
#: What stands before the name proper of a site, in no order of letters.
_KINDS = ('Phường ', 'Xã ')


class SiteEntry(NamedTuple):
    """One site.  ``external``: it lies outside the portal.  ``closed``: it is suspended.

    ``contact``: how its office is reached, ``None`` if that is not confirmed.
    """

    name: Wording
    address: str
    external: bool
    closed: bool
    contact: Contact | None
    letter: str


class SiteGroup(NamedTuple):
    """Sites of one kind, in dictionary order.  ``title`` is translatable."""

    code: str
    title: str
    entries: list[SiteEntry]

    @property
    def letters(self):
        """``[(letter, its entries)]``; of agencies one without letter: they are few."""
        if self.code == AGENCIES:
            return [('', self.entries)]
        return [(letter, list(found)) for letter, found in groupby(
            self.entries, key=lambda entry: entry.letter)]


def group_of(site):
    """Return the code of the group that ``site`` stands in."""
    return _GROUPS[site.kind]


def address_of(page, site):
    """Return where the site itself is: an external one outside the portal."""
    return site.external_url if site.is_external else page.request.link(site)


def directory(page, shown=lambda _site: True):
    """Return the three ``SiteGroup`` of all component sites of bodies that are ``shown``, for the
    ``Layout``.
    """
    found = {code: [] for code in TITLES}
    for site in page.portal['sites'].values():
        if shown(site) and not is_of_city(site):
            found[group_of(site)].append(_entry(page, site))
    for entries in found.values():
        entries.sort(key=lambda entry: collate(_proper(entry.name.text)))
    return [SiteGroup(code, TITLES[code], entries) for code, entries in found.items()]


def _entry(page, site):
    name = page.say(site, 'title')
    contact = contact_of(site, page.portal, page.language.tag, page.tag)
    return SiteEntry(
        name, address_of(page, site), site.is_external,
        not site.is_external and not site.is_active, contact if contact.is_own else None,
        _proper(name.text)[:1].upper())


def _proper(name):
    """Return the name of a site without the kind that stands before it.

    >>> _proper('Phường Ba Đình'), _proper('Sở Y tế')
    ('Ba Đình', 'Sở Y tế')
    """
    for kind in _KINDS:
        name = name.removeprefix(kind)
    return name


class Directory(View):
    """All component sites on one page."""

    @public_view(context=Sites, renderer='templates/directory.pt')
    def page(self):
        page = Layout(self.context, self.request, {})
        name = params_of(self.request, NAME)[:LONGEST_NAME]
        former = {unit.full_name: unit for unit in former_districts(self.request)}
        chosen = former.get(params_of(self.request, FORMER))
        asked = {NAME: name, FORMER: chosen.full_name if chosen else ''}
        query = urlencode({field: value for field, value in asked.items() if value})
        groups = directory(page, lambda site: _is_asked(page, site, name, chosen))
        return {
            'title': _('Danh bạ cơ quan, xã, phường'), 'typed': name, 'query': query,
            'noindex': bool(query), 'former': [(each, each == asked[FORMER]) for each in former],
            'fields': (NAME, FORMER), 'here': self.request.link(self.context),
            'groups': [group for group in groups if group.entries or not query],
            'total': sum(len(group.entries) for group in groups)}


def _is_asked(page, site, name, former):
    if former is not None and site.__name__ not in former.today:
        return False
    return fold(name) in fold(f'{page.say(site, "title").text} {site.title} {site.owner}')
