"""How many there are of each kind, kept where they change, so that no page counts them."""
from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from BTrees.Length import Length
from BTrees.OOBTree import OOBTree
from persistent import Persistent


class KeptCounts(Persistent):
    """``lengths``: ``Length`` by key, any that sorts.  Two transactions that count the same key at
    once both hold.  Renaming needs an upgrade step.
    """

    def __init__(self, keys: Iterable[object] = ()) -> None:
        self.lengths: OOBTree[object, Length] = OOBTree(
            {key: Length(number) for key, number in Counter(keys).items()})

    def of(self, key: object) -> int:
        """Return how many there are."""
        found = self.lengths.get(key)
        return 0 if found is None else int(found())

    def change(self, key: object, by: int) -> None:
        """Let there be so many more."""
        if not by:
            return
        found = self.lengths.get(key)
        if found is None:
            self.lengths[key] = Length(by)
        else:
            found.change(by)

    def replace(self, before: Iterable[object], after: Iterable[object]) -> None:
        """Let one of each key in ``after`` stand for one of each in ``before``."""
        found = Counter(after)
        found.subtract(Counter(before))
        for key, by in found.items():
            self.change(key, by)

    def numbers(self) -> dict[object, int]:
        """Return all that are not zero."""
        return {key: number for key, found in self.lengths.items() if (number := int(found()))}

    def mend(self, right: Mapping[object, int]) -> int:
        """Let the numbers be ``right``; return how many were not."""
        wrong = {key: by for key in {*self.numbers(), *right}
                 if (by := right.get(key, 0) - self.of(key))}
        for key, by in wrong.items():
            self.change(key, by)
        return len(wrong)


class KeepsNumbers(Persistent, ABC):
    """Base of what keeps how many parts it has.  ``numbers``: ``None`` in what was made before
    they were kept, until one is to be changed.
    """

    numbers: KeptCounts | None = None

    def mend(self) -> int:
        """Let ``numbers`` be what there is; return how many were not."""
        return self._numbers().mend(Counter(self._right()))

    def _numbers(self) -> KeptCounts:
        """Return ``numbers``, for writing: before that what they count is changed."""
        if self.numbers is None:
            self.numbers = KeptCounts(self._right())
        return self.numbers

    @abstractmethod
    def _right(self) -> Iterator[object]:
        """Yield the keys of each part that there is."""
