"""The persistent entries, in the ``interactions`` database.  Renaming needs an upgrade step."""
from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING

from BTrees.LLBTree import LLBTree, LLTreeSet
from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent

from ...kernel.security.interactions import kept_or_new
from .interfaces import WAITING, Entry, FeedState, Read

if TYPE_CHECKING:
    from ...base.interfaces import IPortal

#: Name in the root of the database.
KEY = 'aggregation'


class Aggregated(Persistent):
    """``feeds``: tuples of ``FeedState`` by site.  ``entries``: tuples of ``Entry`` by number.

    ``known``: number by site and key.  ``waiting``: numbers.  ``decided``: number of what was
    decided, by −1, −2, …: the latest decision is the first.
    """

    def __init__(self) -> None:
        self.feeds = OOBTree()
        self.entries = LOBTree()
        self.known = OOBTree()
        self.waiting = LLTreeSet()
        self.decided = LLBTree()

    def feed(self, site: str, address: str) -> FeedState | None:
        """Return how the feed of ``site`` at ``address`` stands, ``None`` if it was never asked
        there.
        """
        found = self.feeds.get(site)
        state = None if found is None else FeedState(*found)
        return state if state and state.address == address else None

    def put_feed(self, site: str, state: FeedState) -> None:
        """Keep how the feed of ``site`` stands."""
        self.feeds[site] = tuple(state)

    def get(self, number: int) -> Entry | None:
        """Return the entry with that number, or ``None``."""
        found = self.entries.get(number)
        return None if found is None else Entry(*found)

    def newest(self, start: int, most: int) -> list[Entry]:
        """Return at most ``most`` entries that wait, the latest first, from place ``start``."""
        numbers = list(self.waiting)[::-1][start:start + most]
        return [Entry(*self.entries[number]) for number in numbers]

    def latest(self) -> Iterator[Entry]:
        """Yield the entries that do not wait, each once, the latest decision first."""
        seen: set[int] = set()
        for number in self.decided.values():
            if number not in self.waiting and number not in seen:
                seen.add(number)
                yield Entry(*self.entries[number])

    def put(self, entry: Entry) -> None:
        """Keep ``entry``, new or changed."""
        self.entries[entry.number] = tuple(entry)
        self.known[entry.site, entry.key] = entry.number
        if entry.state == WAITING:
            self.waiting.insert(entry.number)
        else:
            self.waiting.remove(entry.number)
            self.decided[self.decided.minKey() - 1 if self.decided else -1] = entry.number

    def add(self, site: str, read: Read, now: datetime.datetime) -> None:
        """Keep what was ``read`` of the feed of ``site``, unless somebody has decided on it."""
        known = self.known.get((site, read.key))
        number = known or (self.entries.maxKey() + 1 if self.entries else 1)
        entry = Entry(number, site, read.key, read.title, read.address, read.summary,
                      read.moment if read.moment and read.moment <= now else None, now)
        before = self.get(number)
        if before is None or before.state == WAITING and entry._replace(
                pulled=before.pulled) != before:
            self.put(entry)


def aggregated_in(portal: IPortal) -> Aggregated:
    """Return what is kept for ``portal``; of one that has nothing yet, it is not kept."""
    return kept_or_new(portal, KEY, Aggregated)
