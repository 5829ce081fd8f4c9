"""The ``keys`` database: a key for each thing that must be forgotten for good (ADR 65).

What is sealed with a key is gone, in every copy, once the key is: so keys lie in a database of
their own, of which backups are kept for days alone.  Renaming needs an upgrade step.
"""
import secrets
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar
from weakref import WeakKeyDictionary

from BTrees.LLBTree import LLBTree, LLTreeSet
from BTrees.LOBTree import LOBTree
from persistent import Persistent
from transaction import TransactionManager
from ZODB import DB
from ZODB.Connection import Connection

from ...base.interfaces import IPortal
from . import retry
from .interfaces import KEYS

#: What is done in a transaction.
Result = TypeVar('Result')

#: Name in the root of the database.
ROOT = 'keys'
#: Bytes of a key; keys that are made at once, so that what needs one costs no commit more.
LENGTH, BATCH = 32, 64
#: Bytes that are written before a pack: a FileStorage leaves what it writes in a file of its own
#: until something as long is written over it.
FILLER = 512 * 1024
#: Seconds for which a process hands out the keys that it has made; long after that reconciling
#: may destroy those that nothing has.
FRESH = 6 * 3600


class KeyStore(Persistent):
    """Keys by number.  ``made``: seconds since 1970 UTC by the first number of each batch.

    ``lookup``: a key for marks by which something is found again.  ``last``: the greatest number
    given, also if its key is gone.  ``gone``: numbers of keys that were destroyed.  ``unpacked``:
    how many of them since the database was packed.  ``filler``: see ``FILLER``.
    """

    last = unpacked = 0
    filler = b''

    def __init__(self) -> None:
        self.keys = LOBTree()
        self.made = LLBTree()
        self.gone = LLTreeSet()
        self.lookup = secrets.token_bytes(LENGTH)


