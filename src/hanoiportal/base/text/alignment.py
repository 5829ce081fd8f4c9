"""Aligning two sequences: which items stayed, went, came.  Pure.

First what occurs once in each sequence is matched, in the longest order that both have (Bram
Cohen's "patience" method, O(n log n)); what lies between two such anchors is aligned by E. Myers,
"An O(ND) Difference Algorithm and Its Variations" (Algorithmica 1, 1986).  The second costs the
square of the differences, so a budget of steps bounds all of it: a stretch for which none is left
counts as replaced whole.  No clock is asked: the same sequences always give the same answer.
"""
from bisect import bisect_left
from collections.abc import Hashable, Sequence
from typing import NamedTuple

SAME, REMOVED, ADDED = 'same', 'removed', 'added'

#: Steps of Myers' method for one comparison: about a second of an ordinary machine.
BUDGET = 1_500_000
#: Differences within one stretch between anchors, beyond which it counts as replaced.
MOST_DIFFERENCES = 400
#: How often a stretch between anchors is searched for anchors of its own.
DEEPEST = 12

#: Positions of equal items.
Pair = tuple[int, int]
#: ``i1, i2, j1, j2`` and how deep it lies, yet to be aligned.
Stretch = tuple[int, int, int, int, int]


class AlignedStretch(NamedTuple):
    """A stretch: ``before[i1:i2]`` and ``after[j1:j2]``.

    ``kind``: ``same`` (both are equal), ``removed`` (the second is empty) or ``added``.
    """

    kind: str
    i1: int
    i2: int
    j1: int
    j2: int


class Budget:
    """The steps that may yet be taken, shared by alignments that belong together."""

    def __init__(self, left: int = BUDGET) -> None:
        self.left = left


def align(
        before: Sequence[Hashable], after: Sequence[Hashable],
        budget: Budget | None = None) -> list[AlignedStretch]:
    """Return the ``AlignedStretch`` list that leads from ``before`` to ``after``.

    Between two ``same`` stretches what is removed comes before what is added.  Takes
    O(n log n) time and as many steps more as ``budget`` has.
    """
    pairs = _Pairs(before, after, budget or Budget()).found()
    steps, i, j = [], 0, 0
    for a, b in [*pairs, (len(before), len(after))]:
        if a > i:
            steps.append(AlignedStretch(REMOVED, i, a, j, j))
        if b > j:
            steps.append(AlignedStretch(ADDED, a, a, j, b))
        if a < len(before) and b < len(after):
            _prolong(steps, a, b)
        i, j = a + 1, b + 1
    return steps


def _prolong(steps: list[AlignedStretch], a: int, b: int) -> None:
    """Add the equal pair to the last step if that is the same stretch."""
    if steps and steps[-1].kind == SAME and steps[-1].i2 == a and steps[-1].j2 == b:
        steps[-1] = steps[-1]._replace(i2=a + 1, j2=b + 1)
    else:
        steps.append(AlignedStretch(SAME, a, a + 1, b, b + 1))


