"""Connections that load: one question a transaction, and a snapshot that nobody holds for long."""
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from weakref import WeakSet

from psycopg2 import Error, OperationalError
from psycopg2.extensions import (
    TRANSACTION_STATUS_IDLE,
    TRANSACTION_STATUS_INTRANS,
    connection,
    cursor,
    lobject,
)
from transaction.interfaces import TransientError

#: Seconds, at most, that a snapshot which nobody reads any more is kept by the server.
KEPT = 1
#: Where a connection stands: no transaction, one that is read, one whose end is yet to be said.
_NONE, _OPEN, _ENDED = range(3)
_BEGIN = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; '
_LEADS = {_NONE: _BEGIN, _ENDED: f'ROLLBACK; {_BEGIN}'}

Parameters = Sequence[object] | Mapping[str, object] | None
Execute = Callable[[str, Parameters], None]


class CutOff(OperationalError, TransientError):
    """The connection was gone before anything was read over it: it can be done again."""


class _Cursor(cursor):
    def execute(self, query: str, vars: Parameters = None) -> None:
        self.connection.lead(super().execute, query, vars)


class LoadingConnection(connection):
    """A connection to PostgreSQL for transactions that only read.

    psycopg2 says ``BEGIN`` and waits, and says ``ROLLBACK`` and waits.  Here both are said in one
    breath with the statement that follows.  A transaction that no statement follows is ended by a
    thread, ``KEPT`` seconds later: a snapshot kept any longer would keep ``VACUUM`` from its work.
    """

    replica = None

    def __init__(self, dsn: str) -> None:
        super().__init__(dsn)
        self.autocommit = True
        self._stands, self._lock = _NONE, threading.Lock()
        _sweeper.add(self)

    def cursor(self, *args: object, **kwargs: object) -> cursor:
        """Return one that leads its statements, or one of psycopg2 if it has a name."""
        return super().cursor(*args, **{'cursor_factory': None if 'name' in kwargs else _Cursor,
                                        **kwargs})

    def lead(self, execute: Execute, query: str, parameters: Parameters) -> None:
        """Have ``query`` executed in a transaction, begun with it if there is none.

        Raises ``CutOff`` if it could not be begun for want of a server.
        """
        if self._stands == _OPEN:
            execute(query, parameters)
        else:
            with self._lock:
                self._begin(execute, query, parameters)

    def _begin(self, execute: Execute, query: str, parameters: Parameters) -> None:
        try:
            execute(_LEADS[self._stands] + query, parameters)
        except OperationalError as error:
            if self.closed:
                raise CutOff(*error.args) from error
            raise
        self._stands = _OPEN

    def rollback(self) -> None:
        """End the transaction; of one that failed the server is told at once."""
        if self.autocommit and self.info.transaction_status == TRANSACTION_STATUS_INTRANS:
            self._stands = _ENDED
            _sweeper.wake()
        else:
            with self._lock:
                self._end()

    def end_if_over(self) -> None:
        """Tell the server of the end of a transaction, unless its owner is just asking for more.

        For another thread than the owner's.
        """
        if self._lock.acquire(blocking=False):
            try:
                if self._stands == _ENDED:
                    self._end()
            finally:
                self._lock.release()

    def hand_over(self) -> None:
        """Let psycopg2 hold this transaction as its own, to its end.

        It opens large objects and named cursors in no other.
        """
        if self.autocommit:
            with super().cursor(cursor_factory=_Cursor) as leading:
                leading.execute('SELECT 1')
            self.autocommit = False

    def lobject(self, *args: object, **kwargs: object) -> lobject:
        """Return a large object; as psycopg2 does."""
        self.hand_over()
        return super().lobject(*args, **kwargs)

    def _end(self) -> None:
        super().rollback()
        self.autocommit = True
        if self.info.transaction_status != TRANSACTION_STATUS_IDLE:
            with super().cursor() as plain:
                plain.execute('ROLLBACK')
        self._stands = _NONE


class _Sweeper:
    """Ends the transactions that are over, a second after they were, in a thread of its own."""

    def __init__(self) -> None:
        self._connections: WeakSet[LoadingConnection] = WeakSet()
        self._lock = threading.Lock()
        self._something = threading.Event()
        self._thread: threading.Thread | None = None

    def add(self, connection: LoadingConnection) -> None:
        """Look after ``connection`` from now on."""
        with self._lock:
            self._connections.add(connection)
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._run, name='ends of transactions', daemon=True)
                self._thread.start()

    def wake(self) -> None:
        """Say that a transaction is over."""
        if not self._something.is_set():
            self._something.set()

    def _run(self) -> None:
        while True:
            self._something.wait()
            time.sleep(KEPT)
            self._something.clear()
            with self._lock:
                found = list(self._connections)
            while found:
                self._end(found.pop())

    @staticmethod
    def _end(found: LoadingConnection) -> None:
        # One that is broken is found to be so by who asks it next.
        with suppress(Error):
            found.end_if_over()


_sweeper = _Sweeper()
