"""Indexing everything anew while the portal runs: new indexes are filled beside those in use.

Whatever changes meanwhile goes into both, so visitors and editors never find less than before; at
the end the new ones take the place of the old in one small transaction.
"""
from itertools import islice

from pyroaring import BitMap

from ...base.interfaces import IItem
from .indexes import Indexes
from .services import entries_of


def begin(portal):
    """Let there be indexes to fill; those of a run that was stopped are filled further."""
    if portal.indexes.coming is None:
        portal.indexes.coming = Indexes()


def give_up(portal):
    """Forget what was filled by a run that was stopped."""
    portal.indexes.coming = None


def fill(portal, registry, size):
    """Index the next ``size`` resources into the new indexes; return how many there were."""
    coming, objects = portal.indexes.coming, portal.__objectmap__.objects
    batch = list(islice(objects.items(coming.upto, excludemin=True), size))
    for _objectid, resource in batch:
        if IItem.providedBy(resource):
            for document, entry, details in entries_of(resource, registry):
                coming.index(document, entry, details)
    if batch:
        coming.upto = batch[-1][0]
    return len(batch)


def fold(portal):
    """Fold in what is pending in the new indexes."""
    portal.indexes.coming.catalog['text'].fold_in()


def finish(portal):
    """Put the new indexes in the place of the old; return the number of documents in them.

    What was removed at the very moment at which it was filled in is taken out first.
    """
    coming, objects = portal.indexes.coming, portal.__objectmap__.objects
    known = BitMap(coming.changed.known)
    for docid in known - BitMap(objects):
        coming.unindex(docid)
    portal.indexes.become(coming)
    return len(known & BitMap(objects))
