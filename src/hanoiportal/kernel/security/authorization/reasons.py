"""Which roles somebody holds on a resource, and why."""
from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ....base.interfaces import IItem, ITranslation, IWorkingVersion
from ....base.permissions import ADD, DESK, VIEW
from ...workflow.interfaces import PUBLIC
from .grants import Grant, holdings, roles_at
from .groups import HasAccounts, principals_of
from .roles import EDITORIAL, OWNER, ROLES, allows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ....base.interfaces import IResource
    from ..authentication.accounts import Account


@dataclass(frozen=True)
class Reason:
    """Why somebody holds ``role``.

    ``place``: the resource at which it was granted; for ``OWNER`` the text itself.
    ``principal``: the id to which it was granted: that of the account or of a group of theirs.
    """

    role: str
    place: IResource
    principal: str
    given: Grant


class Holder:
    """What one account holds, anywhere in the portal, at one moment.

    ``moment``: aware UTC.  What is asked for twice is looked up once: after a grant
    make another.
    """

    def __init__(self, portal: HasAccounts, account: Account, moment: datetime.datetime) -> None:
        self.portal, self.account, self.moment = portal, account, moment
        self.principals = principals_of(portal, account)
        self._known: dict[IResource, frozenset[str]] = {}

    def roles(self, resource: IResource) -> frozenset[str]:
        """Return the roles on ``resource``, ``OWNER`` among them if it is a text
        that the account has begun, and as long as it is still of the editorial staff there.
        """
        roles = roles_at(resource, self.principals, self.moment, self._known)
        if began(resource, self.account) and roles & EDITORIAL:
            return roles | {OWNER}
        return roles

    def may(self, permission: str, resource: IResource) -> str | None:
        """Return a role by which the account has ``permission`` on ``resource``, else ``None``."""
        return _first_allowing(self.roles(resource), permission, getattr(resource, 'state', None),
                               is_text(resource))

    def permissions(self, resource: IResource) -> frozenset[str]:
        """Return all that the account may do with ``resource``: for each ``may`` gives a role."""
        return _all_allowed(self.roles(resource), getattr(resource, 'state', None),
                            is_text(resource))

    def reasons(self, resource: IResource) -> Iterator[Reason]:
        """Yield the ``Reason`` of each role on ``resource``, nearest place first."""
        for place, principal, role, given in holdings(resource):
            if principal in self.principals and given.holds(self.moment):
                yield Reason(role, place, principal, given)
        if OWNER in self.roles(resource):
            yield Reason(OWNER, resource, self.account.id, Grant())


def allowing(roles: Iterable[str], permission: str, state: str | None, of_text: bool) -> set[str]:
    """Return those of ``roles`` by which one may have ``permission`` in ``state``.

    ``of_text``: whether it is a text: to work at one that is not public one must be able to read
    it, so that nobody learns from a page of the desk that it is there.
    """
    found = {role for role in roles if allows(role, permission, state)}
    hidden = of_text and state not in PUBLIC and permission in (ADD, DESK)
    if hidden and not any(allows(role, VIEW, state) for role in roles):
        return set()
    return found


@lru_cache(maxsize=4096)
def _first_allowing(
        roles: frozenset[str], permission: str, state: str | None, of_text: bool) -> str | None:
    """Return the first role of ``allowing``, else ``None``: the table is the same all the time."""
    return min(allowing(roles, permission, state, of_text), default=None)


@lru_cache(maxsize=1024)
def _all_allowed(roles: frozenset[str], state: str | None, of_text: bool) -> frozenset[str]:
    asked = {permission for role in roles for permission in ROLES[role]}
    return frozenset(permission for permission in asked
                     if _first_allowing(roles, permission, state, of_text) is not None)


def is_text(resource: object) -> bool:
    """Return whether ``resource`` is somebody's text and no place."""
    return bool(IItem.providedBy(resource) or ITranslation.providedBy(resource)
                or IWorkingVersion.providedBy(resource))


def began(resource: object, account: Account) -> bool:
    """Return whether ``account`` has begun the text ``resource``."""
    return getattr(resource, 'created_by', None) == account.id and is_text(resource)
