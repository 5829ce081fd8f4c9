"""What the inbox keeps beside the cases, in ``interactions``.  Renaming needs an upgrade step."""
import datetime
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree, OOTreeSet

from ...base.interfaces import IPortal
from ...kernel.security.interactions import interactions_of
from ...kernel.storage.keptcounts import KeepsNumbers, KeptCounts
from ...kernel.storage.smalltrees import SmallOOTreeSet

#: Name of the book in the root of the database.
KEY = 'case inbox'
_LAST = 2 ** 62
#: What is counted of each site: cases that are nobody's work, answers that wait for the board.
UNCLAIMED, WAITING = COUNTED = 'unclaimed', 'waiting'


class UnitLink(NamedTuple):
    """A link by which a unit writes an answer.  ``unit``: its name.  ``until``: aware UTC."""

    number: int
    unit: str
    until: datetime.datetime


class InboxBook(KeepsNumbers):
    """``waiting``: ``(site, number)`` of cases whose answer waits for the board; ``unclaimed``: of
    open cases that are nobody's work.  ``untold``: ``(site, number, kind of notice)`` of what
    people did that the staff was not told yet.
    ``links``: by key.  ``key_of``: the key of the link of a case, by its number.  ``numbers``: how
    many by ``(UNCLAIMED or WAITING, site)``, ``None`` in books of before, until the next case.
    """

    def __init__(self) -> None:
        self.waiting = OOTreeSet()
        self.unclaimed = SmallOOTreeSet()
        self.untold = SmallOOTreeSet()
        self.links = OOBTree()
        self.key_of = LOBTree()
        self.numbers = KeptCounts()

    def put(self, what: str, site: str, number: int) -> None:
        """Let the case ``number`` be among ``what`` of ``site``, one of ``COUNTED``."""
        if (site, number) not in self._of(what):
            self._numbers().change((what, site), 1)
            self._of(what).insert((site, number))

    def drop(self, what: str, site: str, number: int) -> None:
        """Let it be there no more."""
        if (site, number) in self._of(what):
            self._numbers().change((what, site), -1)
            self._of(what).remove((site, number))

    def number(self, what: str, site: str) -> int:
        """Return how many ``site`` has of ``what``."""
        if self.numbers is None:
            return len(numbers_at(self._of(what), site))
        return self.numbers.of((what, site))

    def _of(self, what: str) -> OOTreeSet:
        return self.unclaimed if what == UNCLAIMED else self.waiting

    def _right(self) -> Iterator[object]:
        return ((what, site) for what in COUNTED for site, _number in self._of(what))

    def end(self, sites: Sequence[str], number: int) -> None:
        """Let that case wait for nobody at ``sites``, and its link open nothing."""
        for site in sites:
            self.drop(WAITING, site, number)
            self.drop(UNCLAIMED, site, number)
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


def recount(portal: IPortal) -> int:
    """Let the numbers of the book be what there is; return how many were not."""
    book: InboxBook | None = interactions_of(portal).get(KEY)
    return 0 if book is None else book.mend()


def numbers_at(found: OOTreeSet, site: str) -> list[int]:
    """Return the numbers that ``found``, a set of ``(site, number)``, has of ``site``."""
    return [number for _site, number in found.keys((site, 0), (site, _LAST))]
