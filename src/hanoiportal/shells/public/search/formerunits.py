"""Former districts, wards and communes that a search names, with the bodies of today's units."""
from typing import NamedTuple

from ....base.text import collate
from ....discovery.search.interfaces import ISearchData
from .bodies import BodyCard, card_of, is_open


class FormerUnit(NamedTuple):
    """A former unit.  ``today``: the ``BodyCard`` of each unit that has taken over most of it.

    ``parts``: of each unit that has a part of its ground, and most of its own from elsewhere.
    """

    name: str
    district: str
    today: tuple[BodyCard, ...]
    parts: tuple[BodyCard, ...]


def former_units(page, typed: str) -> tuple[FormerUnit, ...]:
    """Return each ``FormerUnit`` that ``typed`` names, as the ``Layout`` ``page`` shows it."""
    data = page.request.registry.getUtility(ISearchData)
    found = (FormerUnit(unit.full_name, unit.district, _cards(page, unit.main),
                        _cards(page, unit.parts)) for unit in data.former.named(typed))
    return tuple(unit for unit in found if unit.today or unit.parts)


def _cards(page, names: tuple[str, ...]) -> tuple[BodyCard, ...]:
    sites = page.portal['sites']
    return tuple(card_of(page, sites[name]) for name in names
                 if name in sites and is_open(sites[name]))


def former_districts(request):
    """Return the former units that lay in none: districts, in dictionary order of their names."""
    units = request.registry.getUtility(ISearchData).former.units
    return sorted((unit for unit in units if not unit.district),
                  key=lambda unit: collate(unit.name))