class _Pairs:
    """The positions of equal items, in order, of two sequences."""

    def __init__(
            self, before: Sequence[Hashable], after: Sequence[Hashable], budget: Budget) -> None:
        self._before, self._after = before, after
        self._budget = budget

    def found(self) -> list[Pair]:
        """Return ``[(i, j)]``, both rising."""
        pairs: list[Pair] = []
        waiting: list[Pair | Stretch] = [(0, len(self._before), 0, len(self._after), 0)]
        while waiting:
            stretch = waiting.pop()
            if len(stretch) == 2:
                pairs.append(stretch)
                continue
            waiting.extend(reversed(self._parts(*stretch)))
        return pairs

    def _parts(self, i1: int, i2: int, j1: int, j2: int, depth: int) -> list[Pair | Stretch]:
        """Return pairs, and stretches yet to be aligned, in order."""
        head: list[Pair | Stretch] = []
        tail: list[Pair | Stretch] = []
        while i1 < i2 and j1 < j2 and self._before[i1] == self._after[j1]:
            head.append((i1, j1))
            i1, j1 = i1 + 1, j1 + 1
        while i1 < i2 and j1 < j2 and self._before[i2 - 1] == self._after[j2 - 1]:
            i2, j2 = i2 - 1, j2 - 1
            tail.append((i2, j2))
        tail.reverse()
        if i1 == i2 or j1 == j2:
            return head + tail
        anchors = self._anchors(i1, i2, j1, j2) if depth < DEEPEST else []
        if anchors:
            return head + self._between(anchors, i1, i2, j1, j2, depth + 1) + tail
        return head + self._by_myers(i1, i2, j1, j2) + tail

    @staticmethod
    def _between(
            anchors: list[Pair], i1: int, i2: int, j1: int, j2: int,
            depth: int) -> list[Pair | Stretch]:
        parts: list[Pair | Stretch] = []
        for a, b in anchors:
            parts += [(i1, a, j1, b, depth), (a, b)]
            i1, j1 = a + 1, b + 1
        return [*parts, (i1, i2, j1, j2, depth)]

    def _anchors(self, i1: int, i2: int, j1: int, j2: int) -> list[Pair]:
        """Return the pairs of items that occur once in each stretch, the longest rising row."""
        before = _once(self._before, i1, i2)
        after = _once(self._after, j1, j2)
        return _longest_rising([(i, after[item]) for item, i in before.items() if item in after])

    def _by_myers(self, i1: int, i2: int, j1: int, j2: int) -> list[Pair]:
        a, b = self._before[i1:i2], self._after[j1:j2]
        rows: list[dict[int, int]] = []
        ends = {1: 0}
        for number in range(min(len(a) + len(b), MOST_DIFFERENCES) + 1):
            rows.append(ends)
            ends, spent, done = _further(a, b, number, ends)
            self._budget.left -= spent
            if done:
                return [(i1 + x, j1 + y) for x, y in _way_back(rows, len(a), len(b))]
            if self._budget.left <= 0:
                break
        return []


def _once(items: Sequence[Hashable], start: int, end: int) -> dict[Hashable, int]:
    """Return ``{item: position}`` of the items that occur once, in order."""
    found: dict[Hashable, int] = {}
    repeated: set[Hashable] = set()
    for position in range(start, end):
        item = items[position]
        if item in found:
            repeated.add(item)
        found[item] = position
    return {item: position for item, position in found.items() if item not in repeated}


def _longest_rising(pairs: list[Pair]) -> list[Pair]:
    """Return the longest part of ``pairs``, rising in the first number, that rises in both."""
    ends: list[int] = []
    tops: list[int] = []
    back: list[int | None] = []
    for at, (_i, j) in enumerate(pairs):
        rank = bisect_left(ends, j)
        ends[rank:rank + 1] = [j]
        tops[rank:rank + 1] = [at]
        back.append(tops[rank - 1] if rank else None)
    row: list[Pair] = []
    step = tops[-1] if tops else None
    while step is not None:
        row.append(pairs[step])
        step = back[step]
    return row[::-1]


def _further(
        a: Sequence[Hashable], b: Sequence[Hashable], number: int,
        before: dict[int, int]) -> tuple[dict[int, int], int, bool]:
    """Return how far ``number`` differences lead on each diagonal, the steps taken, and whether
    that is the end of both.
    """
    ends: dict[int, int] = {}
    spent = 0
    for diagonal in range(-number, number + 1, 2):
        down = diagonal == -number or (
            diagonal != number and before[diagonal - 1] < before[diagonal + 1])
        x = before[diagonal + 1] if down else before[diagonal - 1] + 1
        y, started = x - diagonal, x
        while x < len(a) and y < len(b) and a[x] == b[y]:
            x, y = x + 1, y + 1
        spent += 1 + x - started
        ends[diagonal] = x
        if x >= len(a) and y >= len(b):
            return ends, spent, True
    return ends, spent, False


def _way_back(rows: list[dict[int, int]], x: int, y: int) -> list[Pair]:
    """Return the pairs on the way that ``rows`` found, from the start."""
    pairs = []
    for number in range(len(rows) - 1, -1, -1):
        before, diagonal = rows[number], x - y
        down = diagonal == -number or (
            diagonal != number and before[diagonal - 1] < before[diagonal + 1])
        came = diagonal + 1 if down else diagonal - 1
        start = before[came] if down else before[came] + 1
        while x > start:
            x, y = x - 1, y - 1
            pairs.append((x, y))
        x = before[came]
        y = x - came
    return pairs[::-1]
