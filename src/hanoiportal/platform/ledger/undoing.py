"""The ledger over an undoing: nothing is taken from it, and the contrary is appended.

Undoing puts the end of the last bucket back as it was, if nothing was appended since.  So what
stands there is kept elsewhere before, in a transaction of its own: ZODB cannot undo and write in
one.  The numbers count on after what is kept.
"""
from __future__ import annotations

import base64
import datetime
from collections.abc import Callable, Iterable
from contextlib import closing
from typing import NamedTuple, cast

from pyramid.registry import Registry
from pyramid.request import Request
from transaction import TransactionManager
from ZODB.Connection import Connection
from ZODB.POSException import POSKeyError
from ZODB.utils import get_pickle_metadata
from zope.interface import implementer

from ...base.interfaces import IClock, IItem, IPortal, IResource, ITranslation
from ...kernel.storage import retry
from ...kernel.storage.databases import ROOT
from ...kernel.tree.events import SYSTEM
from ...kernel.tree.lookup import path_of
from ...kernel.tree.resources import InWork
from ...kernel.tree.sharing import SharedPlace, is_shared
from ...kernel.workflow.interfaces import ARCHIVED
from .documents import Document, append, is_document
from .interfaces import (
    COMMENTED,
    CORRECTED,
    DATED,
    DESCRIPTION,
    EXPIRED,
    MOVED,
    PUBLISHED,
    RESUMED,
    WITHDRAWN,
    Event,
    IOverUndo,
)
from .resource import Bucket, get_or_create_ledger, ledger_of
from .rows import PLACES, packed, unpacked
from .undoneplaces import PlacesOverUndo
from .undonerejections import RejectionsOverUndo

_BUCKET = (Bucket.__module__, Bucket.__name__)
_ITEM, _LANGUAGE = PLACES['item'], PLACES['language']


class Known(NamedTuple):
    """What the ledger knew of a document before the undoing.  ``last``: its last event; of what
    sites share ``others``: the last of each other site, unless it ended there.  ``comments``:
    how many were public.  ``path``, ``state``: where and what it was.
    """

    counted: bool
    digests: tuple[str, ...]
    dates: tuple[tuple[str, datetime.date | None], ...]
    last: Event | None
    comments: int
    path: str
    state: str
    others: tuple[Event, ...] = ()


