"""What transactions told the log of actions: by it the list of undoing names each in words."""
import base64
from collections.abc import Iterable, Mapping
from contextlib import closing
from itertools import islice

from ZODB.Connection import Connection
from ZODB.interfaces import IStorage
from ZODB.serialize import ObjectReader
from ZODB.utils import get_pickle_metadata

from .entries import Entry, read
from .resource import Bucket

#: Records of one transaction looked at for its actions; a larger one is named by its description.
MOST_RECORDS = 3000
_BUCKET = (Bucket.__module__, Bucket.__name__)


def told_in(connection: Connection, ids: Iterable[str]) -> Mapping[str, list[Entry]]:
    """Return ``{id: entries}`` of what the transactions with these ``ids`` wrote into the log.

    ``connection``: of the content database.  ``ids``: as ``transactions.Entry.id``.
    """
    wanted = {base64.decodebytes(each.encode('ascii')): each for each in ids}
    if not wanted:
        return {}
    storage, reader = connection.db().storage, ObjectReader(
        connection, None, connection.db().classFactory)
    found: dict[str, list[Entry]] = {}
    with closing(storage.iterator(min(wanted), max(wanted))) as transactions:
        for each in transactions:
            if each.tid in wanted:
                found[wanted[each.tid]] = [
                    entry for record in islice(each, MOST_RECORDS)
                    for entry in _added(storage, reader, record.oid, each.tid, record.data)]
    return found


def _added(storage: IStorage, reader: ObjectReader, oid: bytes, tid: bytes,
           data: bytes | None) -> list[Entry]:
    """Return the entries that the record of a bucket has and the one before it had not."""
    if not data or get_pickle_metadata(data) != _BUCKET:
        return []
    before = storage.loadBefore(oid, tid)
    known = len(reader.getState(before[0])['lines']) if before and before[0] else 0
    return [read(line) for line in reader.getState(data)['lines'][known:]]
