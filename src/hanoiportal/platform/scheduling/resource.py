"""The index of what is due.  Renaming this module needs an upgrade step."""
from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOTreeSet
from persistent import Persistent

from ...kernel.tree.lookup import find_portal


class Dues(Persistent):
    """Việc hẹn giờ: which documents wait for which moments; an attribute of the portal.

    ``entries``: ``(seconds since 1970 UTC, kind, object id)`` in order.  ``by_oid``: the entries
    of each document that has any.
    """

    def __init__(self):
        self.entries = OOTreeSet()
        self.by_oid = IOBTree()

    def keep(self, oid, wanted):
        """Let the entries of the document ``oid`` be ``wanted``, a set; write only what differs.
        """
        kept = frozenset(self.by_oid.get(oid, ()))
        for entry in kept - wanted:
            self.entries.discard(entry)
        self.entries.update(wanted - kept)
        if not wanted:
            self.by_oid.pop(oid, None)
        elif wanted != kept:
            self.by_oid[oid] = tuple(sorted(wanted))

    def until(self, now):
        """Return the entries up to ``now``, an aware ``datetime``, earliest first."""
        return list(self.entries.keys(max=(now.timestamp(), '\U0010ffff', 0)))


def dues_of(portal):
    """Return the ``Dues`` of ``portal``; of one that has none yet, those are not kept."""
    kept = getattr(portal, 'dues', None)
    return Dues() if kept is None else kept


def keep_dues(document, moments):
    """Keep in the index of its portal that ``document`` waits for ``moments``: ``(moment, kind)``.

    A document that waits for nothing costs no byte.
    """
    portal, oid = find_portal(document), document.__oid__
    wanted = frozenset((moment.timestamp(), kind, oid) for moment, kind in moments)
    kept = getattr(portal, 'dues', None)
    if kept is None and wanted:
        kept = portal.dues = Dues()
    if kept is not None and (wanted or oid in kept.by_oid):
        kept.keep(oid, wanted)
