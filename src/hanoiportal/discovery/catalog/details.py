"""Details: what a content type lets its public items be found by, beyond what all types have.

A type names a callable ``details`` in its metadata; each detail is a pair of a name and a value,
``('issuer', 'Sở Xây dựng')``.  Only what visitors' lists show is indexed, so a draft costs
nothing; an item costs one small record for each of its details.
"""
from BTrees import family32
from persistent import Persistent
from pyroaring import BitMap
from zope.interface import implementer

from ...base.i18n import DEFAULT
from ...base.interfaces import ISite
from ...base.values import Batch
from .facets import LAST_CHUNK, FacetIndex
from .interfaces import REFERENCE, DetailPlace, ICatalog, IDetails
from .sharing import PlaceLists

#: The greatest text that a value is compared with.
_LAST = '\U0010ffff'
#: Up to so many hits are put in order by themselves, more by the order of the index.
SORTED = 2000


class Pairs(Persistent):
    """The details of one item, in a record of their own: those of its neighbours stay as they are.
    """

    def __init__(self, pairs):
        self.pairs = pairs


class DetailIndex(FacetIndex):
    """Public items by their details, pairs of ``str``."""

    def __init__(self):
        super().__init__('details')

    def index_doc(self, docid, object):
        """Index ``object`` under ``docid``, in place of what it was indexed under."""
        before, pairs = self.values_of(docid), tuple(sorted(set(object.details)))
        if pairs == before:
            return
        if docid in self._values:
            self._values[docid].pairs = pairs
        else:
            self._values[docid] = Pairs(pairs)
        self._change(docid, set(before) - set(pairs), False)
        self._change(docid, set(pairs) - set(before), True)

    reindex_doc = index_doc

    def unindex_doc(self, docid):
        """Forget the document; one that is not known is no error."""
        kept = self._values.pop(docid, None)
        if kept is not None:
            self._change(docid, kept.pairs, False)

    def values_of(self, docid):
        """Return the pairs that the document is indexed under, as a tuple."""
        kept = self._values.get(docid)
        return () if kept is None else kept.pairs

    def counted(self, name, among):
        """Return ``{value: how many of the bitmap among have it}`` of the details ``name``."""
        counted = {}
        for ((_name, value), _chunk), bits in self._of(name, self._chunks.items):
            number = bits.bitmap.intersection_cardinality(among)
            if number:
                counted[value] = counted.get(value, 0) + number
        return counted

    def between(self, name, first, last):
        """Return the ids that have a value from ``first`` to ``last``; ``''`` for no limit."""
        found = self._chunks.values(((name, first), 0), ((name, last or _LAST), LAST_CHUNK))
        return BitMap().union(*[bits.bitmap for bits in found])

    def sorted(self, name, among, end, last_first):
        """Return the first ``end`` ids of the bitmap ``among`` by their value, those without one
        at the end; of equals the one indexed last comes first.
        """
        if len(among) <= SORTED:
            return self._by_value(name, among, last_first)[:end]
        keys = list(self._of(name, self._chunks.keys))
        found, rest = [], among.copy()
        for key in reversed(keys) if last_first else keys:
            hits = self._chunks[key].bitmap & rest
            found += sorted(hits, reverse=True)
            rest -= hits
            if len(found) >= end:
                return found[:end]
        return [*found, *sorted(rest, reverse=True)][:end]

    def behind(self, name, among, place):
        """Return those of the bitmap ``among`` that ``sorted`` puts behind the ``DetailPlace``,
        the greatest value first.
        """
        passed = self.between(name, place.value, '')
        equal = self.bitmap((name, place.value)) if place.value else among - passed
        further = among - passed - equal
        equal.remove_range(place.docid, family32.maxint + 1)
        return further | among & equal

    def place_of(self, name, docid):
        """Return the ``DetailPlace`` of a document in lists by the detail ``name``."""
        return DetailPlace(self._value(name, docid), docid)

    def _value(self, name, docid):
        return dict(self.values_of(docid)).get(name, '')

    def _by_value(self, name, among, last_first):
        newest = sorted(among, reverse=True)
        values = {docid: self._value(name, docid) for docid in newest}
        known = sorted(filter(values.get, newest), key=values.get, reverse=last_first)
        return known + [docid for docid in newest if not values[docid]]

    def _of(self, name, read):
        return read(((name, ''), 0), ((name, _LAST), LAST_CHUNK))


class Detailed:
    """An item as the index reads it.  ``details``: list of pairs."""

    def __init__(self, details):
        self.details = [(name, value) for name, value in details if value]


@implementer(IDetails)
class DetailService:
    """``IDetails`` over one portal.  ``catalog``: its ``ICatalog``, which knows what is public."""

    def __init__(self, portal, catalog):
        self._portal = portal
        self._catalog = catalog
        indexes = portal.indexes
        self._index = indexes.details or DetailIndex()  # none before the first item with details
        self._facets, self._objects = indexes.catalog, portal.__objectmap__.objects

    def having(self, details):
        found = {detail: self._index.bitmap(detail) for detail in details}
        if not any(found.values()):
            return {}
        public = self._works(self._portal)
        return {detail: [self._objects[docid] for docid in ids & public]
                for detail, ids in found.items() if ids & public}

    def find(self, asked, place, start=0, size=20):
        found = self._found(asked, place)
        page = self._index.sorted(asked.order, found, start + size, asked.last_first)[start:]
        lists = PlaceLists(self._portal, place)
        return Batch(tuple(map(lists.at, page)), len(found), start, size)

    def following(self, asked, place, after, size=20):
        name, found = asked.order, self._found(asked, place)
        left = found if after is None else self._index.behind(name, found, after)
        page = self._index.sorted(name, left, size, last_first=True)
        last = self._index.place_of(name, page[-1]) if len(left) > size else None
        lists = PlaceLists(self._portal, place)
        return Batch(tuple(map(lists.at, page)), len(found), 0, size), last

    def counts(self, asked, place, names):
        without = {name: asked.without(name) for name in names}
        found = {each.equal: self._found(each, place) for each in without.values()}
        return {name: self._index.counted(name, found[each.equal])
                for name, each in without.items()}

    def _found(self, asked, place):
        among = self._works(place) if ISite.providedBy(place) else self._catalog.public(
            place, DEFAULT)
        found = among & self._facets['type'].bitmap(asked.type)
        for detail in asked.equal:
            found &= self._index.bitmap(detail)
        for limits in asked.between:
            found &= self._index.between(*limits)
        return found if asked.text is None else found & self._facets['text'].match(asked.text)

    def _works(self, place):
        """Return the ids of what is public below ``place``, each work once: where it is at home.
        """
        return self._catalog.public(place, DEFAULT) - self._facets['flags'].bitmap(REFERENCE)


def detail_service(request):
    return DetailService(request.root, request.service(ICatalog))
