"""Nhóm ý kiến trùng: which comments are the same text, sent by many.  Pure.

Texts are taken apart into shingles of three words (A. Broder, "On the resemblance and containment
of documents", 1997).  Those whose least hashes meet are compared whole: a group has texts whose
shingles are mostly the same, or of which one holds nearly all of the other, as where somebody
added a greeting to what a campaign had written.  Short texts are grouped by equality alone: to
say «Tôi đồng ý.» is no campaign.
"""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from itertools import pairwise

from .normal import fold

#: Words of a shingle; shingles of a text that are compared at all.
SHINGLE, LEAST = 3, 12
#: Least hashes of a text by which others are found.
SKETCH = 24
#: Part of the shingles of both that two texts share; of the shorter one, if it is inside.
LIKE, INSIDE = .6, .9
#: Texts that share a hash, beyond which it says nothing.
COMMON = 400
_WORD = re.compile(r'\w+')


def groups(texts: Mapping[int, str]) -> list[tuple[int, ...]]:
    """Return the groups of two or more of ``texts``, by number, each sorted, the largest first."""
    joined = _Joined()
    same: dict[str, int] = {}
    for number in sorted(texts):
        joined.put(number, same.setdefault(' '.join(_words(texts[number])), number))
    known = {number: shingles for number in same.values()
             if len(shingles := _shingles(texts[number])) >= LEAST}
    for one, other in _near(known):
        if joined.first(one) != joined.first(other) and is_like(known[one], known[other]):
            joined.put(one, other)
    found = [each for each in joined.all() if len(each) > 1]
    return sorted(found, key=lambda each: (-len(each), each))


def is_like(one: frozenset[int], other: frozenset[int]) -> bool:
    """Return whether two sets of shingles are of the same text."""
    shared = len(one & other)
    least, all_ = min(len(one), len(other)), len(one | other)
    return shared >= LIKE * all_ or shared >= INSIDE * least and least * 3 >= max(
        len(one), len(other))


def _near(known: Mapping[int, frozenset[int]]) -> Iterator[tuple[int, int]]:
    """Yield pairs of texts whose sketches meet."""
    holders: dict[int, list[int]] = defaultdict(list)
    for number, shingles in known.items():
        for value in sorted(shingles)[:SKETCH]:
            holders[value].append(number)
    seen: set[tuple[int, int]] = set()
    for numbers in holders.values():
        pairs = pairwise(numbers) if len(numbers) > COMMON else (
            (one, other) for at, one in enumerate(numbers) for other in numbers[at + 1:])
        for pair in pairs:
            if pair not in seen:
                seen.add(pair)
                yield pair


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _shingles(text: str) -> frozenset[int]:
    words = _words(text)
    return frozenset(
        int.from_bytes(blake2b(' '.join(words[at:at + SHINGLE]).encode(), digest_size=8).digest(),
                       'big') for at in range(len(words) - SHINGLE + 1))


class _Joined:
    """What belongs together, by the first of it."""

    def __init__(self) -> None:
        self._first: dict[int, int] = {}

    def first(self, number: int) -> int:
        """Return the first of what ``number`` belongs to."""
        while self._first[number] != number:
            number = self._first[number]
        return number

    def put(self, number: int, other: int) -> None:
        """Let both belong together."""
        self._first.setdefault(number, number)
        self._first.setdefault(other, other)
        low, high = sorted((self.first(number), self.first(other)))
        self._first[high] = low

    def all(self) -> Iterable[tuple[int, ...]]:
        """Return what belongs together."""
        found: dict[int, list[int]] = defaultdict(list)
        for number in self._first:
            found[self.first(number)].append(number)
        return [tuple(sorted(each)) for each in found.values()]
