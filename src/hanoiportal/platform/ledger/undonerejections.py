"""Rejections over an undoing: those that are undone are taken back, those that stand again count.

No document says how often it was rejected once its work is thrown away; what the undone
transaction wrote into the ledger does.
"""
from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import cast

from ZODB.Connection import Connection
from ZODB.POSException import POSKeyError
from ZODB.utils import p64, u64

from ...base.interfaces import IPortal
from .interfaces import REJECTED, Event
from .resource import Bucket, get_or_create_ledger
from .rows import PLACES, packed, unpacked

_KIND = PLACES['kind']


class RejectionsOverUndo:
    """Those that the transaction ``tid`` wrote into the buckets with these ``oids``."""

    def __init__(self, connection: Connection, tid: bytes, oids: Iterable[bytes]) -> None:
        found = tuple(oids)
        after, before = ({event.number: event for event in _told(connection, moment, found)}
                         for moment in (p64(u64(tid) + 1), tid))
        self._undone = [each for number, each in after.items() if number not in before]
        self._again = [each for number, each in before.items() if number not in after]

    def contradict(self, portal: IPortal, now: datetime.datetime) -> None:
        """Append the contrary of what is undone, and what stands again."""
        for sign, events in ((-1, self._undone), (1, self._again)):
            for event in events:
                get_or_create_ledger(portal).append(packed(event._replace(
                    moment=now, of=event.number, amount=sign * event.amount)))


def _told(connection: Connection, moment: bytes, oids: tuple[bytes, ...]) -> Iterator[Event]:
    """Yield the rejections that the buckets had before ``moment``, the id of a transaction."""
    if not oids:
        return
    with closing(connection.db().open(before=moment)) as then:
        for oid in oids:
            try:
                bucket = cast('Bucket', then.get(oid))
                rows, start = bucket.rows, bucket.start
            except POSKeyError:
                continue
            for number, row in enumerate(rows, start):
                if row[_KIND] == REJECTED:
                    yield unpacked(number, row)
