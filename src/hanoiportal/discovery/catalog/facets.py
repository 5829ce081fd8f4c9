"""Fields with few values: for each value the documents that have it, as bitmaps.

What a reader may see, a place and all below it, a type, a keyword: each is an intersection of
bitmaps, and counting the hits of a facet is counting bits.
"""
from itertools import chain
from operator import attrgetter

from BTrees import family32, family64
from persistent import Persistent
from pyroaring import BitMap
from repoze.catalog.indexes.common import CatalogIndex
from repoze.catalog.interfaces import ICatalogIndex
from ZODB.POSException import ConflictError
from zope.interface import implementer

from .rows import Column
from .trees import SmallIOBTree

#: Ids of one record have all but their last 16 bits in common: at most 8 KB, mostly a few bytes.
CHUNK_BITS = 16
LAST_CHUNK = family32.maxint >> CHUNK_BITS
_BITMAP = attrgetter('bitmap')
#: State of ``Bits`` that no index holds any more.
_DROPPED = b''


class Bits(Persistent):
    """The ids of one chunk that have one value."""

    def __init__(self):
        self.bitmap = BitMap()

    def __getstate__(self):
        if self.bitmap is None:
            return _DROPPED
        self.bitmap.run_optimize()
        return self.bitmap.serialize()

    def __setstate__(self, state):
        self.bitmap = None if state == _DROPPED else BitMap.deserialize(state)

    def _p_resolveConflict(self, old, saved, new):
        """Join what two transactions added and removed: each speaks of its own documents."""
        if _DROPPED in (saved, new):
            raise ConflictError
        old, saved, new = map(BitMap.deserialize, (old, saved, new))
        return ((saved | (new - old)) - (old - new)).serialize()

    def change(self, docid, present):
        """Put ``docid`` in or take it out; write only if that changes anything."""
        if (docid in self.bitmap) != present:
            (self.bitmap.add if present else self.bitmap.discard)(docid)
            self._p_changed = True

    def drop(self):
        """Be of no index any more: who puts a document in at the same time does it again."""
        self.bitmap = None
        self._p_changed = True


@implementer(ICatalogIndex)
class FacetIndex(CatalogIndex, Persistent):
    """An index of repoze.catalog for a field with one value or several.

    ``name``: attribute of the indexed object; its value is hashable and ordered, or a list of
    such.  ``rows``: what it shares with the other indexes of the same documents, or nothing.
    Through ``bitmap`` answers are bitmaps, through the planner (``Eq``, ``Any``, ``All`` and their
    opposites) sets of ``family32``.
    """

    def __init__(self, name, rows=None):
        super().__init__(name)
        # docid → tuple of values
        self._values = SmallIOBTree() if rows is None else Column(rows, name)
        self.clear()

    def clear(self):
        """Forget every document."""
        self._not_indexed = self.family.IF.TreeSet()
        self._chunks = family64.OO.BTree()  # (value, chunk) → Bits
        self._values.clear()

    def index_doc(self, docid, object):
        """Index ``object`` under ``docid``, in place of what it was indexed under."""
        values, before = self._read(object), self._values.get(docid)
        if values != before:
            self._values[docid] = values
            self._replace(docid, before or (), values)

    reindex_doc = index_doc

    def _read(self, object):
        value = getattr(object, self.discriminator)
        return tuple(sorted(set(value))) if isinstance(value, (list, tuple)) else (value,)

    def _replace(self, docid, before, values):
        if before:
            self._change(docid, set(before) - set(values), False)
            values = set(values) - set(before)
        self._change(docid, values, True)

    def unindex_doc(self, docid):
        """Forget the document; one that is not known is no error."""
        self._change(docid, self._values.pop(docid, ()), False)

    def _change(self, docid, values, present):
        for value in values:
            key = value, docid >> CHUNK_BITS
            bits = self._chunks.get(key)
            if bits is None:
                bits = self._chunks[key] = Bits()
            bits.change(docid, present)

    def bitmap(self, value):
        """Return the ids of the documents that have ``value``."""
        return BitMap().union(*self._bitmaps(value))

    def _bitmaps(self, value):
        return map(_BITMAP, self._chunks.values((value, 0), (value, LAST_CHUNK)))

    def bitmap_of_any(self, values):
        """Return the ids of the documents that have any of ``values``."""
        return BitMap().union(*chain.from_iterable(map(self._bitmaps, values)))

    def bitmap_up_to(self, value, since=None):
        """Return the ids of the documents that have a value not greater than ``value``, and not
        less than ``since`` if that is given.
        """
        least = None if since is None else (since, 0)
        found = self._chunks.values(least, (value, LAST_CHUNK))
        return BitMap().union(*[bits.bitmap for bits in found])

    def in_order(self, among, up_to, end):
        """Return the first ``end`` ids of the bitmap ``among`` that have a value not greater than
        ``up_to``, those with the least value first.
        """
        found = []
        for bits in self._chunks.values(max=(up_to, LAST_CHUNK)):
            found += bits.bitmap & among
            if len(found) >= end:
                break
        return found[:end]

    def values_of(self, docid):
        """Return the values that the document is indexed under, as a tuple."""
        return self._values.get(docid, ())

    def counts(self, among, values=None):
        """Return ``{value: how many of the bitmap among have it}`` without the zeros.

        ``values``: those that are counted; all if ``None``.
        """
        overlap = among.intersection_cardinality
        if values is not None:
            found = {value: sum(map(overlap, self._bitmaps(value))) for value in values}
            return {value: number for value, number in found.items() if number}
        counted = {}
        for (value, _chunk), bits in self._chunks.items():
            number = overlap(bits.bitmap)
            if number:
                counted[value] = counted.get(value, 0) + number
        return counted

    def apply(self, query):
        """Return the ids that have any of ``query``, a value or a list of them."""
        values = query if isinstance(query, (list, tuple)) else [query]
        return self.family.IF.Set(BitMap().union(*map(self.bitmap, values)))

    applyEq = applyAny = apply

    def applyAll(self, values):
        """Return the ids that have every one of ``values``."""
        return self.family.IF.Set(BitMap.intersection(*map(self.bitmap, values)))

    def applyNotEq(self, value):
        """Return the ids that have not ``value``."""
        return self._negate(self.applyEq, value)

    def _indexed(self):
        return self._values.keys()


def with_any(index, values, docids):
    """Iterate over those of ``docids`` that the ``FacetIndex`` knows under any of ``values``, a
    set, in their order.
    """
    values_of, are_others = index.values_of, values.isdisjoint
    return (docid for docid in docids if not are_others(values_of(docid)))


def index_in_row(catalog, docid, object):
    """Index ``object`` in all indexes of ``catalog``; the row that facets share is written once.
    """
    facets = {}
    for name, index in catalog.items():
        if isinstance(index, FacetIndex) and isinstance(index._values, Column):
            facets[name] = index
        else:
            index.reindex_doc(docid, object)
    if facets:
        rows = next(iter(facets.values()))._values.rows
        before = dict(rows.get(docid, ()))
        after = {**before, **{name: index._read(object) for name, index in facets.items()}}
        if after != before:
            rows[docid] = tuple(after.items())
            for name, index in facets.items():
                if before.get(name) != after[name]:
                    index._replace(docid, before.get(name, ()), after[name])


def drop_values(index):
    """Let the ``FacetIndex`` ``index`` forget each value that no document has any more."""
    for key, bits in [pair for pair in index._chunks.items() if not pair[1].bitmap]:
        bits.drop()
        del index._chunks[key]
