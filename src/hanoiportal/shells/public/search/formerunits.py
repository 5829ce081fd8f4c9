"""Former districts, wards and communes that a search names, with the sites of today's units."""
from typing import NamedTuple

from ....discovery.search import ISearchData
from ..page.wording import Wording


class FormerUnit(NamedTuple):
    """A former unit.  ``today``: names and addresses of sites that its ground has now."""

    name: str
    district: str
    today: tuple[tuple[Wording, str], ...]


def former_units(page, typed):
    """Return each ``FormerUnit`` that ``typed`` names, as the ``Layout`` ``page`` shows it."""
    sites = page.portal['sites']
    units = page.request.registry.getUtility(ISearchData).former.named(typed)
    found = [FormerUnit(unit.full_name, unit.district, tuple(
        (page.say(sites[name], 'short_title', 'title'), page.request.link(sites[name]))
        for name in unit.today if name in sites and _is_open(sites[name]))) for unit in units]
    return tuple(unit for unit in found if unit.today)


def _is_open(site):
    """Return whether readers are led to ``site``: one that is suspended is found nowhere (8.9)."""
    return site.is_active or site.is_external
