"""What the inbox keeps beside the cases, in ``interactions``.  Renaming needs an upgrade step."""
import datetime
from collections.abc import Sequence
from typing import NamedTuple

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

#: Name of the book in the root of the database.
KEY = 'case inbox'
_LAST = 2 ** 62


class UnitLink(NamedTuple):
    """A link by which a unit writes an answer.  ``unit``: its name.  ``until``: aware UTC."""

    number: int
    unit: str
    until: datetime.datetime


class InboxBook(Persistent):
    """``waiting``: ``(site, number)`` of cases whose answer waits for the board; ``unclaimed``: of
    open cases that are nobody's work.  ``untold``: ``(site, number, kind of notice)`` of what
    people did that the staff was not told yet.
    ``links``: by key.  ``key_of``: the key of the link of a case, by its number.
    """

    def __init__(self) -> None:
        self.waiting = OOTreeSet()
        self.unclaimed = OOTreeSet()
        self.untold = OOTreeSet()
        self.links = OOBTree()
        self.key_of = LOBTree()

    def end(self, sites: Sequence[str], number: int) -> None:
        """Let that case wait for nobody at ``sites``, and its link open nothing."""
        for site in sites:
            drop(self.waiting, (site, number))
            drop(self.unclaimed, (site, number))
        self.drop_link(number)

    def keep_link(self, key: str, link: UnitLink) -> None:
        """Let ``key`` open ``link``, and no other link of its case anything."""
        self.drop_link(link.number)
        self.links[key] = link
        self.key_of[link.number] = key

    def drop_link(self, number: int) -> None:
        """Let no link of that case open anything."""
        key = self.key_of.pop(number, None)
        if key is not None:
            self.links.pop(key, None)


def numbers_at(found: OOTreeSet, site: str) -> list[int]:
    """Return the numbers that ``found``, a set of ``(site, number)``, has of ``site``."""
    return [number for _site, number in found.keys((site, 0), (site, _LAST))]


def drop(found: OOTreeSet, entry: tuple[str, int] | tuple[str, int, str]) -> None:
    """Let ``entry`` be in ``found`` no more."""
    if entry in found:
        found.remove(entry)
