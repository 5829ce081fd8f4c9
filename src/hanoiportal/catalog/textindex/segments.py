"""Segments: texts indexed together, and how they are built and merged."""
from heapq import merge
from itertools import groupby
from operator import itemgetter

from persistent import Persistent
from pyroaring import BitMap

from .records import Postings, Texts, text_blocks
from .terms import Inversion

PHRASES = 64  # phrases whose checked documents a segment remembers


class Segment(Persistent):
    """An index of some documents.  Only the set of those still ``live`` ever changes."""

    _v_phrases = None  # phrase → documents checked for it, documents found to hold it

    def __init__(self, live, postings, texts):
        self._live = live.serialize()
        self._size = len(live)
        self.postings = postings
        self.texts = texts

    @property
    def live(self):
        """The ids of the documents that are to be found, as a bitmap of the caller's own."""
        return BitMap.deserialize(self._live)

    def erase(self, docids):
        """Let the ``docids`` among its documents be found no more."""
        live = self.live
        if live.intersect(docids):
            self._live = (live - docids).serialize()

    def holding(self, wanted):
        """Return the live documents that hold all the terms ``wanted`` (at least one)."""
        raws = [self.postings.get(term) for term in wanted]
        if None in raws:
            return BitMap()
        found = self.live
        for raw in sorted(raws, key=len):
            found &= BitMap.deserialize(raw)
        return found

    def starting(self, prefix):
        """Return the live documents that hold a term starting with ``prefix``."""
        return self.live & BitMap().union(
            *map(BitMap.deserialize, self.postings.starting(prefix)))

    def confirm(self, phrase, docids):
        """Return those of ``docids`` in whose text the words of ``phrase`` are adjacent."""
        if self._v_phrases is None:
            self._v_phrases = {}
        memory = self._v_phrases
        checked, found = memory.pop(phrase, None) or (BitMap(), BitMap())
        if unchecked := docids - checked:
            found |= self.texts.confirm(phrase, unchecked)
            checked |= unchecked
        memory[phrase] = checked, found
        if len(memory) > PHRASES:
            del memory[next(iter(memory))]
        return found & docids

    def entries(self, place):
        """Yield (term, ``place``, bitmap of its live documents), terms ascending."""
        live = self.live
        whole = len(live) == self._size
        for term, raw in self.postings.items():
            docids = BitMap.deserialize(raw)
            yield term, place, docids if whole else docids & live


def built(readings):
    """Return a segment of ``readings``, a dictionary of document id → ``Reading``."""
    terms, texts = Inversion(), []
    for docid, reading in sorted(readings.items()):
        terms.add(docid, reading)
        texts.append((docid, reading.folded_text()))
    postings = Postings((term, BitMap(docids).serialize()) for term, docids in terms.entries())
    return Segment(BitMap(readings), postings, Texts(text_blocks(texts)))


def merged(segments):
    """Return one segment of all live documents of ``segments``."""
    # The place keeps the merge from ever comparing two bitmaps.
    rows = merge(*[segment.entries(place) for place, segment in enumerate(segments)])
    entries = ((term, BitMap.union(*[docids for _, _, docids in group]))
               for term, group in groupby(rows, key=itemgetter(0)))
    postings = Postings((term, docids.serialize()) for term, docids in entries if docids)
    texts = Texts([block for segment in segments for block in segment.texts.only(segment.live)])
    return Segment(BitMap.union(*[segment.live for segment in segments]), postings, texts)
