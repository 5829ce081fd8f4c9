"""What one person was told.  Renaming this module needs an upgrade step."""
from BTrees.Length import Length
from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent

from ...kernel.security.interactions import get_or_create, interactions_of
from ...kernel.tree.lookup import find_portal

#: Name in the root of ``interactions`` of the ``Notices`` there, by the ids of accounts.
KEY = 'notices'

#: How many are kept for one person; the oldest go first.
MOST = 100


class Entries(LOBTree):
    """Small records: what is told to one person writes few bytes, whatever they were told."""

    max_leaf_size = 16


class Notices(Persistent):
    """Thông báo của một người: ``{number: (kind, object id, actor, details, read)}``.

    ``number``: microseconds since 1970 UTC, so that two who tell the same person something at
    once seldom meet, and are then tried again.  ``by_mail``: whether the person wants mails.
    """

    by_mail = True

    def __init__(self):
        self.entries = Entries()
        self.unread = Length()

    def add(self, moment, kind, oid, actor, details):
        """Keep one and return its number; ``moment``: aware ``datetime``."""
        number = int(moment.timestamp() * 1_000_000)
        while number in self.entries:
            number += 1
        self.entries[number] = kind, oid, actor, details, False
        self.unread.change(1)
        if len(self.entries) > MOST:
            self.drop(self.entries.minKey())
        return number

    def read(self, number):
        """Mark that one as read; nothing is written if it is, or is not there."""
        entry = self.entries.get(number)
        if entry is not None and not entry[-1]:
            self.entries[number] = (*entry[:-1], True)
            self.unread.change(-1)

    def waits(self, oid, kind):
        """Return whether something in ``kind`` was told of that resource and is not read."""
        return bool(self.unread()) and any(
            entry[:2] == (kind, oid) and not entry[-1] for entry in self.entries.values())

    def settle(self, oid, kinds):
        """Mark as read what was told in ``kinds`` of the resource with that object id."""
        if self.unread():
            for number, (kind, subject, *_more) in list(self.entries.items()):
                if subject == oid and kind in kinds:
                    self.read(number)

    def drop(self, number):
        """Forget that one."""
        if not self.entries.pop(number)[-1]:
            self.unread.change(-1)


def notices_of(account):
    """Return the ``Notices`` of ``account`` for writing."""
    if account.notices is None:
        account.notices = Notices()
    return account.notices


def inner_notices_of(account):
    """Return the ``Notices`` of ``account`` in ``interactions`` for writing."""
    return get_or_create(
        get_or_create(interactions_of(find_portal(account)), KEY, OOBTree), account.id, Notices)


def known_notices(account):
    """Return the ``Notices`` that ``account`` has: of ``content``, of ``interactions``."""
    inner = interactions_of(find_portal(account)).get(KEY, {}).get(account.id)
    return [each for each in (account.notices, inner) if each is not None]


def wants_mail(account):
    """Return whether ``account`` wants mails."""
    return account.notices is None or account.notices.by_mail
