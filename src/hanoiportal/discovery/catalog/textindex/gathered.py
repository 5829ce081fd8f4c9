"""All segments of an index as one source, and what a process remembers of it.

What the segments hold of a term stays the same until one of them is folded in, merged or loses a
document, whatever is pending meanwhile; those who search ask for the same syllables again and
again.
"""
from collections import OrderedDict
from functools import cached_property
from threading import Lock
from weakref import WeakKeyDictionary

from pyroaring import BitMap
from ZODB.utils import z64

#: States of the segments of one database that are remembered: connections may see different ones.
STATES = 2
#: Bytes of bitmaps that are remembered of one state.
MOST = 16 * 2 ** 20


class Held(dict[bytes, BitMap]):
    """The bitmap of each term in one state of the segments, of ``MOST`` bytes or little more."""

    _bytes = 0

    def keep(self, term, docids):
        """Keep the bitmap of ``term`` and return it."""
        self._bytes += len(term) + len(docids.serialize())
        if self._bytes > MOST:
            self.clear()
            self._bytes = 0
        self[term] = docids
        return docids


class States:
    """A ``Held`` for each state of the segments, for all connections of a process."""

    def __init__(self):
        self._known = WeakKeyDictionary()  # database → state → Held, the oldest first
        self._lock = Lock()

    def of(self, segments):
        """Return the ``Held`` of ``segments``; one of its own if any is not stored yet.

        Terms of a stored segment never change.  Its serial alone would not tell what a transaction
        has erased and not committed: the bytes of the living do.
        """
        # What lives is read first: of a ghost the serial is not known.
        state = tuple((each.living, each._p_serial, each._p_oid) for each in segments)
        if not state or any(serial == z64 for _living, serial, _oid in state):
            return Held()
        with self._lock:
            known = self._known.setdefault(segments[0]._p_jar.db(), OrderedDict())
            found = known.pop(state, None)
            if found is None:
                found = Held()
            known[state] = found
            if len(known) > STATES:
                known.popitem(last=False)
        return found


PROCESS = States()


class Gathered:
    """The ``segments``, a tuple, as one source; its bitmaps are not to be changed."""

    def __init__(self, segments):
        self._segments = segments

    @cached_property
    def live(self):
        """The ids of the documents that are to be found."""
        return BitMap().union(*[segment.live for segment in self._segments])

    @cached_property
    def _held(self):
        return PROCESS.of(self._segments)

    def holding(self, wanted):
        """Return the live documents that hold all the terms ``wanted`` (at least one)."""
        first, *others = wanted
        found = self._of(first)
        for term in others:
            found = found & self._of(term)
        return found

    def _of(self, term):
        found = self._held.get(term)
        if found is None:
            found = self._held.keep(term, BitMap().union(
                *[segment.having(term) for segment in self._segments]))
        return found

    def confirm(self, phrase, docids):
        """Return those of ``docids`` in whose text the words of ``phrase`` are adjacent."""
        return BitMap().union(*[segment.confirm(phrase, docids & segment.live)
                                for segment in self._segments])
