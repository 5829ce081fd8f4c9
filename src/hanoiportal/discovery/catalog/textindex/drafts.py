"""Documents not yet in a segment: the record kept of each, and their terms in memory."""
import zlib
from hashlib import blake2b
from threading import Lock

from persistent import Persistent
from pyroaring import BitMap

from .terms import Inversion, Reading

REMOVED = 0  # in place of a fingerprint: the document is no longer indexed
_ANY = 'surrogatepass'
MOST = 1024  # drafts whose terms a process keeps, unless so many are pending


class Draft(Persistent):
    """The ``text`` of one document, see ``terms.joined``, compressed where it is stored."""

    def __init__(self, text):
        self.text = text

    def __getstate__(self):
        return zlib.compress(self.text.encode(errors=_ANY))

    def __setstate__(self, state):
        self.text = zlib.decompress(state).decode(errors=_ANY)

    def fingerprint(self):
        """Return a signed 64-bit ``int``, never ``REMOVED``, that stands for the text."""
        digest = blake2b(self.text.encode(errors=_ANY), digest_size=8).digest()
        return int.from_bytes(digest, 'big', signed=True) or 1


class Known:
    """The terms of drafts by number, for all connections of a process; it only grows."""

    def __init__(self):
        self.lock = Lock()
        self.numbers = {}  # (document id, fingerprint) → number
        self.texts = []    # of each number the folded words
        self._terms = Inversion()

    def take(self, print_, reading):
        """Take in what has the document id and fingerprint ``print_``, a pair."""
        number = len(self.texts)
        self._terms.add(number, reading)
        self.texts.append(reading.folded_text())
        self.numbers[print_] = number

    def holding(self, term):
        """Return the numbers of the drafts that hold ``term``."""
        with self.lock:
            return BitMap(self._terms.get(term))

    def starting(self, prefix):
        """Return the numbers of the drafts that hold a term of words starting with ``prefix``."""
        with self.lock:
            return BitMap().union(*map(BitMap, self._terms.starting(prefix)))


class Shared:
    """The ``Known`` of this process, begun anew when most of what it knows is past."""

    def __init__(self):
        self._known = Known()
        self._lock = Lock()

    def having(self, prints, drafts):
        """Return a ``Known`` that has all of ``prints``: pairs of document id and fingerprint.

        A fingerprint says which text a draft has, so what one connection has worked out holds
        for every other, whatever transaction it sees.
        """
        with self._lock:
            if len(self._known.texts) > max(MOST, 2 * len(prints)):
                self._known = Known()
            known = self._known
            for print_ in prints:
                if print_ not in known.numbers:
                    reading = Reading.of(drafts[print_[0]].text)
                    with known.lock:
                        known.take(print_, reading)
        return known


PROCESS = Shared()


class Pending:
    """The drafts that one connection sees, brought up to date when asked."""

    def __init__(self):
        self._seen = None
        self.touched = BitMap()  # the documents whose copy in any segment is out of date

    def follow(self, changes, drafts):
        """See what there is now.

        ``changes``: BTree of document id → fingerprint or ``REMOVED``, as this transaction
        sees it.  ``drafts``: BTree of document id → ``Draft``.
        """
        now = list(changes.items())
        if now == self._seen:
            return
        prints = [each for each in now if each[1] != REMOVED]
        self._known = PROCESS.having(prints, drafts)
        self._numbers = {each[0]: self._known.numbers[each] for each in prints}
        self._docids = {number: docid for docid, number in self._numbers.items()}
        self._visible, self.live = BitMap(self._docids), BitMap(self._numbers)
        self._seen, self.touched = now, BitMap(changes)

    def holding(self, wanted):
        """Return the documents that hold all the terms ``wanted`` (at least one)."""
        return self._of(BitMap.intersection(*map(self._known.holding, wanted)))

    def starting(self, prefix):
        """Return the documents that hold a term of words starting with ``prefix``."""
        return self._of(self._known.starting(prefix))

    def _of(self, numbers):
        return BitMap([self._docids[number] for number in numbers & self._visible])

    def confirm(self, phrase, docids):
        """Return those of ``docids`` in whose text the words of ``phrase`` are adjacent."""
        needle, texts = f' {" ".join(phrase)} ', self._known.texts
        return BitMap([docid for docid in docids if needle in texts[self._numbers[docid]]])
