"""Which provisions that have no sure pair may have come of which: to be confirmed by a person."""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

#: Provisions of the old text and what they may have become.
Group = tuple[tuple[int, ...], tuple[int, ...]]
#: Part of the words that two provisions share to be a pair, and that a part shares with its whole.
LIKE, PART = 0.5, 0.7


def likely(old: Sequence[tuple[int, str]], new: Sequence[tuple[int, str]]) -> list[Group]:
    """Return groups of positions; each stands in one group at most.

    ``old``, ``new``: ``(position, text)`` in reading order.
    """
    before = {at: _pieces(text) for at, text in old if text}
    after = {at: _pieces(text) for at, text in new if text}
    common = _common(before, after)
    groups: list[Group] = []
    gone: set[int] = set()
    come: set[int] = set()
    for olds, news in (*_parted(before, after, common), *_merged(before, after, common)):
        if gone.isdisjoint(olds) and come.isdisjoint(news):
            groups.append((olds, news))
            gone.update(olds)
            come.update(news)
    ranked = sorted(
        ((-2 * shared / (before[i].total() + after[j].total()), i, j)
         for (i, j), shared in common.items()), key=lambda each: (each[0], each[1], each[2]))
    for score, i, j in ranked:
        if -score >= LIKE and i not in gone and j not in come:
            groups.append(((i,), (j,)))
            gone.add(i)
            come.add(j)
    return groups


def _pieces(text: str) -> Counter[tuple[str, str]]:
    """Return the pairs of neighbouring words, with the first one by itself."""
    words = ['', *text.casefold().split()]
    return Counter(pairwise(words))


def _common(before: Mapping[int, Counter[tuple[str, str]]],
            after: Mapping[int, Counter[tuple[str, str]]]) -> Counter[tuple[int, int]]:
    """Return how many pieces each pair of positions shares."""
    places: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for j, pieces in after.items():
        for piece, number in pieces.items():
            places[piece].append((j, number))
    shared: Counter[tuple[int, int]] = Counter()
    for i, pieces in before.items():
        for piece, number in pieces.items():
            for j, other in places.get(piece, ()):
                shared[i, j] += min(number, other)
    return shared


def _parted(before: Mapping[int, Counter[tuple[str, str]]],
            after: Mapping[int, Counter[tuple[str, str]]],
            common: Counter[tuple[int, int]]) -> Iterable[Group]:
    """Yield each old provision of which several new ones are parts."""
    taken: set[int] = set()
    for i, whole in before.items():
        parts = [j for j, pieces in after.items() if j not in taken
                 and common[i, j] >= PART * pieces.total() and pieces.total() < whole.total()]
        if len(parts) > 1 and sum(common[i, j] for j in parts) >= PART * whole.total():
            taken.update(parts)
            yield (i,), tuple(parts)


def _merged(before: Mapping[int, Counter[tuple[str, str]]],
            after: Mapping[int, Counter[tuple[str, str]]],
            common: Counter[tuple[int, int]]) -> Iterable[Group]:
    """Yield each new provision of which several old ones are parts."""
    swapped = Counter({(j, i): number for (i, j), number in common.items()})
    for news, olds in _parted(after, before, swapped):
        yield olds, news
