"""Weighing: which documents hold most of what somebody says, whatever else they lack.

A search wants all words; somebody who tells of a trouble in words of one's own shares some of them
with the answer.  Each word and pair counts by its rarity, the logarithm of BM25 (Robertson and
Zaragoza 2009); the sums of all documents at once are kept as bitmaps, one for each binary digit
(bit-sliced, O'Neil and Quass 1997), so that none is looked at by itself.
"""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import log
from typing import Protocol

from pyroaring import BitMap

from ....base.text import folded
from ..interfaces import Sought, Weighed
from .terms import MARKED, PAIR, TITLE_MARKED, TITLE_PAIR, TITLE_WORD, WORD

#: Parts of a weight of 1; of a weight what counts anywhere, the rest counts in the title.
UNIT, ANYWHERE = 6, .6


class TermHolder(Protocol):
    """A ``QueryEvaluation``."""

    def holding(self, wanted: Sequence[str]) -> BitMap:
        """Return the documents that hold all terms ``wanted``."""


def weighed(
        holder: TermHolder, among: BitMap, sought: Iterable[Sought],
        size: int) -> list[Weighed[int]]:
    """Return the ``size`` documents of ``among`` that hold most of what is ``sought``, best first;
    none that holds nothing.
    """
    if not among:  # a portal without answers, or none in that language, looks up no term
        return []
    sums, everything = _Sums(), 0
    for each in sought:
        held = among & _holding(holder, each.ways, False)
        rarity = log(1 + (len(among) - len(held) + .5) / (len(held) + .5)) * each.weight
        everything += max(1, round(UNIT * rarity))
        if held:
            titled = among & _holding(holder, each.ways, True)
            sums.add(held, max(1, round(UNIT * rarity * ANYWHERE)))
            sums.add(titled, round(UNIT * rarity * (1 - ANYWHERE)))
    best = [(sums.of(docid), docid) for docid in sums.best(size)]
    return [Weighed(docid, total / everything)
            for total, docid in sorted(best, reverse=True)[:size]]


def _holding(holder: TermHolder, ways: Iterable[Sequence[str]], titled: bool) -> BitMap:
    return BitMap().union(*[holder.holding(_terms(way, titled)) for way in ways])


def _terms(way: Sequence[str], titled: bool) -> list[str]:
    """Return what a document must hold that has the words ``way`` side by side, nearly."""
    word, marked, pair = (
        (TITLE_WORD, TITLE_MARKED, TITLE_PAIR) if titled else (WORD, MARKED, PAIR))
    plain = [folded(each) for each in way]
    found = [word + bare if bare == each else marked + each
             for each, bare in zip(way, plain, strict=True)]
    return found + [f'{pair}{first} {second}' for first, second in pairwise(plain)]


class _Sums:
    """A number for each document: bitmap ``n`` has those whose number has the binary digit."""

    def __init__(self) -> None:
        self._digits: list[BitMap] = []

    def add(self, docids: BitMap, number: int) -> None:
        """Add ``number`` to that of each of ``docids``."""
        for digit in range(number.bit_length()):
            if number >> digit & 1:
                self._carry(docids, digit)

    def _carry(self, docids: BitMap, digit: int) -> None:
        while docids:
            while digit >= len(self._digits):
                self._digits.append(BitMap())
            both = self._digits[digit] & docids
            self._digits[digit] = self._digits[digit] ^ docids
            docids, digit = both, digit + 1

    def best(self, size: int) -> list[int]:
        """Return the ``size`` documents of the greatest numbers, fewer if there are no more."""
        sure, open_ones = BitMap(), BitMap().union(*self._digits)
        for digits in reversed(self._digits):
            more = open_ones & digits
            if len(sure) + len(more) > size:
                open_ones = more
            else:
                sure |= more
                open_ones -= more
        # Among equals the youngest, whose ids are the greatest.
        missing = size - len(sure)
        return [*sure, *list(open_ones)[-missing:]] if missing else [*sure]

    def of(self, docid: int) -> int:
        """Return the number of ``docid``."""
        return sum(1 << at for at, digits in enumerate(self._digits) if docid in digits)