class KeyPool:
    """Keys of ``database`` that this process has made and not handed out yet."""

    def __init__(self, database: DB) -> None:
        self._database = database
        self._ready: deque[tuple[int, bytes]] = deque()
        self._made_at = 0
        self._lookup = b''
        self._lock = threading.Lock()

    def take(self, now: int, beyond: int = 0) -> tuple[int, bytes]:
        """Return the number of a new key, greater than ``beyond``, and the key.

        ``now``: seconds since 1970 UTC.  Keys are durable before they are handed out.
        """
        with self._lock:
            if not 0 <= now - self._made_at < FRESH:
                self._ready.clear()
            while self._ready and self._ready[0][0] <= beyond:
                self._ready.popleft()
            if not self._ready:
                self._ready.extend(self._made(now, beyond))
                self._made_at = now
            return self._ready.popleft()

    def _made(self, now: int, beyond: int) -> list[tuple[int, bytes]]:
        def make(connection: Connection) -> list[tuple[int, bytes]]:
            store = store_for(connection)
            first = max(store.last, beyond) + 1
            made = [(number, secrets.token_bytes(LENGTH))
                    for number in range(first, first + BATCH)]
            store.keys.update(made)
            store.made[first], store.last = now, made[-1][0]
            return made

        return self.changed(make)

    def lookup(self) -> bytes:
        """Return the key of marks."""
        if not self._lookup:
            with self._apart() as connection:
                store = connection.root().get(ROOT)
                self._lookup = b'' if store is None else bytes(store.lookup)
        if not self._lookup:
            self._lookup = self.changed(lambda writing: bytes(store_for(writing).lookup))
        return self._lookup

    def later(self, number: int) -> bytes | None:
        """Return a key that a transaction may not see, since it began earlier; ``None`` if it is
        destroyed.
        """
        with self._apart() as connection:
            return _key_in(connection, number)

    def is_gone(self, number: int) -> bool:
        """Return whether the key with that ``number`` was destroyed."""
        with self._apart() as connection:
            store: KeyStore | None = connection.root().get(ROOT)
            return store is not None and number in store.gone

    def made_before(self, moment: float) -> list[int]:
        """Return the numbers of the keys that are there and were made before ``moment``, seconds
        since 1970 UTC.
        """
        with self._apart() as connection:
            store: KeyStore | None = connection.root().get(ROOT)
            if store is None:
                return []
            starts = [first for first, made in store.made.items() if made < moment]
            return [number for first in starts
                    for number in store.keys.keys(first, first + BATCH - 1)]

    def destroy(self, numbers: Iterable[int]) -> int:
        """Destroy the keys with those ``numbers``; return how many there were.

        ``pack`` is needed before they are gone from the disk, too.
        """
        wanted = list(dict.fromkeys(numbers))
        with self._lock:
            self._ready = deque(each for each in self._ready if each[0] not in set(wanted))
            return sum(self._destroy(wanted[at:at + BATCH])
                       for at in range(0, len(wanted), BATCH))

    def _destroy(self, wanted: list[int]) -> int:
        def remove(connection: Connection) -> int:
            store = store_for(connection)
            there = [number for number in wanted if number in store.keys]
            for number in there:
                del store.keys[number]
                store.gone.insert(number)
            if there:
                store.unpacked += len(there)
            return len(there)

        return self.changed(remove)

    def pack(self) -> bool:
        """Let the disk hold no destroyed key; return whether there was any."""
        with self._apart() as connection:
            store = connection.root().get(ROOT)
            if store is None or not store.unpacked:
                return False
            known = store.unpacked

        def fill(connection: Connection) -> None:
            store_for(connection).filler = bytes(FILLER)

        def note(connection: Connection) -> None:
            store = store_for(connection)
            store.unpacked, store.filler = store.unpacked - known, b''

        self.changed(fill)
        self._database.pack()
        self.changed(note)
        return True

    def changed(self, work: Callable[[Connection], Result]) -> Result:
        """Return ``work(connection)`` committed in a transaction of the keys alone."""
        manager = TransactionManager(explicit=True)
        opened: list[Connection] = []

        def once() -> Result:
            if not opened:
                opened.append(self._database.open(manager))
            return work(opened[0])

        try:
            return retry.run(manager, once)
        finally:
            for connection in opened:
                connection.close()

    @contextmanager
    def _apart(self) -> Iterator[Connection]:
        manager = TransactionManager(explicit=True)
        manager.begin()
        connection = self._database.open(manager)
        try:
            yield connection
        finally:
            manager.abort()
            connection.close()


_pools: WeakKeyDictionary[DB, KeyPool] = WeakKeyDictionary()
_pools_lock = threading.Lock()


def pool_of(database: DB) -> KeyPool:
    """Return the ``KeyPool`` of this process for ``database``, that of the keys."""
    with _pools_lock:
        found = _pools.get(database)
        if found is None:
            found = _pools[database] = KeyPool(database)
        return found


def keys_of(portal: IPortal) -> KeyPool:
    """Return the ``KeyPool`` of the portal."""
    return pool_of(_connection_of(portal).db().databases[KEYS])


def key_of(portal: IPortal, number: int) -> bytes | None:
    """Return the key with that number, ``None`` if it is destroyed."""
    found = _key_in(_connection_of(portal).get_connection(KEYS), number)
    return keys_of(portal).later(number) if found is None else found


def store_for(connection: Connection) -> KeyStore:
    """Return the keys in ``connection`` for writing; the first time they are made."""
    root = connection.root()
    if ROOT not in root:
        root[ROOT] = KeyStore()
    found: KeyStore = root[ROOT]
    return found


def _connection_of(portal: IPortal) -> Connection:
    return portal._p_jar  # type: ignore[attr-defined]  # it is persistent


def _key_in(connection: Connection, number: int) -> bytes | None:
    store = connection.root().get(ROOT)
    return None if store is None else store.keys.get(number)
