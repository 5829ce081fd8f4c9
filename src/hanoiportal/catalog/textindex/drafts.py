"""Documents not yet in a segment: the record kept of each, and their terms in memory."""
import zlib
from hashlib import blake2b

from persistent import Persistent
from pyroaring import BitMap

from .terms import Inversion, Reading

REMOVED = 0  # in place of a fingerprint: the document is no longer indexed
A_FEW = 20   # documents; to forget more than these one by one is slower than to start over


class Draft(Persistent):
    """The reading of one document, compressed where it is stored."""

    def __init__(self, reading):
        self.reading = reading

    def __getstate__(self):
        return zlib.compress(self.reading.text().encode())

    def __setstate__(self, state):
        self.reading = Reading.from_text(zlib.decompress(state).decode())

    def fingerprint(self):
        """Return a signed 64-bit ``int``, never ``REMOVED``, that stands for the words."""
        digest = blake2b(self.reading.text().encode(), digest_size=8).digest()
        return int.from_bytes(digest, 'big', signed=True) or 1


class Pending:
    """The terms of all drafts, held by one connection and brought up to date when asked."""

    def __init__(self):
        self._seen = set()
        self.touched = BitMap()  # the documents whose copy in any segment is out of date
        self._start_over()

    def _start_over(self):
        self._terms, self._texts = Inversion(), {}

    def follow(self, changes, drafts):
        """Take in what differs from last time.

        ``changes``: BTree of document id → fingerprint or ``REMOVED``, as this transaction
        sees it.  ``drafts``: BTree of document id → ``Draft``.
        """
        now = set(changes.items())
        if now == self._seen:
            return
        if len(self._seen - now) > A_FEW:
            self._seen = set()
            self._start_over()
        for docid, _ in self._seen - now:
            if self._texts.pop(docid, None):
                self._terms.remove(docid)
        for docid, print_ in now - self._seen:
            if print_ != REMOVED:
                self._take(docid, drafts[docid].reading)
        self._seen, self.touched = now, BitMap(changes)

    def _take(self, docid, reading):
        self._terms.add(docid, reading)
        self._texts[docid] = reading.folded_text()

    def holding(self, wanted):
        """Return the documents that hold all the terms ``wanted`` (at least one)."""
        return BitMap.intersection(*[BitMap(self._terms.get(term)) for term in wanted])

    def starting(self, prefix):
        """Return the documents that hold a term of words starting with ``prefix``."""
        return BitMap().union(*map(BitMap, self._terms.starting(prefix)))

    def confirm(self, phrase, docids):
        """Return those of ``docids`` in whose text the words of ``phrase`` are adjacent."""
        needle = f' {" ".join(phrase)} '
        return BitMap([docid for docid in docids if needle in self._texts[docid]])
