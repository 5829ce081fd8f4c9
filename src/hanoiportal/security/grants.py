"""Local roles: who holds which role at a place, on which decision, from when to when."""
import datetime
from dataclasses import dataclass

from persistent.mapping import PersistentMapping
from pyramid.location import lineage

from ..tree.interfaces import NOTHING
from .roles import ROLES


@dataclass(frozen=True)
class Grant:
    """One role granted at one place (clause 8.7).

    ``basis``: the decision that grants it, as text.
    ``starts``, ``ends``: aware UTC ``datetime`` or ``None``; the end is exclusive.
    """

    basis: str = ''
    starts: datetime.datetime | None = None
    ends: datetime.datetime | None = None

    def holds(self, now):
        """Return whether the grant is in force at ``now``."""
        return (self.starts is None or self.starts <= now) and (
            self.ends is None or now < self.ends)


class LocalRoles(PersistentMapping):
    """``{principal id: {role: Grant}}`` of one place; a class of its own, so that a transaction
    which changed roles is known by its records.
    """


def grant(resource, principal, role, given=None):
    """Give ``principal`` (an account's id) ``role`` at ``resource`` and below.

    Raises ``KeyError`` for a role that is not in the table.
    """
    if role not in ROLES:
        raise KeyError(role)
    if resource.local_roles is NOTHING:
        resource.local_roles = LocalRoles()
    held = dict(resource.local_roles.get(principal, ()))
    resource.local_roles[principal] = {**held, role: given or Grant()}


def revoke(resource, principal, role):
    """End ``role`` of ``principal`` at ``resource``; return whether it was held there."""
    held = dict(resource.local_roles.get(principal, ()))
    found = held.pop(role, None) is not None
    if found and held:
        resource.local_roles[principal] = held
    elif found:
        del resource.local_roles[principal]
    return found


def roles_at(resource, principal, now):
    """Return the set of roles that ``principal`` holds at ``resource`` at ``now``."""
    return {
        role
        for place in lineage(resource) if place.local_roles
        for role, given in place.local_roles.get(principal, {}).items() if given.holds(now)}


def holdings(resource):
    """Yield ``(place, principal, role, Grant)`` of all that is granted at ``resource`` or above,
    nearest place first, whether in force or not.
    """
    for place in lineage(resource):
        for principal, held in sorted((getattr(place, 'local_roles', None) or {}).items()):
            for role, given in sorted(held.items()):
                yield place, principal, role, given
