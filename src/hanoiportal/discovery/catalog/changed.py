"""What has changed last comes first: one ordered list of all documents, for the desk.

Editors ask for the newest of any set of documents: those they may see, in a state, at a place,
by an author.  A set is looked for month by month, so that one whose documents are all old costs
no more than one of new ones.
"""
import datetime
from itertools import islice

from persistent import Persistent

from .facets import FacetIndex
from .order import HEAD, SPARSE, docid_of, moment_of, newest_of, order_key, span
from .trees import SmallLLBTree, SmallLLTreeSet

_MONTHS = 12


class ChangedIndex(Persistent):
    """Documents by the moment of their last change, to the second."""

    def __init__(self):
        self.keys = SmallLLTreeSet([HEAD])
        self.known = SmallLLBTree()  # docid → key
        self.months = FacetIndex('month')

    def put(self, docid, moment):
        """List ``docid`` under ``moment``, an aware ``datetime``, in place of where it was."""
        key = order_key(moment, docid)
        before = self.known.get(docid)
        if before == key:
            return
        if before is not None:
            self.keys.remove(before)
        self.known[docid] = key
        self.keys.update((HEAD, key))  # a list of before has none
        self.months.index_doc(docid, _InMonth(_month_of(key)))

    def drop(self, docid):
        """List ``docid`` nowhere; no-op if it was not listed."""
        key = self.known.pop(docid, None)
        if key is not None:
            self.keys.remove(key)
            self.months.unindex_doc(docid)

    def first(self, docids, number, start=0):
        """Return ``number`` of ``docids`` from position ``start``, the newest first.

        ``docids``: bitmap of documents that are all listed.
        """
        found = []
        for month in self._months():
            listed = self.months.bitmap(month)
            hits = listed & docids
            if len(hits) <= start:
                start -= len(hits)
            elif hits:
                wanted = start + number - len(found)
                found += self._within(month, hits, len(listed), wanted)[start:]
                start = 0
            if len(found) >= number:
                break
        return found[:number]

    def _months(self):
        """Yield the numbers of all months from the newest change to the oldest."""
        if self.known:
            newest, oldest = self.keys.minKey(HEAD + 1), self.keys.maxKey()
            yield from range(_month_of(newest), _month_of(oldest) - 1, -1)

    def _within(self, month, hits, listed, number):
        """Return the newest ``number`` of ``hits``, all of them changed in ``month``."""
        if len(hits) * SPARSE > listed:
            in_order = map(docid_of, self.keys.keys(*span(_start(month), _start(month + 1))))
            return list(islice((docid for docid in in_order if docid in hits), number))
        return newest_of(map(self.known.__getitem__, hits), number)


class _InMonth:
    """What the index of months reads of a document."""

    def __init__(self, month):
        self.month = month


def _month_of(key):
    """Return the number of the month of a key, in UTC: years since 1970 times twelve."""
    moment = moment_of(key)
    return (moment.year - 1970) * _MONTHS + moment.month - 1


def _start(month):
    """Return the moment at which the month of that number begins."""
    return datetime.datetime(
        1970 + month // _MONTHS, month % _MONTHS + 1, 1, tzinfo=datetime.timezone.utc)
