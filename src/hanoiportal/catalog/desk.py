"""``IWorkCatalog``: what somebody may see or do, by roles and places (decision D5).

A role allows a permission in some states, at the places where it is granted and below.  So what
an asker may do is a union, over their grants, of the documents within the place and in one of
the states; granting or ending a role indexes nothing anew.
"""
from collections import defaultdict

from pyramid.location import lineage
from pyroaring import BitMap
from zope.interface import implementer

from ..interfaces import IClock, IItem
from ..permissions import DESK
from ..security.groups import principals_of
from ..security.places import places_of
from ..security.roles import ANYBODY, EDITORIAL, OWNER, ROLES
from ..tree.lookup import texts_of
from .entries import OPEN
from .interfaces import Batch, IWorkCatalog


class Reach:
    """Where somebody holds which roles, as the catalog asks for it.

    ``grants``: pairs of a place and the roles that are in force there.
    ``principal``: the id of the account itself.
    """

    def __init__(self, portal, principal, grants):
        self._portal = portal
        self._catalog = portal.indexes.catalog
        self._grants = list(grants)
        self.principal = principal

    def permitted(self, permission, place=None):
        """Return the ids of all below ``place`` that ``permission`` is allowed on, a bitmap."""
        found = BitMap()
        began = BitMap()
        for states, (covered, staff) in self._areas(permission, place).items():
            found |= covered & self._in_states(states)
            began |= staff
        own = ROLES[OWNER].get(permission)
        if own and began:
            found |= began & self._in_states(own) & self._facet('began', self.principal)
        return found if place is None else found & self._within(place)

    def _areas(self, permission, below):
        """Return ``{states: (all ids there, those of the editorial staff)}`` of the grants."""
        areas = defaultdict(lambda: (BitMap(), BitMap()))
        for place, roles in self._grants:
            if below is None or below in lineage(place) or place in lineage(below):
                for editorial in (False, True):
                    held = [role for role in roles if (role in EDITORIAL) is editorial]
                    if held:
                        covered, staff = areas[self._states(permission, held)]
                        ids = self._area(place, editorial)
                        covered |= ids
                        staff |= ids if editorial else BitMap()
        return areas

    def _area(self, place, editorial):
        """Return the ids of the documents at ``place`` and below, within the border of its site
        for a role of the editorial staff.
        """
        ids = self._within(place)
        if IItem.providedBy(place):
            ids |= BitMap([text.__oid__ for text in texts_of(place)])
        sites = self._portal['sites']
        if editorial and place in (self._portal, sites):
            ids -= self._within(sites)
        return ids

    def _states(self, permission, roles):
        """Return the states in which any of ``roles`` allows ``permission``; who works at a place
        may do there what anybody may with what is open to all.
        """
        states = frozenset().union(*[ROLES[role].get(permission, ()) for role in roles])
        if permission in ANYBODY and any(DESK in ROLES[role] for role in roles):
            states |= {OPEN}
        return states

    def _in_states(self, states):
        return BitMap().union(*[self._facet('state', state) for state in states])

    def _within(self, place):
        return self._facet('within', place.__oid__)

    def _facet(self, name, value):
        return self._catalog[name].bitmap(value)


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
        page = self._changed.first(found, size, start)
        return Batch(tuple(map(self._objects.__getitem__, page)), len(found), start, size)

    def count(self, wanted):
        return len(self._found(wanted))

    def best(self, wanted, size):
        found = self._found(wanted)
        page = self._catalog['text'].rank(wanted.text, found, size, self._changed.first)
        return [self._objects[docid] for docid in page]

    def _found(self, wanted):
        found = self._allowed(wanted.permission, wanted.place)
        for name, values in (('state', wanted.states), ('type', wanted.types),
                             ('language', wanted.languages), ('flags', wanted.flags)):
            if values:
                found = found & self._any(name, values)
        for name, value in (('authors', wanted.author), ('assignees', wanted.assignee)):
            if value is not None:
                found = found & self._any(name, [value])
        found = found - self._any('language', wanted.not_languages)
        found -= self._any('flags', wanted.not_flags)
        if wanted.not_author is not None:
            found -= self._any('authors', [wanted.not_author])
        if wanted.review_by is not None:
            found &= self._catalog['review_by'].bitmap_up_to(wanted.review_by)
        return found if wanted.text is None else found & self._catalog['text'].match(wanted.text)

    def _any(self, name, values):
        return BitMap().union(*map(self._catalog[name].bitmap, values))

    def _allowed(self, permission, place):
        """Return what is permitted; asked for once in a request for each place."""
        key = permission, getattr(place, '__oid__', None)
        if key not in self._permitted:
            self._permitted[key] = self._reach.permitted(permission, place)
        return self._permitted[key]


def reach_of(portal, account, now):
    """Return the ``Reach`` of ``account`` at ``now``, aware UTC; ``None`` reaches nothing."""
    if account is None or account.must_change_password:
        return Reach(portal, '', ())
    grants = (
        (place, frozenset(role for role, given in held.items() if given.holds(now)))
        for place, held in places_of(portal, principals_of(portal, account)))
    return Reach(portal, account.id, grants)


def work_service(request):
    now = request.registry.getUtility(IClock).now()
    return WorkCatalog(request.root, reach_of(request.root, request.identity, now))
