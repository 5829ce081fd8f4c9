"""``IWorkCatalog``: what somebody may see or do, by roles and places (ADR 5).

A role allows a permission in some states, at the places where it is granted and below.  So what
an asker may do is a union, over their grants, of the documents within the place and in one of
the states; granting or ending a role indexes nothing anew.
"""
from collections import defaultdict

from pyramid.location import lineage
from pyroaring import BitMap
from zope.interface import implementer

from ...base.permissions import DESK
from ...base.values import Batch
from ...kernel.security.authorization.roles import ANYBODY, EDITORIAL, OWNER, ROLES
from .entries import OPEN
from .interfaces import IWorkCatalog
from .rolesbyplace import RolesByPlace, measured, roles_by_place_of


class Reach:
    """Where somebody holds which roles, as the catalog asks for it.

    ``standing``: a ``RolesByPlace``; what is worked out from it is kept there.
    """

    def __init__(self, portal, standing):
        self._portal = portal
        self._sites = portal['sites'].__oid__
        self._catalog = portal.indexes.catalog
        self._standing = standing
        self.principal = standing.principal

    def permitted(self, permission, place=None):
        """Return the ids of all below ``place`` that ``permission`` is allowed on, a bitmap."""
        areas = self._areas_below(place)
        found = [ids & self._in_states(_states(permission, roles)) for roles, ids in areas]
        own = ROLES[OWNER].get(permission)
        if own:
            staff = BitMap().union(*[ids for roles, ids in areas if roles & EDITORIAL])
            found.append(staff & self._facet('began', self.principal) & self._in_states(own))
        allowed = BitMap().union(*found)
        return allowed if place is None else allowed & self._within([place.__oid__])

    def held(self, wanted):
        """Return the ids of all where the asker holds one of the roles ``wanted``, a bitmap."""
        return BitMap().union(*[
            ids for roles, ids in self._areas_below(None) if roles & wanted])

    def sites(self, wanted):
        """Return the sites in which the asker holds one of the roles ``wanted``."""
        found = {held.site for held in self._standing.held if not wanted.isdisjoint(held.roles)}
        return [self._portal.__objectmap__.object_for(oid) for oid in found]

    def _areas_below(self, below):
        """Return ``[(roles, ids of the documents where just these are held)]``, once for each
        ``below``: only what lies on the same branch of the tree is of use.
        """
        key, kept = getattr(below, '__oid__', None), self._standing.areas
        if key not in kept:
            kept[key] = [(roles, self._area(held, at_border))
                         for (roles, at_border), held in self._grouped(below).items()]
        return kept[key]

    def _grouped(self, below):
        """Return ``{(roles, whether they end at the border of the sites): [Held]}``."""
        above = () if below is None else {place.__oid__ for place in lineage(below)}
        grouped, city = defaultdict(list), (self._portal.__oid__, self._sites)
        for held in self._standing.held:
            if below is None or held.oid in above or below.__oid__ in held.path:
                for roles in (held.roles & EDITORIAL, held.roles - EDITORIAL):
                    if roles:
                        grouped[roles, bool(roles & EDITORIAL) and held.oid in city].append(held)
        return grouped

    def _area(self, grants, at_border):
        """Return the ids of the documents at the places of ``grants`` and below; of those of the
        city none that lies in a site.
        """
        ids = self._within([held.oid for held in grants])
        ids |= BitMap([oid for held in grants for oid in held.texts])
        return ids - self._within([self._sites]) if at_border else ids

    def _in_states(self, states):
        return self._catalog['state'].bitmap_of_any(states)

    def _within(self, oids):
        return self._catalog['within'].bitmap_of_any(oids)

    def _facet(self, name, value):
        return self._catalog[name].bitmap(value)


def _states(permission, roles):
    """Return the states in which any of ``roles`` allows ``permission``; who works at a place may
    do there what anybody may with what is open to all.
    """
    states = frozenset().union(*[ROLES[role].get(permission, ()) for role in roles])
    if permission in ANYBODY and any(DESK in ROLES[role] for role in roles):
        return states | {OPEN}
    return states


def _only(value):
    return () if value is None else (value,)


@implementer(IWorkCatalog)
class WorkCatalog:
    """``IWorkCatalog`` over the indexes of one portal, for the asker with ``reach``."""

    def __init__(self, portal, reach):
        self._reach = reach
        self._catalog = portal.indexes.catalog
        self._changed = portal.indexes.changed
        self._objects = portal.__objectmap__.objects
        self._permitted = {}

    def work(self, wanted, start=0, size=20):
        found = self._found(wanted)
        page = self._page(wanted, found, start, size) if found else ()
        return Batch(tuple(map(self._objects.__getitem__, page)), len(found), start, size)

    def _page(self, wanted, found, start, size):
        if wanted.review_by is None:
            return self._changed.first(found, size, start)
        return self._catalog['review_by'].in_order(found, wanted.review_by, start + size)[start:]

    def count(self, wanted):
        return len(self._found(wanted))

    def best(self, wanted, size):
        found = self._found(wanted)
        page = self._catalog['text'].rank(wanted.text, found, size, self._changed.first)
        return [self._objects[docid] for docid in page]

    def sites(self, roles):
        return self._reach.sites(roles)

    def _found(self, wanted):
        """Return the ids of what is ``wanted``, a bitmap; no more is looked up where nothing is
        left, for most lists of most people are empty.
        """
        found = None
        for ids in self._filters(wanted):
            found = ids if found is None else found & ids
            if not found:
                return found
        for name, values in (('language', wanted.not_languages), ('flags', wanted.not_flags),
                             ('authors', _only(wanted.not_author))):
            if values:
                found = found - self._any(name, values)
        return found

    def _filters(self, wanted):
        """Yield bitmaps of ids that all hold what is ``wanted``, those of few documents first."""
        if wanted.review_by is not None:
            yield self._catalog['review_by'].bitmap_up_to(wanted.review_by)
        for name, values in (('assignees', wanted.assignees), ('flags', wanted.flags),
                             ('authors', _only(wanted.author)), ('state', wanted.states),
                             ('type', wanted.types), ('language', wanted.languages)):
            if values:
                yield self._any(name, values)
        if wanted.roles:
            yield self._reach.held(wanted.roles)
        yield self._allowed(wanted.permission, wanted.place)
        if wanted.text is not None:
            yield self._catalog['text'].match(wanted.text)

    def _any(self, name, values):
        return self._catalog[name].bitmap_of_any(values)

    def _allowed(self, permission, place):
        """Return what is permitted; asked for once in a request for each place."""
        key = permission, getattr(place, '__oid__', None)
        if key not in self._permitted:
            self._permitted[key] = self._reach.permitted(permission, place)
        return self._permitted[key]


def reach_of(portal, account, now):
    """Return the ``Reach`` of ``account`` at ``now``, aware UTC; ``None`` reaches nothing."""
    if account is None or account.must_change_password:
        return Reach(portal, RolesByPlace())
    return Reach(portal, measured(portal, account, now))


def work_service(request):
    return WorkCatalog(request.root, Reach(request.root, roles_by_place_of(request)))
