"""``ICoverage``: who can be sent, where a text may begin, and what takes place."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, cast

import colander
from zope.interface import implementer

from ...base.clock import local
from ...base.i18n import DEFAULT
from ...base.interfaces import IClock, IContainer, IItem, ISite
from ...base.numbers import number_in
from ...base.text import fold
from ...discovery.catalog.interfaces import ICatalog
from ...kernel.security.authorization.grants import holders_of
from ...kernel.security.authorization.roles import BOARD, CONTRIBUTOR, EDITOR
from ...kernel.tree.content import bound_schema, types_of
from ...kernel.tree.lookup import find_portal, find_site, is_closed, is_listed, item_of, places_in
from .interfaces import MOST_EVENTS, ICoverage, IOccasion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyramid.registry import Registry
    from pyramid.request import Request

    from ...kernel.security.authentication.accounts import Account
    from ...kernel.tree.resources import Described

#: Who writes at a site.
WRITERS = BOARD | {CONTRIBUTOR, EDITOR}
_TITLE = 'title'
#: The content type that is proposed first.
FIRST = 'NewsItem'


@implementer(ICoverage)
class Coverage:
    """See ``ICoverage``."""

    def __init__(self, registry: Registry, catalog: ICatalog) -> None:
        self._registry, self._catalog = registry, catalog

    def people(self, site: ISite) -> list[Account]:
        accounts = find_portal(site)['accounts'].by_id
        now = self._registry.getUtility(IClock).now()
        found = [accounts[each] for each in holders_of(site, WRITERS, now) if each in accounts]
        return sorted((each for each in found if each.is_open),
                      key=lambda each: (fold(each.full_name), each.id))

    def sections(self, site: ISite) -> list[Described]:
        types = {*self.types(site)}
        found = [cast('Described', place) for place in places_in(site)
                 if types & {*getattr(place, 'allowed_types', ())} and not is_closed(place)]
        return sorted(found, key=_seat)

    def types(self, site: ISite) -> list[str]:
        allowed = {name for place in places_in(site)
                   for name in getattr(place, 'allowed_types', ())}
        found = [name for name in types_of(self._registry)
                 if name in allowed and self._begins_with_a_title(name)]
        return sorted(found, key=lambda name: name != FIRST)

    def _begins_with_a_title(self, name: str) -> bool:
        made = self._registry.content.content_types[name]
        if not IItem.implementedBy(made) or IOccasion.implementedBy(made) or (
                'own_name' in types_of(self._registry)[name]):
            return False
        required = {node.name for node in bound_schema(name, self._registry)
                    if node.missing is colander.required}
        return required == {_TITLE}

    def occasions(self, site: ISite, first: datetime.date,
                  last: datetime.date) -> list[IOccasion]:
        found = {each.__oid__: each for place in dict.fromkeys((site, find_portal(site)))
                 for each in self._events(place)
                 if first <= local(each.start).date() <= last}
        return sorted(found.values(), key=lambda each: (each.start, each.__oid__))

    def _events(self, site: ISite) -> Iterator[IOccasion]:
        content = self._registry.content
        types = tuple(name for name in types_of(self._registry)
                      if IOccasion.implementedBy(content.content_types[name]))
        for place in places_in(site):
            if {*types} & {*getattr(place, 'allowed_types', ())}:
                found = self._catalog.latest(place, DEFAULT, 0, MOST_EVENTS, types).items
                yield from cast('tuple[IOccasion, ...]', found)

    def occasion(self, site: ISite, event: str) -> IOccasion | None:
        portal = find_portal(site)
        found = item_of(portal, event)
        if found is None or not IOccasion.providedBy(found) or not is_listed(found):
            return None
        return cast('IOccasion', found) if find_site(found) in (site, portal) else None


def _seat(place: Described) -> int:
    order = getattr(place, 'order', 0)  # of a folder that is no section, the names in it
    return order if isinstance(order, int) else 0


def section_at(site: ISite, oid: str) -> Described | None:
    """Return the section of ``site`` of that object id, ``None`` if there is none."""
    found = find_portal(site).__objectmap__.object_for(number_in(oid))
    if not IContainer.providedBy(found) or ISite.providedBy(found) or find_site(found) is not site:
        return None
    return cast('Described', found)


def coverage_service(request: Request) -> Coverage:
    """Return the ``ICoverage`` for whoever asks by ``request``."""
    return Coverage(request.registry, request.service(ICatalog))
