"""VNeID của cán bộ: the electronic identity that opens an account in place of its password (ADR
106).  What is kept is a mark that means nothing elsewhere: no number and no name.
"""
from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from BTrees.OOBTree import OOBTree

from ...tree.interfaces import NOTHING

if TYPE_CHECKING:
    from .accounts import Account, Accounts


@dataclass(frozen=True)
class BoundIdentity:
    """``mark``: keyed hash of the identity, for accounts alone.  ``at``: when its owner bound it,
    aware UTC.
    """

    mark: str
    at: datetime.datetime


class IdentityTaken(Exception):
    """The identity opens another account."""


def bind(account: Account, mark: str, now: datetime.datetime) -> None:
    """Let the identity with ``mark`` open ``account`` alone, in place of the one before; end every
    session.  Raises ``IdentityTaken``.
    """
    accounts = _accounts(account)
    if accounts.vneid.get(mark, account.id) != account.id:
        raise IdentityTaken
    unbind(account)
    if accounts.vneid is NOTHING:
        accounts.vneid = OOBTree()
    accounts.vneid[mark] = account.id
    account.vneid = BoundIdentity(mark, now)
    account.generation += 1


def unbind(account: Account) -> None:
    """Let no identity open ``account`` any more; where one did, end every session."""
    if account.vneid is not None:
        _accounts(account).vneid.pop(account.vneid.mark, None)
        account.vneid = None
        account.generation += 1


def bound_to(accounts: Accounts, mark: str) -> Account | None:
    """Return the account that the identity with ``mark`` opens now, or ``None``."""
    account = accounts.by_id.get(accounts.vneid.get(mark))
    return account if account is not None and account.is_open else None


def _accounts(account: Account) -> Accounts:
    # Only who is in has an identity bound.
    return cast('Accounts', account.__parent__)