@implementer(IOverUndo)
class OverUndo:
    """``IOverUndo``."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def keep(self, connection: Connection, asked: str) -> Callable[[IPortal], None]:
        tid = base64.decodebytes(asked.encode('ascii'))
        oids, others = _written(connection.db().storage, tid)
        if oids:
            self._keep(connection, oids)
        buckets = [connection.get(oid) for oid in oids]
        starts = [bucket.start for bucket in buckets]
        known = {oid: _known(document, buckets) for oid in others
                 if (document := _document(connection, oid)) is not None}
        places = PlacesOverUndo(connection, others)
        rejections = RejectionsOverUndo(connection, tid, oids)
        left = {oid: place.left for oid in others
                if (place := _shared_place(connection, oid)) is not None}
        epoch = ledger_of(connection.root()[ROOT]).epoch

        def contradict(portal: IPortal) -> None:
            for start in starts:
                get_or_create_ledger(portal).mend(start)
            get_or_create_ledger(portal).go_on_in(epoch)
            for oid, before in known.items():
                self._contradict(portal, oid, before)
            for oid, those in left.items():
                self._stand_again(portal, oid, those)
            now = self._registry.getUtility(IClock).now()
            places.contradict(portal, now)
            rejections.contradict(portal, now)

        return contradict

    def _keep(self, connection: Connection, oids: Iterable[bytes]) -> None:
        """Keep the rows of the buckets with these ``oids``, as they are by now."""
        manager = TransactionManager()
        with closing(connection.db().open(manager)) as current:
            def keep() -> None:
                manager.get().note(DESCRIPTION)
                ledger = get_or_create_ledger(current.root()[ROOT])
                for oid in oids:
                    ledger.keep(current.get(oid))

            retry.run(manager, keep)

    def _contradict(self, portal: IPortal, oid: bytes, before: Known) -> None:
        """Append what the undoing has made of the document with the ``oid``."""
        document = _document(portal._p_jar, oid)  # type: ignore[attr-defined]  # it is persistent
        now = self._registry.getUtility(IClock).now()
        if document is None or not is_document(document):
            self._take_back(portal, before, now)
            return
        of = before.last and before.last.number
        if document.counted != before.counted:
            append(document, self._registry, PUBLISHED if document.counted else WITHDRAWN, now,
                   SYSTEM, of=of)
        elif document.counted and _digests(document) != before.digests:
            append(document, self._registry, CORRECTED, now, SYSTEM, of=of)
        elif document.counted and document.state != before.state:
            append(document, self._registry, RESUMED if before.state == ARCHIVED else EXPIRED, now,
                   SYSTEM, of=of)
        if document.counted and not ITranslation.providedBy(document) and (
                path_of(document) != before.path):
            append(document, self._registry, MOVED, now, SYSTEM, of=of)
        comments = document.told_comments
        if comments != before.comments:
            append(document, self._registry, COMMENTED, now, SYSTEM,
                   amount=comments - before.comments)
        self._date_again(document, dict(before.dates), now, of)

    def _stand_again(self, portal: IPortal, oid: bytes,
                     before: frozenset[tuple[int, int]]) -> None:
        """Append at which sites the undoing lets what they share stand again, or no longer."""
        place = _shared_place(portal._p_jar, oid)  # type: ignore[attr-defined]  # persistent
        if place is None:
            return
        for site, item in sorted(before ^ place.left):
            found = cast('Document | None', portal.__objectmap__.object_for(item))
            if found is not None and found.counted:
                append(found, self._registry,
                       WITHDRAWN if (site, item) in place.left else PUBLISHED,
                       self._registry.getUtility(IClock).now(), SYSTEM,
                       seats=[(site, place.sections[site])])

    def _take_back(self, portal: IPortal, before: Known, now: datetime.datetime) -> None:
        """Append that what is gone is public no longer, and no comment on it."""
        if before.last is None:
            return
        last = before.last._replace(moment=now, of=before.last.number, is_first=None)
        ledger = get_or_create_ledger(portal)
        if before.comments:
            ledger.append(packed(last._replace(
                kind=COMMENTED, length=0, editor='', genre='', pictures=0,
                amount=-before.comments)))
        if before.counted:
            ledger.append(packed(last._replace(kind=WITHDRAWN, amount=1)))
            for each in before.others:
                ledger.append(packed(each._replace(
                    kind=WITHDRAWN, amount=1, moment=now, of=each.number, is_first=None)))

    def _date_again(self, document: Document, before: dict[str, datetime.date | None],
                    now: datetime.datetime, of: int | None) -> None:
        rules = self._registry.content.metadata(document, 'trigger_dates', {})
        after = dict(document.told_dates)
        for field in rules:
            if after.get(field) != before.get(field):
                append(document, self._registry, DATED, now, SYSTEM, of=of,
                       rule=rules[field], field=field, day=after.get(field))


def _written(storage: object, tid: bytes) -> tuple[list[bytes], list[bytes]]:
    """Return the object ids of the buckets, and those of all else, that ``tid`` wrote."""
    buckets, others = [], []
    with closing(storage.iterator(tid, tid)) as found:  # type: ignore[attr-defined]
        for transaction in found:
            for record in transaction:
                if record.data and get_pickle_metadata(record.data) == _BUCKET:
                    buckets.append(record.oid)
                else:
                    others.append(record.oid)
    return buckets, others


def _document(connection: Connection, oid: bytes) -> Document | None:
    """Return the document with the ``oid``, in the tree or not; ``None`` if it is none."""
    try:
        found = connection.get(oid)
        is_one = isinstance(found, InWork) and (
            IItem.providedBy(found) or ITranslation.providedBy(found))
    except POSKeyError:  # also of one that the connection remembers
        return None
    return cast('Document', found) if is_one else None


def _shared_place(connection: Connection, oid: bytes) -> SharedPlace | None:
    """Return the place that sites share with the ``oid``; ``None`` if it is none."""
    try:
        found = connection.get(oid)
        return found if isinstance(found, SharedPlace) and found.sections else None
    except POSKeyError:
        return None


def _known(document: Document, buckets: list[Bucket]) -> Known:
    item = document.__parent__ if ITranslation.providedBy(document) else document
    oid = getattr(item, '__oid__', 0)
    about = [unpacked(number, row) for bucket in buckets
             for number, row in enumerate(bucket.rows, bucket.start)
             if row[_ITEM:_ITEM + 1] == (oid,)
             and row[_LANGUAGE:_LANGUAGE + 1] == (document.language,)]
    return Known(document.counted, _digests(document), tuple(document.told_dates),
                 about[-1] if about else None, document.told_comments, path_of(document),
                 document.state, _of_others(about) if is_shared(cast('IResource', item)) else ())


def _of_others(about: list[Event]) -> tuple[Event, ...]:
    """Return the last of the events ``about`` one thing at each site but that of the last one."""
    found = {event.site: event for event in about}
    return tuple(each for each in found.values()
                 if each is not about[-1] and each.kind != WITHDRAWN)


def _digests(document: Document) -> tuple[str, ...]:
    return tuple(approval.digest for approval in document.approvals)


def over_undo(request: Request) -> OverUndo:
    return OverUndo(request.registry)
