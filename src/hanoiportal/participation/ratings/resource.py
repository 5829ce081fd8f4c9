"""The counts as they are kept, in ``interactions``.  Renaming needs an upgrade step."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TypedDict

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent

from .interfaces import Concern, MarkCount, RatedKey

KEY = 'ratings'
#: Day of the month, code of the axis, value.
Cell = tuple[int, str, int]


class State(TypedDict):
    """The state of a ``RatingTally``."""

    counts: dict[Cell, int]


class RatingTally(Persistent):
    """What was said of one thing in one month.  Several people may rate at once: what both add is
    added up.
    """

    def __init__(self) -> None:
        self.counts: dict[Cell, int] = {}

    def add(self, cell: Cell, times: int = 1) -> None:
        """Count ``cell`` once more, or ``times``."""
        self.counts = {**self.counts, cell: self.counts.get(cell, 0) + times}

    def said(self) -> Iterator[MarkCount]:
        """Yield what was said, by day, axis and value."""
        for (day, axis, value), times in sorted(self.counts.items()):
            yield MarkCount(day, axis, value, times)

    def _p_resolveConflict(self, old: State, saved: State, new: State) -> State:
        """Add what this transaction has added to what was saved meanwhile."""
        added = Counter(new['counts'])
        added.subtract(old['counts'])
        counts = Counter(saved['counts'])
        counts.update(added)
        return {**saved, 'counts': {cell: times for cell, times in counts.items() if times}}


class RatingBook(Persistent):
    """``months``: ``RatingTally`` by the fields of a ``RatedKey``.  ``concerns``: ``Concern`` by
    number, from 1.
    """

    def __init__(self) -> None:
        self.months = OOBTree()
        self.concerns = LOBTree()

    def tally(self, key: RatedKey) -> RatingTally:
        """Return the tally of ``key`` for writing."""
        found: RatingTally | None = self.months.get(tuple(key))
        if found is None:
            found = self.months[tuple(key)] = RatingTally()
        return found

    def of_site(self, site: int, first: str, last: str) -> Iterator[tuple[RatedKey, RatingTally]]:
        """Yield the tallies of a site in the months from ``first`` to ``last``."""
        for key, tally in self.months.items((site, first), (site, last, 2 ** 63)):
            yield RatedKey(*key), tally

    def sites(self) -> list[int]:
        """Return the object ids of the sites that have a tally."""
        found: list[int] = []
        after: tuple[int, ...] = (0,)
        while True:
            try:
                site: int = self.months.minKey(after)[0]
            except ValueError:
                return found
            found.append(site)
            after = (site + 1,)

    def put(self, concern: Concern) -> int:
        """Keep a new concern and return its number."""
        number = self.concerns.maxKey() + 1 if self.concerns else 1
        self.concerns[number] = concern
        return int(number)
