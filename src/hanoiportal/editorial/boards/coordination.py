"""Who works for another body gets no role at a site without rules of coordination (9.3, 16.1)."""
from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple, cast

from pyramid.registry import Registry

from ...base.clock import local
from ...base.i18n import _
from ...kernel.security.authorization.groups import principals_of
from ...kernel.security.authorization.places import places_of
from ...kernel.security.authorization.roles import (
    CONTRIBUTOR,
    EDITOR,
    RESPONDER,
    TRANSLATOR,
)
from ...kernel.security.authorization.workplaces import workplace_of
from ...kernel.tree.lookup import find_portal, find_site, is_of_city, is_practice
from .interfaces import ICoordination

if TYPE_CHECKING:
    from ...base.interfaces import IPortal, IResource, ISite
    from ...kernel.security.authentication.accounts import Account

#: Roles by which somebody puts texts into the database that all sites share, or reads who has
#: written to a body.
COORDINATED = frozenset({CONTRIBUTOR, TRANSLATOR, EDITOR, RESPONDER})
NOT_COORDINATED = _(
    'Người này công tác ở cơ quan khác. Trước khi giao vai trò, hãy ghi quy chế phối hợp còn hiệu '
    'lực vào Sổ văn bản quản lý, vận hành của trang này (khoản 3 Điều 9, khoản 1 Điều 16); nếu '
    'người này đã chuyển công tác, đề nghị đơn vị vận hành sửa cơ quan công tác của tài khoản.')
NOT_KNOWN = _(
    'Người này mới chỉ có vai trò ở trang thực hành nên Cổng chưa biết công tác ở cơ quan nào '
    '(khoản 1 Điều 20, khoản 3 Điều 9). Trước khi giao vai trò, đề nghị đơn vị vận hành ghi cơ '
    'quan công tác của tài khoản.')
#: Says what stands against giving a role at a place to a principal; ``''`` for nothing.
Objection = Callable[['IResource', str, str], str]


class Outsider(NamedTuple):
    """An account with a role of ``COORDINATED`` at a site of a body that it does not work for.

    ``ends``: of the last of these roles, aware UTC, ``None`` for never.
    """

    site: ISite
    account: str
    ends: datetime.datetime | None


def objection(registry: Registry, now: datetime.datetime) -> Objection:
    """Return what asks for the rules that are in force at ``now``."""
    def asked(place: IResource, principal: str, role: str) -> str:
        if role not in COORDINATED:
            return ''
        if just_practises(place, principal):
            return NOT_KNOWN
        if not is_of_another(place, principal) or is_laid_down(registry, find_site(place), now):
            return ''
        return NOT_COORDINATED

    return asked


def is_laid_down(registry: Registry, site: ISite, at: datetime.datetime) -> bool:
    """Return whether rules of coordination hold at ``site`` at ``at``, aware UTC."""
    coordination: ICoordination = registry.getUtility(ICoordination)
    return coordination.is_laid_down(site, local(at).date())


def is_of_another(place: IResource, principal: str) -> bool:
    """Return whether ``principal``, an account or a member of that group, works for another body
    than that of ``place``.
    """
    portal, site = find_portal(place), find_site(place)
    theirs = {workplace_of(portal, each) for each in _people(portal, principal)}
    return not is_of_city(site) and not theirs <= {site, None}


def just_practises(place: IResource, principal: str) -> bool:
    """Return whether ``principal``, or a member of that group, has roles at the practice site and
    no known workplace, so that nobody can tell whether the body of ``place`` is theirs.
    """
    portal = find_portal(place)
    return not is_of_city(find_site(place)) and any(
        workplace_of(portal, each) is None and any(
            is_practice(cast('IResource', held))
            for held, _roles in places_of(portal, principals_of(portal, each)))
        for each in _people(portal, principal))


def _people(portal: IPortal, principal: str) -> list[Account]:
    """Return the account with that id, or the members of that group."""
    accounts = portal['accounts']
    group = accounts.groups.get(principal)
    people = (principal,) if group is None else group.members
    return [accounts.by_id[each] for each in people if each in accounts.by_id]


def outsiders(portal: IPortal, now: datetime.datetime) -> Iterator[Outsider]:
    """Yield each ``Outsider`` whose role is in force at ``now`` or later."""
    for account in portal['accounts'].values():
        last: dict[ISite, datetime.datetime | None] = {}
        for place, held in places_of(portal, principals_of(portal, account)):
            site = find_site(cast('IResource', place))
            for role, given in held.items():
                if role in COORDINATED and (given.ends is None or now < given.ends):
                    known = last.setdefault(site, given.ends)
                    last[site] = known and given.ends and max(known, given.ends)
        if last:
            own = workplace_of(portal, account)
            yield from (Outsider(site, account.id, ends) for site, ends in last.items()
                        if own not in (site, None) and not is_of_city(site))
