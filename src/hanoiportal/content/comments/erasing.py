"""Forgetting the remarks on a past that is to be gone for good: they quote it."""
from persistent.list import PersistentList

from ...kernel.tree.numbering import joined
from .resource import remarks_of


def forget_remarks(portal, gone, registry):
    """Eraser: of ``gone.pasts`` the remarks made until then are gone."""
    for oid, until in gone.pasts.items():
        document = portal.__objectmap__.object_for(oid)
        kept = [remark for remark in remarks_of(document) if remark.moment > until]
        if document is not None and len(kept) < len(remarks_of(document)):
            document.remarks = PersistentList(kept)


def withhold_remarks(portal, gone, registry):
    """Withhold the same; keep ``[(document, its remarks)]``."""
    documents = [portal.__objectmap__.object_for(oid) for oid in gone.pasts]
    kept = [(each, remarks_of(each)) for each in documents if remarks_of(each)]
    forget_remarks(portal, gone, registry)
    return kept


def give_back_remarks(portal, kept, registry):
    """Let the remarks be there again, before those that were made meanwhile."""
    for document, before in kept:
        document.remarks = joined(before, remarks_of(document), 'moment')
