"""How long the password of an administrator lasts, and which may not come again: by the rules of
``account_rules.csv`` (QCVN 12:2026/BCA).  The passwords of others do not expire.
"""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from ....base.interfaces import IClock
from ..authorization.groups import principals_of
from ..authorization.places import places_of
from ..authorization.roles import WEIGHTY
from .passwords import matches
from .rules import PASSWORD_AGE, PASSWORD_NOTICE, PASSWORD_REUSE, IAccountRules

if TYPE_CHECKING:
    from collections.abc import Container

    from pyramid.registry import Registry

    from ....base.interfaces import IPortal
    from .accounts import Account


def is_bound(portal: IPortal, account: Account, now: datetime.datetime) -> bool:
    """Return whether ``account`` holds an administrator's role, anywhere, at ``now``."""
    return holds(portal, account, WEIGHTY, now)


def holds(portal: IPortal, account: Account, roles: Container[str],
          now: datetime.datetime) -> bool:
    """Return whether ``account`` holds one of ``roles``, anywhere, at ``now``."""
    return any(role in roles and given.holds(now)
               for _place, held in places_of(portal, principals_of(portal, account))
               for role, given in held.items())


def is_too_old(portal: IPortal, account: Account, registry: Registry) -> bool:
    """Return whether the password of ``account`` has to be changed before anything else.

    Where there is none, it need not.  One of which nobody knows how old it is, such as one brought
    from another portal, is too old.
    """
    now = registry.getUtility(IClock).now()
    since: datetime.datetime | None = registry.getUtility(IAccountRules).before(
        PASSWORD_AGE, now)
    if since is None or account.password_hash is None or not is_bound(portal, account, now):
        return False
    return account.password_at is None or account.password_at <= since


def days_left(portal: IPortal, account: Account, registry: Registry) -> int | None:
    """Return in how many days, from 1, the password of ``account`` will be too old; ``None`` if it
    never is, is already, or not within the days of the rule (ASVS 5.0, 6.4.5).
    """
    now, rules = registry.getUtility(IClock).now(), registry.getUtility(IAccountRules)
    if account.password_at is None or not is_bound(portal, account, now):
        return None
    for days in range(rules.number(PASSWORD_NOTICE, now) + 1):
        since = rules.before(PASSWORD_AGE, now + datetime.timedelta(days=days))
        if since is not None and account.password_at <= since:
            return days or None
    return None


def was_used(portal: IPortal, account: Account, password: str, registry: Registry) -> bool:
    """Return whether ``password`` is one that ``account`` had before the one it has: of the last
    ones, as many as the rule says, that one among them.

    It reckons a hash for each: ask it of who has proved who they are.
    """
    now = registry.getUtility(IClock).now()
    number = registry.getUtility(IAccountRules).number(PASSWORD_REUSE, now)
    if not number or not is_bound(portal, account, now):
        return False
    return any(matches(each, password) for each in account.past_passwords[:number - 1])
