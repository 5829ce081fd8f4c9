"""Khóa truy cập bắt buộc: roles whose holders come in by passkey, not by codes that can be phished
(ASVS 5.0, 6.3.3, level 3), by the setting ``portal.passkey_roles``; ``*`` is every role.

It takes effect for an account once that has two passkeys, so that nobody is locked out with a lost
device; until then the account opens nothing but the page that adds them.  Recovery codes stay.
"""
from __future__ import annotations

from typing import TYPE_CHECKING

from pyramid.traversal import find_root

from ....base.interfaces import IClock
from ....base.settings import ISettings
from ..authorization.roles import TITLES
from .aging import holds

if TYPE_CHECKING:
    from pyramid.config import Configurator
    from pyramid.registry import Registry

    from .accounts import Account

EVERY = '*'
#: Passkeys, each on a device of its own.
FEWEST = 2


def lacks_passkeys(account: Account, registry: Registry) -> bool:
    """Return whether ``account`` has to add passkeys before anything opens to it."""
    return len(account.passkeys) < FEWEST and _is_bound(account, registry)


def takes_codes(account: Account, registry: Registry) -> bool:
    """Return whether the codes of an application open ``account``."""
    return account.one_time is not None and (
        len(account.passkeys) < FEWEST or not _is_bound(account, registry))


def _is_bound(account: Account, registry: Registry) -> bool:
    roles = registry.getUtility(ISettings).passkey_roles
    return bool(roles) and holds(
        find_root(account), account, TITLES if EVERY in roles else roles,
        registry.getUtility(IClock).now())


def includeme(config: Configurator) -> None:
    unknown = set(config.registry.getUtility(ISettings).passkey_roles) - {*TITLES, EVERY}
    if unknown:
        raise ValueError(f'portal.passkey_roles: no role is called {", ".join(sorted(unknown))}; '
                         f'there are {", ".join(sorted(TITLES))}, and {EVERY} for all')
