"""Words that people say, and those that offices write for the same."""
from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from ...base.text import folded, words

Way = tuple[str, ...]


class Expansion(NamedTuple):
    """Words from ``start`` to before ``end``, and other ``ways`` to say them."""

    start: int
    end: int
    ways: tuple[Way, ...]


class Everyday:
    """``groups``: pairs of words that are said, and those written for them.

    >>> Everyday([('bằng lái', ['giấy phép lái xe'])]).meant(['mat', 'bang', 'lai'])
    [Expansion(start=1, end=3, ways=(('giấy', 'phép', 'lái', 'xe'),))]
    """

    def __init__(self, groups: Iterable[tuple[str, Sequence[str]]]) -> None:
        known: dict[Way, dict[Way, None]] = {}
        for said, written in groups:
            ways = known.setdefault(_way(said), {})
            ways.update(dict.fromkeys(map(_way, written)))
        self._pairs: dict[Way, set[Way]] = {}
        for way in (*known, *(way for ways in known.values() for way in ways)):
            for pair in pairwise(way):
                self._pairs.setdefault(tuple(map(folded, pair)), set()).add(pair)
        self._by_first: dict[str, list[tuple[Way, tuple[Way, ...]]]] = {}
        for way, others in known.items():
            self._by_first.setdefault(folded(way[0]), []).append((way, tuple(others)))

    def marked(self, plain: Sequence[str]) -> list[str]:
        """Return ``plain``, words without marks, with those that two neighbours can only have.

        >>> Everyday([('bằng lái', ['giấy phép lái xe'])]).marked(['mat', 'bang', 'lai', 'xe'])
        ['mat', 'bằng', 'lái', 'xe']
        """
        ways: list[set[str]] = [set() for _word in plain]
        for at, pair in enumerate(pairwise(plain)):
            for first, second in self._pairs.get(pair, ()):
                ways[at].add(first)
                ways[at + 1].add(second)
        return [min(way) if len(way) == 1 else word
                for way, word in zip(ways, plain, strict=True)]

    def meant(self, marked: Sequence[str]) -> list[Expansion]:
        """Return what is meant by ``marked``, words as they were typed, marks or none; what stands
        in a longer thing that is meant is left out.
        """
        found = list(self._found(marked))
        return [each for each in found if not any(_lies_in(each, other) for other in found)]

    def _found(self, marked: Sequence[str]) -> Iterator[Expansion]:
        for start, word in enumerate(marked):
            for said, ways in self._by_first.get(folded(word), ()):
                typed = marked[start:start + len(said)]
                if len(typed) == len(said) and all(map(_same, typed, said)):
                    yield Expansion(start, start + len(said), ways)


def _lies_in(one: Expansion, other: Expansion) -> bool:
    return (other.start <= one.start and one.end <= other.end
            and other.end - other.start > one.end - one.start)


def _way(text: str) -> Way:
    return tuple(words(text)[0])


def _same(typed: str, known: str) -> bool:
    """Tell whether ``typed``, with its marks or without any, can be the word ``known``."""
    return typed in (known, folded(known))


def read_everyday(folder: Path) -> Everyday:
    """Return what ``everyday_words.csv`` and ``synonyms.csv`` in ``folder`` say."""
    groups = [(said, row['written'].split('|'))
              for row in _rows(folder / 'everyday_words.csv') for said in row['said'].split('|')]
    for row in _rows(folder / 'synonyms.csv'):
        terms = row['terms'].split('|')
        groups += [(said, [each for each in terms if each != said]) for said in terms]
    return Everyday(groups)


def _rows(path: Path) -> list[Mapping[str, str]]:
    with path.open(encoding='utf-8', newline='') as lines:
        return list(csv.DictReader(lines))
