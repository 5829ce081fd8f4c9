"""Groups of accounts: a role granted to a group is held by each of its members (clause 8.7)."""
from __future__ import annotations

import secrets
import unicodedata
from typing import TYPE_CHECKING, Protocol

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from ....base.i18n import _
from ...tree.interfaces import NOTHING

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

    from ..authentication.accounts import Account

LONGEST = 200


class BadGroup(ValueError):
    """A group that cannot be; ``args[0]`` is a translatable reason."""


class Group(Persistent):
    """Nhóm: accounts that are given roles together.

    ``id``: what grants name, ``'g'`` and 16 hexadecimal digits.  ``basis``: the decision by which
    the group is there.  ``members``: ids of accounts; changed by ``join`` and ``leave`` alone.
    """

    def __init__(self, title: str, basis: str = '') -> None:
        self.id = 'g' + secrets.token_hex(8)
        self.title = title
        self.basis = basis
        self.members = OOTreeSet()


class AccountsByName(Protocol):
    """The accounts of a portal, by their ids, and its groups, by theirs."""

    by_id: Mapping[str, Account]
    groups: MutableMapping[str, Group]


class HasAccounts(Protocol):
    """A portal, as far as ``accounts`` are found in it."""

    def __getitem__(self, name: str) -> AccountsByName:
        """Return what stands there under ``name``."""


def create_group(accounts: AccountsByName, title: str, basis: str = '') -> Group:
    """Add a group to ``accounts``, the portal's, and return it.

    Raises ``BadGroup`` if it has no title or one that another has.
    """
    title = unicodedata.normalize('NFC', title).strip()[:LONGEST]
    if not title:
        raise BadGroup(_('Nhóm phải có tên.'))
    if any(group.title == title for group in accounts.groups.values()):
        raise BadGroup(_('Nhóm “${title}” đã có.', mapping={'title': title}))
    if accounts.groups is NOTHING:
        accounts.groups = OOBTree()
    group = Group(title, basis.strip()[:500])
    accounts.groups[group.id] = group
    return group


def join(group: Group, account: Account) -> None:
    """Make ``account`` a member of ``group``."""
    if account.id not in group.members:
        group.members.add(account.id)
    account.groups = account.groups | {group.id}


def leave(group: Group, account: Account) -> bool:
    """End the membership of ``account`` in ``group``; return whether there was one."""
    found = account.id in group.members
    if found:
        group.members.remove(account.id)
        account.groups = account.groups - {group.id}
    return found


def dissolve(accounts: AccountsByName, group: Group) -> None:
    """Take ``group`` out of ``accounts``; what was granted to it is held by nobody any more."""
    for member in list(group.members):
        account = accounts.by_id.get(member)
        if account is not None:
            leave(group, account)
    del accounts.groups[group.id]


def principals_of(portal: HasAccounts, account: Account) -> frozenset[str]:
    """Return the ids under which ``account`` holds roles: its own and those of its groups."""
    groups = portal['accounts'].groups
    return frozenset({account.id}.union(each for each in account.groups if each in groups))
