"""Merging segments, in one go or step by step, each a transaction of its own.

What is merged so far lies in the database beside the segments in use, and nobody asks it before
it is whole.  A portal that was killed goes on with the next step.
"""
from heapq import merge
from itertools import accumulate, groupby
from operator import itemgetter

from persistent import Persistent
from pyroaring import BitMap

from .places import Places
from .records import Postings, packed, unpacked
from .segments import Segment

#: Records of a step: a megabyte, some tenths of a second.
STEP = 64
_TERMS, _PLACES, _WHOLE = range(3)


class Merging(Persistent):
    """The making of one segment of all documents of ``group`` that live when it begins.

    ``Shelf.replace`` takes out those that were erased since.
    """

    def __init__(self, group):
        self.group = tuple(group)
        self._lives = [segment.live.serialize() for segment in group]
        self._taken = (), ()  # ``Postings`` that follow one another, of terms and of places
        self._at, self._upto = _TERMS, ''

    def step(self, most=STEP):
        """Take in what fills ``most`` records, ``None`` for all; return whether more is left."""
        taken = Postings(_together(self._sources(), self._upto), most)
        self._taken = tuple((*before, taken) if at == self._at else before
                            for at, before in enumerate(self._taken))
        if len(taken) == most:
            self._upto = taken.last()
        else:
            self._at, self._upto = self._at + 1, ''
        return self._at < _WHOLE

    def segment(self):
        """Return the segment, once nothing is left."""
        terms, places = map(Postings.joined, self._taken)
        parts = self._parts()
        documents = [each for segment, live, base in parts
                     for each in segment.places.documents(live, base)]
        return Segment(
            BitMap.union(*[live for _segment, live, _base in parts]), terms,
            Places(places, [start for start, _docid in documents],
                   [docid for _start, docid in documents], self._bases()[-1]))

    def _sources(self):
        """Return of each segment the ``Postings`` that are taken in, and how a record of them is
        read, see ``_together``.
        """
        return [
            (segment.postings, segment.reading(live)) if self._at == _TERMS else
            (segment.places.postings, segment.places.reading(live, base))
            for segment, live, base in self._parts()]

    def _parts(self):
        """Return each segment, its documents that are taken in, and where their places begin."""
        return list(zip(
            self.group, map(BitMap.deserialize, self._lives), self._bases(), strict=False))

    def _bases(self):
        return [0, *accumulate(segment.places.span for segment in self.group)]


def merged(segments):
    """Return one segment of all live documents of ``segments``."""
    merging = Merging(segments)
    while merging.step(None):
        pass
    return merging.segment()


def _together(sources, after):
    """Yield (term, bytes of the union of its bitmaps), terms ascending, of all after ``after``.

    ``sources``: pairs of ``Postings`` and what makes a bitmap of its bytes; ``None`` if they are
    to be taken as they are.
    """
    reads = [read for _postings, read in sources]
    # The number keeps the merge from ever comparing two records.
    entries = [_numbered(postings.items(after), number)
               for number, (postings, _read) in enumerate(sources)]
    for term, group in groupby(merge(*entries), key=itemgetter(0)):
        found = list(group)
        if len(found) == 1 and reads[found[0][1]] is None:
            yield term, found[0][2]
            continue
        bitmap = BitMap.union(*[
            (reads[number] or unpacked)(raw) for _term, number, raw in found])
        if bitmap:
            yield term, packed(bitmap)


def _numbered(items, number):
    for term, raw in items:
        yield term, number, raw
