"""Local roles: who holds which role at a place, on which decision, from when to when.

A principal is an account or a group, by its id.  The roles of the Editorial Board are granted by
``seat`` alone, which ``boards`` calls; everything else goes through ``grant``.
"""
import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from persistent.mapping import PersistentMapping
from pyramid.location import inside, lineage
from pyramid.traversal import find_root

from ....base.interfaces import IPortal, IResource, ISite
from ...tree.interfaces import NOTHING
from .places import Place, forget_place, remember_place
from .roles import BOARD, EDITORIAL, GRANTABLE
from .workplaces import note_workplace


@dataclass(frozen=True)
class Grant:
    """One role granted at one place (clause 8.7).

    ``basis``: the decision that grants it, as text.
    ``starts``, ``ends``: aware UTC; the end is exclusive.
    """

    basis: str = ''
    starts: datetime.datetime | None = None
    ends: datetime.datetime | None = None

    def holds(self, now: datetime.datetime) -> bool:
        """Return whether the grant is in force at ``now``."""
        return (self.starts is None or self.starts <= now) and (
            self.ends is None or now < self.ends)

    def begun(self, now: datetime.datetime) -> 'Grant':
        """Return it with its first moment, which is ``now`` unless another one was laid down."""
        return self if self.starts else replace(self, starts=now)


class LocalRoles(PersistentMapping):
    """``{principal id: {role: Grant}}`` of one place; a class of its own, so that a transaction
    which changed roles is known by its records.
    """


def grant(resource: Place, principal: str, role: str, given: Grant | None = None) -> None:
    """Give ``principal`` (the id of an account or group) ``role`` at ``resource`` and below.

    Raises ``KeyError`` for a role that is not granted so: one of the board's, or none at all.
    """
    if role not in GRANTABLE:
        raise KeyError(role)
    _give(resource, principal, role, given or Grant())


def seat(resource: Place, principal: str, role: str, given: Grant) -> None:
    """Give an account a role of the board of the site ``resource``; for ``boards`` alone.

    Raises ``KeyError`` for any other role.
    """
    if role not in BOARD:
        raise KeyError(role)
    _give(resource, principal, role, given)


def _give(resource: Place, principal: str, role: str, given: Grant) -> None:
    if resource.local_roles is NOTHING:
        resource.local_roles = LocalRoles()
    held = dict(resource.local_roles.get(principal, ()))
    resource.local_roles[principal] = {**held, role: given}
    remember_place(resource, principal)
    if role in EDITORIAL:
        _note_workplaces(resource, principal)


def _note_workplaces(resource: Place, principal: str) -> None:
    """Note where ``principal``, or the members of that group, work, if that is not noted."""
    portal = find_root(resource)
    if IPortal.providedBy(portal):
        accounts = portal['accounts']
        group = accounts.groups.get(principal)
        for each in (principal,) if group is None else group.members:
            if each in accounts.by_id:
                note_workplace(portal, accounts.by_id[each])


def revoke(resource: Place, principal: str, role: str) -> bool:
    """End ``role`` of ``principal`` at ``resource``; return whether it was held there.

    A role of the board is not ended so: the answer is ``False``.
    """
    return role not in BOARD and _take(resource, principal, role)


def unseat(resource: Place, principal: str, role: str) -> bool:
    """Take from an account a role of the board of the site ``resource``, as if it had never been
    given; for ``boards`` alone.  Return whether it was held.
    """
    return role in BOARD and _take(resource, principal, role)


def _take(resource: Place, principal: str, role: str) -> bool:
    held = dict(resource.local_roles.get(principal, ()))
    found = held.pop(role, None) is not None
    if found and held:
        resource.local_roles[principal] = held
    elif found:
        del resource.local_roles[principal]
        forget_place(resource, principal)
    return found


def roles_at(
        resource: IResource, principals: Collection[str], now: datetime.datetime,
        known: dict[IResource, frozenset[str]] | None = None) -> frozenset[str]:
    """Return the roles granted to ``principals`` at ``resource``, in force at
    ``now``: there or above, those of the editorial staff no higher than the nearest site.

    ``principals``: ids, see ``groups.principals_of``.
    ``known``: in which answers for the places above are kept for the next question by
    the same principals at the same moment.
    """
    found = None if known is None else known.get(resource)
    if found is None:
        found = _granted(resource, principals, now) | _inherited(
            resource, principals, now, known)
        if known is not None:
            known[resource] = found
    return found


def _granted(
        place: IResource, principals: Collection[str], now: datetime.datetime) -> frozenset[str]:
    local = getattr(place, 'local_roles', NOTHING)
    return frozenset(
        role for principal in principals if principal in local
        for role, given in local[principal].items() if given.holds(now)
    ) if local else frozenset()


def _inherited(
        place: IResource, principals: Collection[str], now: datetime.datetime,
        known: dict[IResource, frozenset[str]] | None) -> frozenset[str]:
    if place.__parent__ is None:
        return frozenset()
    above = roles_at(place.__parent__, principals, now, known)
    return above - EDITORIAL if ISite.providedBy(place) else above


def holdings(resource: IResource) -> Iterator[tuple[IResource, str, str, Grant]]:
    """Yield ``(place, principal, role, given)`` of all that is granted at ``resource`` or above,
    and reaches down to it, nearest place first, whether in force or not.
    """
    beyond = False
    for place in lineage(resource):
        for principal, held in sorted((getattr(place, 'local_roles', None) or {}).items()):
            for role, given in sorted(held.items()):
                if not (beyond and role in EDITORIAL):
                    yield place, principal, role, given
        beyond = beyond or ISite.providedBy(place)


def holders_of(resource: IResource, roles: Collection[str], now: datetime.datetime) -> set[str]:
    """Return the ids of the accounts that hold one of ``roles`` at ``resource`` or above it in its
    site, themselves or as members of a group, at ``now``, aware UTC.
    """
    groups = find_root(resource)['accounts'].groups
    found: set[str] = set()
    site = next(filter(ISite.providedBy, lineage(resource)))
    for place, principal, role, given in holdings(resource):
        if role in roles and given.holds(now) and inside(place, site):
            found |= set(groups[principal].members) if principal in groups else {principal}
    return found
