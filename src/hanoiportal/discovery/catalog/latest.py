"""The newest first: one ordered set for each place and language.

repoze.catalog would sort all hits of a section anew for each page shown; here the latest 20 cost
the same among 2,000 items and among a million, and a publication writes some 4 KB.
"""
from itertools import islice

from BTrees import family64
from BTrees.Length import Length
from persistent import Persistent

from .order import HEAD, SPARSE, docid_of, docids_of, first_key, keys_in, newest_of, order_key
from .trees import SmallIOBTree, SmallLLTreeSet

#: So many entries of the list are read for each hit before few hits, perhaps all of them old, are
#: sorted instead: reading one takes a fourth of what sorting one takes.
PATIENCE = 4
#: So many are looked through before it is asked which of the hits are listed at all.
SOON = 200


class Place(Persistent):
    """The ordered keys of one place in one language, behind ``HEAD``."""

    def __init__(self):
        self.keys = SmallLLTreeSet([HEAD])
        self.count = Length()


class LatestIndex(Persistent):
    """Public documents by place and language, the newest first."""

    def __init__(self):
        self.places = family64.OO.BTree()
        self.known = SmallIOBTree()

    def put(self, docid, moment, places, language):
        """List ``docid`` under each place id of ``places``, in place of where it was listed."""
        entry = (order_key(moment, docid), tuple(places), language)
        if self.known.get(docid) == entry:
            return
        self.drop(docid)
        self.known[docid] = entry
        for place in entry[1]:
            kept = self.places.get((place, language))
            if kept is None:
                kept = self.places[place, language] = Place()
            kept.keys.update((HEAD, entry[0]))  # a list of before has none
            kept.count.change(1)

    def drop(self, docid):
        """List ``docid`` nowhere; no-op if it was not listed."""
        key, places, language = self.known.pop(docid, (None, (), None))
        for place in places:
            kept = self.places[place, language]
            kept.keys.remove(key)
            kept.count.change(-1)

    def count(self, place, language):
        """Return how many documents are listed under the place id."""
        kept = self.places.get((place, language))
        return 0 if kept is None else kept.count()

    def ids(self, place, language, start=0):
        """Iterate over the ids listed under the place id, the newest first, from ``start`` on.

        What comes before is passed over by whole buckets of the tree.  Any index into a tree
        makes it load and count all its buckets first, so the beginning is read without one.
        """
        kept = self.places.get((place, language))
        if kept is None or not start:
            return map(docid_of, () if kept is None else kept.keys.keys(HEAD + 1))
        first = list(kept.keys.keys(HEAD + 1)[start:start + 1])
        return map(docid_of, kept.keys.keys(first[0]) if first else ())

    def soon(self, place, language):
        """Iterate over the first of ``ids``, as many as may be looked through for each page."""
        return islice(self.ids(place, language), SOON)

    def first(self, docids, number, place, language, before=None):
        """Return the newest ``number`` of ``docids``, the newest first.

        ``docids``: bitmap of documents that are all listed under the place id in ``language``.
        ``before``: moment that all of theirs are known to be before: the list is read from there.
        """
        kept = self.places.get((place, language))
        listed = () if kept is None else kept.keys.keys(
            HEAD + 1 if before is None else first_key(before))
        if len(docids) * SPARSE <= self.count(place, language):
            listed = islice(listed, len(docids) * PATIENCE)
        found = docids_of(islice(keys_in(listed, docids), number))
        if len(found) == min(number, len(docids)):
            return found
        return self.newest(docids, number)

    def following(self, docids, number, place, language, key=HEAD):
        """Return the keys of the newest ``number`` of ``docids`` that stand behind ``key`` in the
        list of the place id, the newest first.

        ``docids``: bitmap of documents that are all listed there.  A key that is gone since is
        as good as one that is there: what stood behind it still does.
        """
        kept = self.places.get((place, language))
        if kept is None:
            return []
        if len(docids) * SPARSE <= kept.count():
            keys = (self.known[docid][0] for docid in docids)
            return sorted(each for each in keys if each > key)[:number]
        listed = kept.keys.keys(max(key, HEAD) + 1)
        return list(islice(keys_in(listed, docids), number))

    def newest(self, docids, number):
        """Return the newest ``number`` of ``docids``, all listed, the newest first; for few."""
        known = map(self.known.__getitem__, docids)
        return newest_of([key for key, _places, _language in known], number)
