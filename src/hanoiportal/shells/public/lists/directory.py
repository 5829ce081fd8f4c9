"""The directory of component sites: agencies, wards, communes (clauses 1.2, 4.4, 6.1)."""
from typing import NamedTuple

from ....base.i18n import _
from ....base.text import collate
from ....types.portal import Sites
from ....web import View, public_view
from ..page.layout import Layout
from ..page.wording import Wording

AGENCIES, WARDS, COMMUNES = 'agencies', 'wards', 'communes'
TITLES = {
    AGENCIES: _('Sở, ban, ngành'), WARDS: _('Ủy ban nhân dân phường'),
    COMMUNES: _('Ủy ban nhân dân xã')}


class SiteEntry(NamedTuple):
    """One site.  ``external``: it lies outside the portal.  ``closed``: it is suspended."""

    name: Wording
    address: str
    external: bool
    closed: bool


class Group(NamedTuple):
    """Sites of one kind, in dictionary order.  ``title`` is translatable."""

    code: str
    title: str
    entries: list[SiteEntry]


def group_of(site):
    """Return the code of the group that ``site`` stands in."""
    if site.level == 'agency':
        return AGENCIES
    return WARDS if site.title.startswith('Phường ') else COMMUNES


def directory(page):
    """Return the three ``Group`` of all component sites, for the ``Layout`` of a page."""
    found = {code: [] for code in TITLES}
    for site in page.portal['sites'].values():
        found[group_of(site)].append(_entry(page, site))
    for entries in found.values():
        entries.sort(key=lambda entry: collate(entry.name.text))
    return [Group(code, TITLES[code], entries) for code, entries in found.items()]


def _entry(page, site):
    address = site.external_url if site.is_external else page.request.link(site)
    return SiteEntry(
        page.say(site, 'title'), address, site.is_external,
        not site.is_external and not site.is_active)


class Directory(View):
    """All component sites on one page."""

    @public_view(context=Sites, renderer='templates/directory.pt')
    def page(self):
        page = Layout(self.context, self.request, {})
        return {'title': _('Các trang thông tin điện tử thành phần'), 'groups': directory(page)}
