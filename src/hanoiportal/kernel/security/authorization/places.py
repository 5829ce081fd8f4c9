"""Where each principal holds roles: an index of the portal, kept with every grant.

``portal.places_by_principal`` is ``{principal id: ids of the places}``.  Ids stay when a place is
moved, and a place that is gone is passed over, so that neither needs a change here.
"""
from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from BTrees.IIBTree import IITreeSet
from BTrees.OOBTree import OOBTree
from pyramid.location import lineage
from pyramid.traversal import find_root

from ....base.interfaces import IPortal, ISite

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Mapping, MutableMapping

    from substanced.interfaces import IObjectMap

    from .grants import Grant


class Place(Protocol):
    """A resource at which roles are granted.  ``local_roles``: ``{principal id: {role: Grant}}``.
    """

    __oid__: int
    local_roles: MutableMapping[str, Mapping[str, Grant]]


class HasPlaces(Place, Protocol):
    """A portal, with the index.  ``__objectmap__``: finds resources by their object ids."""

    __objectmap__: IObjectMap
    places_by_principal: OOBTree


def places_of(
        portal: HasPlaces,
        principals: Iterable[str]) -> Iterator[tuple[Place, Mapping[str, Grant]]]:
    """Yield ``(place, {role: Grant})`` for each place where one of ``principals`` was granted
    roles, in force or not; a place comes once for each of them.
    """
    index = _index(portal)
    for principal in principals:
        for oid in index.get(principal, ()):
            place = portal.__objectmap__.object_for(oid)
            held = None if place is None else place.local_roles.get(principal)
            if held:
                yield place, held


def principals_in(portal: HasPlaces, site: ISite, now: datetime.datetime) -> Iterator[str]:
    """Yield the ids of those who hold roles at ``site`` or below it, and not only at a site below
    it, at ``now`` or later.
    """
    for principal, oids in _index(portal).items():
        places = filter(None, map(portal.__objectmap__.object_for, oids))
        if any(_site_of(place) is site and any(
                given.ends is None or now < given.ends
                for given in place.local_roles.get(principal, {}).values()) for place in places):
            yield principal


def _site_of(place: Place) -> ISite:
    return next(each for each in lineage(place) if ISite.providedBy(each))


def remember_place(resource: Place, principal: str) -> None:
    """Note that ``principal`` holds roles at ``resource``; nothing for what is in no portal."""
    portal: HasPlaces = find_root(resource)
    is_in_a_portal = IPortal.providedBy(portal)
    if is_in_a_portal:
        places = _index_for_writing(portal)
        if principal not in places:
            places[principal] = IITreeSet()
        if resource.__oid__ not in places[principal]:
            places[principal].add(resource.__oid__)


def forget_place(resource: Place, principal: str) -> None:
    """Note that ``principal`` holds no role at ``resource`` any more."""
    portal: HasPlaces = find_root(resource)
    is_in_a_portal = IPortal.providedBy(portal)
    if is_in_a_portal:
        places = _index_for_writing(portal)
        held = places.get(principal, IITreeSet())
        if resource.__oid__ in held:
            held.remove(resource.__oid__)
        if not held:
            places.pop(principal, None)


def rebuild_places(portal: HasPlaces) -> OOBTree:
    """Make the index anew from what is granted in the tree, and return it."""
    portal.places_by_principal = _collected(portal)
    return portal.places_by_principal


def _index(portal: HasPlaces) -> OOBTree:
    """Return the index; of a portal that has none yet, one that is not kept."""
    kept = getattr(portal, 'places_by_principal', None)
    return _collected(portal) if kept is None else kept


def _index_for_writing(portal: HasPlaces) -> OOBTree:
    kept = getattr(portal, 'places_by_principal', None)
    return rebuild_places(portal) if kept is None else kept


def _collected(portal: Place) -> OOBTree:
    index = OOBTree()
    for place in _walk(portal):
        for principal in getattr(place, 'local_roles', None) or ():
            if principal not in index:
                index[principal] = IITreeSet()
            index[principal].add(place.__oid__)
    return index


def _walk(resource: Place) -> Iterator[Place]:
    yield resource
    for child in getattr(resource, 'values', tuple)():
        yield from _walk(child)
