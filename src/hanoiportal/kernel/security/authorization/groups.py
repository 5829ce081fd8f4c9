"""Groups of accounts: a role granted to a group is held by each of its members (clause 8.7)."""
import secrets
import unicodedata

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from ....base.i18n import _
from ...tree.interfaces import NOTHING

LONGEST = 200


class BadGroup(ValueError):
    """A group that cannot be; ``args[0]`` is a translatable reason."""


class Group(Persistent):
    """Nhóm: accounts that are given roles together.

    ``id``: what grants name, ``'g'`` and 16 hexadecimal digits.  ``basis``: the decision by which
    the group is there.  ``members``: ids of accounts; changed by ``join`` and ``leave`` alone.
    """

    def __init__(self, title, basis=''):
        self.id = 'g' + secrets.token_hex(8)
        self.title = title
        self.basis = basis
        self.members = OOTreeSet()


def create_group(accounts, title, basis=''):
    """Add a group to ``accounts``, the portal's, and return it.

    Raises ``BadGroup`` if it has no title or one that another has.
    """
    title = unicodedata.normalize('NFC', title).strip()[:LONGEST]
    if not title:
        raise BadGroup(_('Nhóm phải có tên.'))
    if any(group.title == title for group in accounts.groups.values()):
        raise BadGroup(_('Nhóm «${title}» đã có.', mapping={'title': title}))
    if accounts.groups is NOTHING:
        accounts.groups = OOBTree()
    group = Group(title, basis.strip()[:500])
    accounts.groups[group.id] = group
    return group


def join(group, account):
    """Make ``account`` a member of ``group``."""
    if account.id not in group.members:
        group.members.add(account.id)
    account.groups = account.groups | {group.id}


def leave(group, account):
    """End the membership of ``account`` in ``group``; return whether there was one."""
    found = account.id in group.members
    if found:
        group.members.remove(account.id)
        account.groups = account.groups - {group.id}
    return found


def dissolve(accounts, group):
    """Take ``group`` out of ``accounts``; what was granted to it is held by nobody any more."""
    for member in list(group.members):
        account = accounts.by_id.get(member)
        if account is not None:
            leave(group, account)
    del accounts.groups[group.id]


def principals_of(portal, account):
    """Return the ids under which ``account`` holds roles: its own and those of its groups."""
    groups = portal['accounts'].groups
    return frozenset({account.id}.union(each for each in account.groups if each in groups))
