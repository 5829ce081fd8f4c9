"""The figures as they are kept, in ``interactions``.  Renaming needs an upgrade step."""
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent

from ...kernel.storage.smalltrees import SmallOOTreeSet
from .folding import Folded, by_keys
from .values import CaseSums, Fact

KEY = 'case figures'


class FigureBook(Persistent):
    """``waiting``: ``(moment from which it is to be folded, number)``, seconds since 1970 UTC, 0
    for at once.  ``facts``: what is counted of each case, by number.  ``sums``: ``CaseSums`` by
    ``(object id, month)``.  ``is_whole``: whether the cases were taken that there were before it.
    """

    is_whole = False

    def __init__(self) -> None:
        self.waiting = SmallOOTreeSet()
        self.facts = LOBTree()
        self.sums = OOBTree()

    def due(self, now: float, most: int) -> list[tuple[float, int]]:
        """Return at most ``most`` of what waits and is to be folded at ``now``."""
        return list(islice(self.waiting.keys(max=(now, 2 ** 62)), most))

    def put(self, number: int, folded: Folded) -> None:
        """Count what is ``folded`` of that case, in place of what was counted of it."""
        before = self.facts.get(number, ())
        if folded.facts != before:
            self._count((Counter(before) - Counter(folded.facts)).elements(), -1)
            self._count((Counter(folded.facts) - Counter(before)).elements(), 1)
            self.facts[number] = folded.facts
        if folded.again is not None:
            self.waiting.insert((folded.again, number))

    def _count(self, facts: Iterable[Fact], by: int) -> None:
        for (month, oid), each in by_keys(facts).items():
            tally: CaseSums = self.sums.get((oid, month), CaseSums())
            for fact in each:
                tally = tally.changed(fact, by)
            self.sums[oid, month] = tally

    def of(self, oid: int, first: str) -> Iterator[tuple[str, CaseSums]]:
        """Yield the months of a body from ``first`` on, the earliest first."""
        for (_oid, month), tally in self.sums.items((oid, first), (oid, '9999')):
            yield month, tally

    def bodies(self) -> list[int]:
        """Return the object ids of which anything was counted."""
        return sorted({oid for oid, _month in self.sums})
