"""Where each word stands: all words of a segment laid end to end, so that phrases are found by
shifting and intersecting bitmaps, however common their words are.

A document's title, a free place, its body, a free place, the next document: no phrase runs across.
"""
from array import array
from bisect import bisect_right
from collections import defaultdict
from itertools import pairwise

from persistent import Persistent
from pyroaring import BitMap

from .records import unpacked

#: Places of one segment; a bitmap holds numbers of 32 bits.
MOST = 2 ** 32 - 1
#: From one place in so many documents on, walking through all of them is quicker than looking.
SPARSE = 16


class Places(Persistent):
    """The words of documents and where they stand.  Never changes.

    ``span``: places that are taken, with the free ones.
    """

    def __init__(self, postings, starts, docids, span):
        """``starts``: the first place of each document, ascending; ``docids``: their ids."""
        self.postings = postings
        self._starts = array('I', starts).tobytes()
        self._docids = array('I', docids).tobytes()
        self.span = span

    def holding(self, phrase):
        """Return the documents, a bitmap, in which the words of ``phrase`` stand side by side."""
        raws = [self.postings.take(word) for word in phrase]
        if None in raws:
            return BitMap()
        order = sorted(range(len(phrase)), key=lambda at: len(raws[at]))
        found = unpacked(raws[order[0]])
        for before, at in pairwise(order):
            found = found.shift(at - before) & unpacked(raws[at])
            if not found:
                break
        return self._documents(found)

    def _documents(self, found):
        """Return the documents in which the places ``found`` lie."""
        starts, docids = _numbers(self._starts), _numbers(self._docids)
        look = _one_by_one if len(found) * SPARSE < len(starts) else _in_step
        return BitMap(look(found, starts, [*starts[1:], self.span], docids))

    def reading(self, live, base):
        """Return what makes a bitmap of a word's bytes: its places in documents that are
        ``live``, moved on by ``base``; ``None`` if the bytes are just those.
        """
        gone = self._places_of_all_but(live)
        if gone:
            return lambda raw: (unpacked(raw) - gone).shift(base)
        return (lambda raw: unpacked(raw).shift(base)) if base else None

    def _places_of_all_but(self, live):
        starts, gone = _numbers(self._starts), BitMap()
        for docid, start, end in zip(
                _numbers(self._docids), starts, [*starts[1:], self.span], strict=True):
            if docid not in live:
                gone.add_range(start, end)
        return gone

    def documents(self, live, base):
        """Yield the first place, moved on by ``base``, and id of each document that is ``live``.
        """
        for start, docid in zip(_numbers(self._starts), _numbers(self._docids), strict=True):
            if docid in live:
                yield start + base, docid


def _numbers(raw):
    numbers = array('I')
    numbers.frombytes(raw)
    return numbers


def _one_by_one(found, starts, ends, docids):
    """Yield the documents of ``found``, each looked for by halving: for few of many."""
    at, place = 0, _next(found, 0)
    while place is not None:
        at = bisect_right(starts, place, at) - 1
        yield docids[at]
        place = _next(found, ends[at])


def _in_step(found, _starts, ends, docids):
    """Yield the documents of ``found``, all documents being walked through along with it."""
    rest, end = zip(ends, docids, strict=True), 0
    for place in found:
        if place >= end:
            while place >= end:
                end, docid = next(rest)
            yield docid


def _next(bitmap, place):
    try:
        return bitmap.next_set_bit(place)
    except ValueError:
        return None


class PlacesWriter:
    """Lays out documents one by one, in memory."""

    def __init__(self):
        self._places = defaultdict(list)
        self.starts, self.docids, self.span = [], [], 0

    def add(self, docid, parts):
        """Lay out one document; ``parts``: lists of words that no phrase runs across."""
        self.starts.append(self.span)
        self.docids.append(docid)
        places = self._places
        for part in parts:
            for place, word in enumerate(part, self.span):
                places[word].append(place)
            self.span += len(part) + 1

    def entries(self):
        """Yield (word, bitmap of its places), words ascending."""
        for word in sorted(self._places):
            yield word, BitMap(self._places[word])
