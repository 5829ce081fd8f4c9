"""Forgetting the remarks on a past that is to be gone for good: they quote it."""
from persistent.list import PersistentList

from .resource import remarks_of


def forget_remarks(portal, gone, registry):
    """Eraser: of ``gone.pasts`` the remarks made until then are gone."""
    for oid, until in gone.pasts.items():
        document = portal.__objectmap__.object_for(oid)
        kept = [remark for remark in remarks_of(document) if remark.moment > until]
        if document is not None and len(kept) < len(remarks_of(document)):
            document.remarks = PersistentList(kept)
