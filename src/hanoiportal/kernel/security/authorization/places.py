"""Where each principal holds roles: an index of the portal, kept with every grant.

``portal.places_by_principal`` is ``{principal id: ids of the places}``.  Ids stay when a place is
moved, and a place that is gone is passed over, so that neither needs a change here.
"""
from BTrees.IIBTree import IITreeSet
from BTrees.OOBTree import OOBTree
from pyramid.location import lineage
from pyramid.traversal import find_root

from ....base.interfaces import IPortal, ISite


def places_of(portal, principals):
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


def principals_in(portal, site, now):
    """Yield the ids of those who hold roles at ``site`` or below it, and not only at a site below
    it, at ``now`` or later.
    """
    for principal, oids in _index(portal).items():
        places = filter(None, map(portal.__objectmap__.object_for, oids))
        if any(_site_of(place) is site and any(
                given.ends is None or now < given.ends
                for given in place.local_roles.get(principal, {}).values()) for place in places):
            yield principal


def _site_of(place):
    return next(each for each in lineage(place) if ISite.providedBy(each))


def remember_place(resource, principal):
    """Note that ``principal`` holds roles at ``resource``; nothing for what is in no portal."""
    portal = find_root(resource)
    if IPortal.providedBy(portal):
        places = _index_for_writing(portal)
        if principal not in places:
            places[principal] = IITreeSet()
        if resource.__oid__ not in places[principal]:
            places[principal].add(resource.__oid__)


def forget_place(resource, principal):
    """Note that ``principal`` holds no role at ``resource`` any more."""
    portal = find_root(resource)
    if IPortal.providedBy(portal):
        places = _index_for_writing(portal)
        held = places.get(principal, IITreeSet())
        if resource.__oid__ in held:
            held.remove(resource.__oid__)
        if not held:
            places.pop(principal, None)


def rebuild_places(portal):
    """Make the index anew from what is granted in the tree, and return it."""
    portal.places_by_principal = _collected(portal)
    return portal.places_by_principal


def _index(portal):
    """Return the index; of a portal that has none yet, one that is not kept."""
    kept = getattr(portal, 'places_by_principal', None)
    return _collected(portal) if kept is None else kept


def _index_for_writing(portal):
    kept = getattr(portal, 'places_by_principal', None)
    return rebuild_places(portal) if kept is None else kept


def _collected(portal):
    index = OOBTree()
    for place in _walk(portal):
        for principal in getattr(place, 'local_roles', None) or ():
            if principal not in index:
                index[principal] = IITreeSet()
            index[principal].add(place.__oid__)
    return index


def _walk(resource):
    yield resource
    for child in getattr(resource, 'values', tuple)():
        yield from _walk(child)
