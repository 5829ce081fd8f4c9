"""``ISharing``, as plain objects that know nothing of HTTP."""
import datetime
from collections.abc import Callable, Collection
from typing import cast

from persistent import Persistent
from pyramid.request import Request
from zope.interface import implementer

from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, IResource
from ...base.permissions import MANAGE_ACCOUNTS, SHARE, Allowed
from ...kernel.security.authentication.accounts import Account
from ...kernel.security.authorization.grants import Grant, grant, revoke
from ...kernel.security.authorization.groups import Group, principals_of
from ...kernel.security.authorization.places import places_of
from ...kernel.security.authorization.reasons import Holder
from ...kernel.security.authorization.roles import (
    ADMINISTRATOR,
    CONTRIBUTOR,
    EDITOR,
    EDITORIAL,
    GRANTABLE,
    PAYING,
    RESPONDER,
    ROLES,
    TITLES,
    TRANSLATOR,
    WEIGHTY,
)
from ...kernel.tree.events import Action, Send, send
from ...kernel.tree.lookup import find_portal
from .coordination import Objection, objection
from .interfaces import GIVE_BACK, NOT_PROVED, ISharing
from .resource import TakenRole
from .staff import staff_of

#: What who may share grants without managing accounts.
SHARED = frozenset({CONTRIBUTOR, TRANSLATOR, EDITOR, RESPONDER})
LONGEST_BASIS = 500
#: Attribute of a place: ``TakenRole`` tuple of what was taken there lately.
TAKEN = 'taken_roles'


