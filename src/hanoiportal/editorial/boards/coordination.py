"""Who works for another body gets no account of a site without rules of coordination (9.3, 16.1).
"""
from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from pyramid.registry import Registry

from ...base.clock import local
from ...base.i18n import _
from ...kernel.security.authorization.groups import principals_of
from ...kernel.security.authorization.places import places_of
from ...kernel.security.authorization.roles import CONTRIBUTOR, EDITOR, EDITORIAL, TRANSLATOR
from ...kernel.tree.lookup import find_portal, find_site
from .interfaces import ICoordination

if TYPE_CHECKING:
    from ...base.interfaces import IResource

#: Roles by which somebody puts texts into the database that all sites share.
WRITING = frozenset({CONTRIBUTOR, TRANSLATOR, EDITOR})
NOT_COORDINATED = _(
    'Người này đang làm việc cho trang khác. Trước khi giao vai trò, hãy ghi quy chế phối hợp còn '
    'hiệu lực vào Sổ văn bản quản lý, vận hành của trang này (khoản 3 Điều 9, khoản 1 Điều 16).')
#: Says what stands against giving a role at a place to a principal; ``''`` for nothing.
Objection = Callable[['IResource', str, str], str]


def objection(registry: Registry, now: datetime.datetime) -> Objection:
    """Return what asks for the rules that are in force at ``now``."""
    def asked(place: IResource, principal: str, role: str) -> str:
        site = find_site(place)
        if role not in WRITING or not is_of_another(place, principal, now) or (
                registry.getUtility(ICoordination).is_laid_down(site, local(now).date())):
            return ''
        return NOT_COORDINATED

    return asked


def is_of_another(place: IResource, principal: str, now: datetime.datetime) -> bool:
    """Return whether ``principal``, an account or group, works for other sites alone, and not for
    that of ``place``.
    """
    portal, site = find_portal(place), find_site(place)
    account = portal['accounts'].by_id.get(principal)
    principals = (principal,) if account is None else principals_of(portal, account)
    sites = [find_site(cast('IResource', each)) for each, held in places_of(portal, principals)
             if any(role in EDITORIAL and (given.ends is None or now < given.ends)
                    for role, given in held.items())]
    return bool(sites) and site not in sites
