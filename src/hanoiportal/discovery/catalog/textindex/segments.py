"""Segments: texts indexed together, and how they are built."""
from collections import OrderedDict
from threading import Lock
from weakref import WeakKeyDictionary

from persistent import Persistent
from pyroaring import BitMap
from ZODB.utils import z64

from .places import Places, PlacesWriter
from .records import Postings, packed, unpacked
from .terms import Inversion, Reading

#: Answers about phrases that a process remembers; each is a bitmap of one segment's documents.
PHRASES = 2000


class Phrases:
    """What segments have found of phrases, for all connections of a process.

    A segment that is stored never gets other words, so what was found holds for good.
    """

    def __init__(self):
        self._found = WeakKeyDictionary()  # database → what was found in it, the oldest first
        self._lock = Lock()

    def holding(self, places, phrase):
        """Return the documents of ``places`` that hold ``phrase``, a bitmap not to be changed."""
        if places._p_serial == z64:
            return places.holding(phrase)
        key = places._p_oid, phrase
        with self._lock:
            known = self._found.setdefault(places._p_jar.db(), OrderedDict())
            found = known.pop(key, None)
        if found is None:
            found = places.holding(phrase)
        with self._lock:
            known[key] = found
            if len(known) > PHRASES:
                known.popitem(last=False)
        return found


PROCESS = Phrases()


class Segment(Persistent):
    """An index of some documents.  Only the set of those still ``live`` ever changes."""

    _v_live = None  # the bytes of ``_live``, and the bitmap that they are

    def __init__(self, live, postings, places):
        self._live = live.serialize()
        self._size = len(live)
        self.postings = postings
        self.places = places

    @property
    def live(self):
        """The ids of the documents that are to be found, a bitmap not to be changed."""
        if self._v_live is None or self._v_live[0] is not self._live:
            self._v_live = self._live, BitMap.deserialize(self._live)
        return self._v_live[1]

    @property
    def living(self):
        """The ``bytes`` of ``live``: others as soon as a document is erased."""
        return self._live

    @property
    def has_dead(self):
        """Whether it holds words of documents that are found no more."""
        return len(self.live) < self._size

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
        least, *others = sorted(raws, key=len)
        found = self._alive(unpacked(least))
        for raw in others:
            found &= unpacked(raw)
        return found

    def having(self, term):
        """Return the live documents that hold ``term``."""
        raw = self.postings.get(term)
        return BitMap() if raw is None else self._alive(unpacked(raw))

    def _alive(self, docids):
        """Return those of ``docids``, some of its documents, that are ``live``."""
        live = self.live
        if len(live) < self._size:
            docids &= live
        return docids

    def starting(self, prefix):
        """Return the live documents that hold a term starting with ``prefix``."""
        return self.live & BitMap().union(
            *map(unpacked, self.postings.starting(prefix)))

    def confirm(self, phrase, docids):
        """Return those of ``docids`` in whose text the words of ``phrase`` are adjacent."""
        return docids & PROCESS.holding(self.places, phrase) if docids else docids

    def reading(self, live):
        """Return what makes a bitmap of a term's bytes, of the documents ``live`` alone; ``None``
        if the bytes are all of them.
        """
        return None if len(live) == self._size else lambda raw: unpacked(raw) & live


def built(texts):
    """Return a segment of ``texts``, a dictionary of document id → text, see ``terms.joined``.

    It needs no database, and may be done by another process.
    """
    terms, laying = Inversion(), PlacesWriter()
    for docid in sorted(texts):
        reading = Reading.of(texts[docid])
        terms.add(docid, reading)
        laying.add(docid, reading.folded)
    return Segment(
        BitMap(texts),
        _stored((term, BitMap(docids)) for term, docids in terms.entries()),
        Places(_stored(laying.entries()), laying.starts, laying.docids, laying.span))


def _stored(entries):
    return Postings((term, packed(bitmap)) for term, bitmap in entries if bitmap)
