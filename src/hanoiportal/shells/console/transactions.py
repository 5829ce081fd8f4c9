"""The log of the content database, read: which transactions there are, and what each wrote."""
import base64
import datetime
from collections import Counter
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice

from transaction import TransactionManager
from ZODB.POSException import POSKeyError
from ZODB.utils import get_pickle_metadata

from ...platform.ledger.interfaces import DESCRIPTION as LEDGER
from ...safekeeping.audit.undolog import DESCRIPTION as LOG

#: Records of one transaction looked at; a reindexing may have a million.
MOST_RECORDS = 20_000


@dataclass(frozen=True)
class TransactionEntry:
    """One transaction.  ``id``: what undoing asks for, as text.  ``time``: aware UTC.

    ``user``: an account's id or ``''``.  ``description``: path and view.
    """

    id: str
    time: datetime.datetime
    user: str
    description: str


def can_undo(database):
    """Return whether the storage of ``database`` keeps what is needed to undo."""
    return bool(database.supportsUndo())


def latest(database, number):
    """Return the last ``number`` undoable transactions, the latest first.

    Those that only keep the log or the ledger over an undoing are none to be undone.
    """
    found = map(_entry, database.undoLog(0, -number))
    return [entry for entry in found if entry.description not in (LOG, LEDGER)]


def find(database, asked, number):
    """Return the ``TransactionEntry`` with the id ``asked`` among the last ``number``, or
    ``None``.
    """
    return next((entry for entry in latest(database, number) if entry.id == asked), None)


def _entry(found):
    return TransactionEntry(
        _text(found['id']), datetime.datetime.fromtimestamp(found['time'], datetime.timezone.utc),
        _text(found['user_name']).strip().rpartition(' ')[2], _text(found['description']))


def _text(value):
    """Return ``value`` as text: FileStorage gives bytes, RelStorage either."""
    return value.decode('utf-8', 'replace') if isinstance(value, bytes) else value


def undo(database, asked, transaction):
    """Let ``transaction`` undo the one with the id ``asked`` when it commits.

    Its commit raises ``ZODB.POSException.UndoError`` if later transactions built on it.
    """
    database.undo(asked.encode('ascii'), transaction)


def written_in(connection, asked):
    """Return ``(resources, others, more)`` that the transaction ``asked`` wrote.

    ``resources``: objects with a place in the tree, as they are now.  ``others``: ``{class name:
    number}`` of the other records.  ``more``: whether there were more than are looked at.
    """
    tid = base64.decodebytes(asked.encode('ascii'))
    resources, others, seen = [], Counter(), 0
    with closing(_records(connection.db().storage, tid)) as records:
        for record in islice(records, MOST_RECORDS):
            seen += 1
            found = _loaded(connection, record.oid)
            if found is not None and hasattr(found, '__parent__'):
                resources.append(found)
            else:
                others[_class_of(record)] += 1
    return resources, dict(others), seen == MOST_RECORDS


@contextmanager
def before(connection, asked):
    """Give callable(object of ``connection``) → what it was before the transaction ``asked``, or
    ``None`` if it was not there yet.
    """
    tid = base64.decodebytes(asked.encode('ascii'))
    with closing(connection.db().open(TransactionManager(), before=tid)) as then:
        yield lambda found: _loaded(then, found._p_oid)


@contextmanager
def gone_in(connection, asked):
    """Give what the transaction ``asked`` took away, each as it was before: it undid what had
    added it.
    """
    tid = base64.decodebytes(asked.encode('ascii'))
    with closing(connection.db().open(TransactionManager(), before=tid)) as then, closing(
            _records(connection.db().storage, tid)) as records:
        yield (was for record in islice(records, MOST_RECORDS)
               if _loaded(connection, record.oid) is None
               and (was := _loaded(then, record.oid)) is not None)


def _records(storage, tid):
    """Yield the records of one transaction; RelStorage keeps a connection until it is closed."""
    with closing(storage.iterator(tid, tid)) as found:
        for transaction in found:
            # "yield from" crashes Python: ZODB's end of iteration is two exceptions in one.
            for record in transaction:  # noqa: UP028
                yield record


def _loaded(connection, oid):
    try:
        return connection.get(oid)
    except POSKeyError:  # added by what was undone since
        return None


def _class_of(record):
    """Return the name of the class of ``record``; one without data was itself an undoing."""
    return get_pickle_metadata(record.data)[1] if record.data else '?'
