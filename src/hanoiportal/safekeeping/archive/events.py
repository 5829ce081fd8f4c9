"""What transactions did to what visitors read, told by the log of the content database.

A document, that is an item or a translation, is looked at in each transaction that has written it,
or moved or removed a place above it: as it was before, and as it was then.
"""
from dataclasses import dataclass, field, replace

from ZODB.POSException import POSKeyError
from ZODB.utils import p64, u64

from ...base.interfaces import IContainer, IItem, ITranslation
from ...kernel.storage import snapshot
from ...kernel.storage.databases import ROOT
from ...kernel.tree.lookup import path_of, walk
from ...kernel.workflow.interfaces import ARCHIVED
from .facts import is_shown, item_of, stands

PUBLISHED, CORRECTED, EXPIRED, WITHDRAWN, CHANGED, FILLED = (
    'published', 'corrected', 'expired', 'withdrawn', 'changed', 'filled')


@dataclass(frozen=True)
class Event:
    """What a transaction did to one document.

    ``kind``: ``published``, ``corrected`` (another version is public), ``expired`` (it went to the
    archived state), ``withdrawn``, ``changed`` (its address, its dates, or one of its files), or
    ``filled`` (it was public when the archive began).  ``tid``: id of the transaction, ``bytes``.
    ``item``, ``document``: object ids, the same for an item itself.  ``said``: ``facts.said``.
    ``pages``: ``(language tag, host, target)`` of each page that it concerns.
    """

    kind: str
    tid: bytes
    item: int
    document: int
    said: dict[str, object] = field(compare=False)
    pages: tuple[tuple[str, str, str], ...]


class EventLog:
    """The log of ``database``; ``facts``: the ``Facts`` of the portal."""

    def __init__(self, database, facts):
        self._database, self._facts = database, facts

    def after(self, tid):
        """Yield ``(tid, oids)`` of each transaction after the one with the id ``tid``, in order.
        """
        transactions = self._database.storage.iterator(p64(u64(tid) + 1))
        try:
            for each in transactions:
                yield each.tid, [record.oid for record in each]
        finally:
            getattr(transactions, 'close', list)()  # ZEO's needs none

    def events(self, tid, oids):
        """Return each ``Event`` of the transaction ``tid``, that wrote ``oids``."""
        with snapshot.at_once(self._database, tid) as now:
            written = [found for oid in oids if (found := _resource(now, oid)) is not None]
            if not written:
                return []
            with snapshot.at_once(self._database, p64(u64(tid) - 1)) as before:
                concerned = set().union(*(
                    _concerned(_resource(before, each._p_oid), each) for each in written))
                found = [self._event(_resource(before, oid), _resource(now, oid), tid)
                         for oid in sorted(concerned)]
                return self._with_parts(filter(None, found), now)

    def _event(self, was, document, tid):
        before, now = self._facts.face(was), self._facts.face(document)
        if before == now:
            return None
        found = self._made(_kind(before, now), document if now else was, tid)
        found.said['state'] = getattr(document, 'state', None)
        return found

    def _made(self, kind, document, tid):
        item = item_of(document)
        return Event(kind, tid, item.__oid__, document.__oid__,
                     self._facts.said(document), self._facts.pages(document))

    def _with_parts(self, found, connection):
        """Return the events ``found``, those of translations first, and that the items around
        changed whose files they are about.
        """
        found = sorted(found, key=lambda event: event.document == event.item)
        known, objects = {event.item for event in found}, connection.root()[ROOT].__objectmap__
        for event in list(found):
            item = objects.object_for(event.item)
            around = item if item is None else item.__parent__
            if IItem.providedBy(around) and around.__oid__ not in known and is_shown(around):
                known.add(around.__oid__)
                found.append(self._made(CHANGED, around, event.tid))
        return found

    def filled(self, document, tid):
        """Return the ``Event`` that ``document`` was public at ``tid``, with the page in its own
        language alone.
        """
        event = self._made(FILLED, document, tid)
        own = tuple(page for page in event.pages if page[0] == document.language)
        return replace(event, pages=own)


def _resource(connection, oid):
    """Return the item, translation or place with that id; ``None`` if it is none or not there."""
    try:
        found = connection.get(oid)
    except POSKeyError:
        return None
    kind = type(found)  # whose interfaces load nothing: most of what is written is of indexes
    known = any(each.implementedBy(kind) for each in (IItem, ITranslation, IContainer))
    return found if known and getattr(found, '__oid__', None) else None


def _concerned(was, now):
    """Return the ids of the documents that may be shown otherwise.

    ``was``, ``now``: one that was written, ``was`` ``None`` if it is new.
    """
    itself = {now._p_oid} if IItem.providedBy(now) or ITranslation.providedBy(now) else set()
    if _stand(was) == _stand(now):
        return itself
    return itself | _below(was) | _below(now)


def _stand(resource):
    """Return where ``resource`` stands, ``None`` if nowhere."""
    if resource is None or ITranslation.providedBy(resource) or not stands(resource):
        return None
    return path_of(resource)


def _below(resource):
    return {text._p_oid for each in (() if resource is None else walk(resource))
            if IItem.providedBy(each) for text in (each, *each.translations.values())}


def _kind(before, now):
    if not before:
        return PUBLISHED
    if not now:
        return WITHDRAWN
    if now.digest != before.digest:
        return CORRECTED
    return EXPIRED if now.state == ARCHIVED != before.state else CHANGED
