"""Which transaction a connection shows: the version of everything that a reader sees."""
import datetime
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from persistent import Persistent
from persistent.timestamp import TimeStamp
from transaction import TransactionManager
from ZODB import DB
from ZODB.Connection import Connection
from ZODB.interfaces import IMVCCStorage
from ZODB.utils import p64, u64


def of(connection: Connection) -> bytes:
    """Return the id (8 bytes) of the last transaction that ``connection`` sees.

    Two connections with one answer show the same objects.
    """
    if connection.before is not None:  # opened as of the past
        return p64(u64(connection.before) - 1)
    storage = connection._storage
    start = getattr(storage, '_start', None)
    if start is not None:  # ZODB's MVCC adapter: FileStorage and ZEO
        return p64(u64(start) - 1)
    return storage.lastTransaction()  # RelStorage keeps its own snapshot


def serial_of(stored: Persistent) -> bytes:
    """Return the id (8 bytes) of the transaction that wrote what its connection shows of a
    persistent object; a ghost stays one.
    """
    if stored._p_changed is None:
        _record, serial = stored._p_jar._storage.load(stored._p_oid)
        return serial
    return stored._p_serial


def latest(database: DB) -> bytes | None:
    """Return the id of the last transaction of ``database`` that this process knows of, or
    ``None`` if only an opened connection can tell.
    """
    if IMVCCStorage.providedBy(database.storage):
        return _heard(database.storage)
    return database.storage.lastTransaction()


def _heard(storage: object) -> bytes | None:
    """Return the id that PostgreSQL has told ``storage``, ours on RelStorage, or ``None``."""
    listener = getattr(getattr(storage, '_adapter', None), 'listener', None)
    tid = listener and listener.latest()
    return p64(tid) if tid else None


_thread = threading.local()


@contextmanager
def as_known() -> Iterator[None]:
    """Let connections that this thread opens show the last transaction that the process knows of.

    A server that has to be asked is not asked then.  For who has written nothing: what another
    process has committed is seen some milliseconds later, or, if it was in the way, ends in a
    ``ReadConflictError``.
    """
    _thread.as_known = True
    try:
        yield
    finally:
        ask()


def ask() -> None:
    """From now on, ask."""
    _thread.as_known = False


def is_as_known() -> bool:
    """Tell whether ``as_known`` holds."""
    return getattr(_thread, 'as_known', False)


def moment_of(tid: bytes | None) -> datetime.datetime | None:
    """Return when the transaction with the id ``tid`` was, aware UTC.

    ``None`` for the id of no transaction at all: ``None``, empty, or eight zeros.
    """
    if not tid or tid == b'\0' * 8:
        return None
    return datetime.datetime.fromtimestamp(TimeStamp(tid).timeTime(), datetime.timezone.utc)


def tid_of(moment: datetime.datetime) -> bytes:
    """Return the id (8 bytes) that a transaction at ``moment``, aware, would have."""
    at = moment.astimezone(datetime.timezone.utc)
    return TimeStamp(at.year, at.month, at.day, at.hour, at.minute,
                     at.second + at.microsecond / 1e6).raw()


@contextmanager
def at_once(database: DB, tid: bytes | None = None) -> Iterator[Connection]:
    """Give a connection to ``database`` that sees one transaction, and writes nothing.

    ``tid``: id of the last that it sees; the present if ``None``.
    """
    manager = TransactionManager(explicit=True)
    manager.begin()
    connection = database.open(manager, before=tid and p64(u64(tid) + 1))
    try:
        yield connection
    finally:
        manager.abort()
        connection.close()
