"""Đường dẫn đặt mật khẩu: what the owner of an account is sent in place of a password that others
would know (ASVS 5.0, 6.4.6; ADR 53).

It opens for the hours of the row ``password_link`` of ``account_rules.csv``, until a password is
set by it; then, and when another is sent, it opens nothing any more.
"""
from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from BTrees.OOBTree import OOBTree

from ....base.interfaces import IClock
from ...tree.interfaces import NOTHING
from .rules import PASSWORD_LINK, IAccountRules
from .tokens import key_of, new_token

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from .accounts import Account, Accounts

#: The page that takes the code of a link.
VIEW_NAME = 'password-new'


@dataclass(frozen=True)
class PasswordLink:
    """``key``: SHA-256 of its token, which is kept nowhere.  ``at``: when it was sent, aware UTC.
    """

    key: str
    at: datetime.datetime


def hours(registry: Registry) -> int:
    """Return for how many hours links open now; 0 where the rules know of none."""
    number: int = registry.getUtility(IAccountRules).number(
        PASSWORD_LINK, registry.getUtility(IClock).now())
    return number


def new_link(account: Account, now: datetime.datetime) -> str:
    """Close the password of ``account``, end its sessions, and return the token of its new link.

    ``now``: aware UTC.
    """
    account.close_password()
    accounts, token = _accounts(account), new_token()
    account.link = PasswordLink(key_of(token), now)
    if accounts.links is NOTHING:
        accounts.links = OOBTree()
    accounts.links[account.link.key] = account.id
    return token


def drop_link(account: Account) -> None:
    """Let the link of ``account`` open nothing any more, if it has one."""
    if account.link is not None:
        _accounts(account).links.pop(account.link.key, None)
        account.link = None


def end_links(accounts: Accounts) -> int:
    """Let no link open anything any more; return how many there were."""
    ended = [account for account in accounts.by_id.values() if account.link is not None]
    for account in ended:
        drop_link(account)
    return len(ended)


def _accounts(account: Account) -> Accounts:
    # Nobody is sent a link before the account stands among the others.
    return cast('Accounts', account.__parent__)


def opens(account: Account, key: str, registry: Registry) -> bool:
    """Return whether the link with ``key`` opens ``account`` now."""
    since: datetime.datetime | None = registry.getUtility(IAccountRules).before(
        PASSWORD_LINK, registry.getUtility(IClock).now())
    link = account.link
    return account.is_open and link is not None and link.key == key and (
        since is not None and since < link.at)


def opened_by(accounts: Accounts, key: str, registry: Registry) -> Account | None:
    """Return the account among ``accounts`` that the link with ``key`` opens, or ``None``."""
    account = accounts.by_id.get(accounts.links.get(key))
    return account if account is not None and opens(account, key, registry) else None
