"""Sessions that were ended by logging out: a copy of their cookie opens nothing any more.

The cookie itself cannot be called back, so the ``interactions`` database remembers the session
until it would have ended anyway (ASVS 5.0, 7.4.1).
"""
from BTrees.OOBTree import OOBTree
from persistent import Persistent

#: Where the portal mounts the database, and the key of the record in its root.
MOUNT, KEY = 'interactions', 'ended'


class Ended(Persistent):
    """``{session id: aware UTC datetime until which it would have lasted}``."""

    def __init__(self):
        self.until = OOBTree()

    def add(self, session, until, now):
        """Remember ``session``, and forget those that ``now`` are over anyway."""
        for over in [each for each, when in self.until.items() if when <= now]:
            del self.until[over]
        self.until[session] = until


def is_ended(portal, session):
    """Return whether ``session`` was ended by logging out."""
    ended = portal[MOUNT].mounted().get(KEY)
    return ended is not None and session in ended.until


def end(portal, session, until, now):
    """End ``session``, which would have lasted until ``until``; writes no other database."""
    root = portal[MOUNT].mounted()
    if KEY not in root:
        root[KEY] = Ended()
    root[KEY].add(session, until, now)