@implementer(ISharing)
class SharingService:
    """``ISharing`` for one asker."""

    def __init__(self, portal: IPortal, allowed: Allowed,
                 held: Callable[[IResource], Collection[str]], clock: IClock, notify: Send,
                 proved: Callable[[], bool], objection: Objection) -> None:
        self.portal = portal
        self._allowed = allowed
        self._held = held  # roles of the asker at a place
        self._clock = clock
        self._notify = notify
        self._proved = proved
        self.objection = objection

    @property
    def knows_accounts(self) -> bool:
        return bool(self._allowed(MANAGE_ACCOUNTS, self.portal))

    def needs_proof(self, roles: Collection[str]) -> bool:
        return not WEIGHTY.isdisjoint(roles) and not self._proved()

    def roles(self, place: IResource) -> list[str]:
        return [role for role in TITLES if role in self._grantable(place)]

    def _grantable(self, place: IResource) -> frozenset[str]:
        found: frozenset[str] = SHARED if self._allowed(SHARE, place) else frozenset()
        if self._allowed(MANAGE_ACCOUNTS, place):
            own = self._held(place)
            found = found | SHARED | {role for role in GRANTABLE if _covered(role, own)}
        return found

    def outranks(self, account: Account) -> bool:
        return all(
            set(held) - EDITORIAL <= self._grantable(cast('IResource', place))
            for place, held in places_of(self.portal, principals_of(self.portal, account)))

    def known(self, place: IResource) -> tuple[list[Account], list[Group]]:
        accounts, groups = staff_of(place, self._clock.now())
        if self.knows_accounts:
            groups = sorted(self.portal['accounts'].groups.values(), key=lambda each: each.title)
        return accounts, groups

    def give(self, place: IResource, principal: str, role: str, basis: str,
             starts: datetime.datetime | None, ends: datetime.datetime | None, actor: str) -> None:
        given = self.checked(place, role, basis, starts, ends)
        if not self._is_known(place, principal):
            raise Refused({'principal': _('Hãy chọn một người trong danh sách.')})
        self.coordinated(place, principal, role)
        grant(place, principal, role, given.begun(self._clock.now()))
        self._notify(Action(place, 'grant_role', actor, after=role, why=given.basis,
                            principal=principal))

    def reasons_against(
            self, place: IResource, role: str, basis: str, starts: datetime.datetime | None,
            ends: datetime.datetime | None) -> dict[str, str]:
        reasons: dict[str, str] = {}
        basis = basis.strip()
        if role not in self._grantable(place):
            reasons['role'] = _('Hãy chọn một vai trò.')
        elif self.needs_proof((role,)):
            reasons['role'] = NOT_PROVED
        if not basis or len(basis) > LONGEST_BASIS:
            reasons['basis'] = _('Phải ghi căn cứ giao vai trò, ví dụ số của quyết định (8.7).')
        if starts and ends and ends <= starts:
            reasons['ends'] = _('Ngày cuối phải sau ngày đầu.')
        return reasons

    def checked(self, place: IResource, role: str, basis: str, starts: datetime.datetime | None,
                ends: datetime.datetime | None) -> Grant:
        """Return the ``Grant`` of a role that the asker may give at ``place``, or raise."""
        reasons = self.reasons_against(place, role, basis, starts, ends)
        if reasons:
            raise Refused(reasons)
        return Grant(basis.strip(), starts, ends)

    def coordinated(self, place: IResource, principal: str, role: str) -> None:
        """Raise if ``principal`` works for another body, with which nobody has laid down how."""
        against = self.objection(place, principal, role)
        if against:
            raise Refused({'principal': against})

    def _is_known(self, place: IResource, principal: str) -> bool:
        if self.knows_accounts:
            accounts = self.portal['accounts']
            return principal in accounts.by_id or principal in accounts.groups
        return any(each.id == principal for found in self.known(place) for each in found)

    def take(self, place: Persistent, principal: str, role: str, actor: str,
             why: str = '') -> None:
        held = place.local_roles.get(principal, {}).get(role)
        if role not in self._grantable(place) or not revoke(place, principal, role):
            raise Refused({'': _('Không có vai trò này để thu hồi.')})
        now = self._clock.now()
        setattr(place, TAKEN, (  # an attribute of whatever it is, like its bin
            *_lately(place, now), TakenRole(principal, role, held, actor, now)))
        self._notify(Action(place, 'revoke_role', actor, before=role, why=why or held.basis,
                            principal=principal))

    def taken(self, place: IResource, actor: str) -> list[TakenRole]:
        grantable, held = self._grantable(place), place.local_roles
        return [each for each in reversed(_lately(place, self._clock.now()))
                if each.actor == actor and each.role in grantable
                and each.role not in held.get(each.principal, ())]

    def give_back(self, place: IResource, principal: str, role: str, actor: str) -> None:
        found = next((each for each in self.taken(place, actor)
                      if (each.principal, each.role) == (principal, role)), None)
        accounts = self.portal['accounts']
        if found is None or not (principal in accounts.by_id or principal in accounts.groups):
            raise Refused({'': _('Không giao lại được: quá một ngày, hoặc vai trò đã được giao.')})
        if self.needs_proof((role,)):
            raise Refused({'': NOT_PROVED})
        self.coordinated(place, principal, role)
        grant(place, principal, role, found.given)
        self._notify(Action(place, 'grant_role', actor, after=role, why=found.given.basis,
                            principal=principal))


def _lately(place: IResource, now: datetime.datetime) -> tuple[TakenRole, ...]:
    """Return the ``TakenRole`` tuple of what was taken at ``place`` within ``GIVE_BACK``."""
    return tuple(each for each in getattr(place, TAKEN, ())
                 if now - each.moment < GIVE_BACK)


def _covered(role: str, own: Collection[str]) -> bool:
    """Return whether who holds the roles ``own`` may do all that ``role`` allows; administrators
    need not be able to pay.
    """
    passed_over: frozenset[str] = PAYING if ADMINISTRATOR in own else frozenset()
    return all(
        permission in passed_over or states <= frozenset().union(*(
            ROLES[each].get(permission, ()) for each in own))
        for permission, states in ROLES[role].items())


def sharing_service(request: Request) -> SharingService:
    """Return the ``ISharing`` of ``request``; who is not logged in may share nothing."""
    registry = request.registry
    portal, account = find_portal(request.root), request.identity
    clock = registry.getUtility(IClock)

    def held(resource: IResource) -> Collection[str]:
        return Holder(portal, account, clock.now()).roles(resource)

    return SharingService(portal, request.has_permission, held, clock, send(registry),
                          lambda: request.has_proved, objection(registry, clock.now()))
