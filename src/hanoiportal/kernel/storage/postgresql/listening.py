"""The last transaction of a PostgreSQL database, known without being asked for."""
import logging
import select
import socket
import threading
from contextlib import closing
from time import monotonic

import psycopg2
from psycopg2.extensions import connection, cursor

log = logging.getLogger(__name__)

#: Seconds after which the server is asked though it says nothing, and for which an answer is good.
ASKED, GOOD = 1, 3


class Listener:
    """Hears of each transaction of the database at ``dsn`` (libpq's words) as it is committed.

    A thread listens from the first question on, over a connection of its own.  Who commits here
    says so besides: what this process has done it knows at once.
    """

    def __init__(self, dsn: str) -> None:
        self._dsn: str | None = dsn
        self._lock = threading.Lock()
        self._tid, self._good_until, self._said = 0, 0.0, 0
        self._thread: threading.Thread | None = None
        self._bell: socket.socket | None = None

    def latest(self) -> int | None:
        """Return the id of the last transaction.

        ``None`` if it is not known: before the first answer, and as long as the server is silent.
        """
        if self._thread is None:
            self._start()
        return self._tid if monotonic() < self._good_until else None

    def note(self, tid: int) -> None:
        """Take down that the transaction ``tid`` has been committed."""
        with self._lock:
            self._said += 1
            self._tid = max(self._tid, tid)

    def doubt(self) -> None:
        """Take down that one has been committed whose id is not said: the server is asked."""
        with self._lock:
            self._said += 1
            self._good_until = 0.0

    def close(self) -> None:
        """End the thread, if there is one."""
        with self._lock:
            self._dsn = None
        if self._thread is not None and self._bell is not None:
            self._bell.close()
            self._thread.join(GOOD)

    def _start(self) -> None:
        with self._lock:
            if self._dsn and self._thread is None:
                self._bell, hearing = socket.socketpair()
                self._thread = threading.Thread(
                    target=self._run, args=(hearing,), name='transactions', daemon=True)
                self._thread.start()

    def _run(self, bell: socket.socket) -> None:
        with bell:
            while dsn := self._dsn:
                try:
                    self._listen(dsn, bell)
                except psycopg2.Error as error:
                    log.info('PostgreSQL is not heard: %s', error)
                except Exception:
                    log.exception('PostgreSQL is not heard')
                self.doubt()
                _wait(bell)

    def _listen(self, dsn: str, bell: socket.socket) -> None:
        with closing(psycopg2.connect(f"{dsn} application_name='portal: listening'")) as server:
            server.autocommit = True
            with server.cursor() as cursor:
                cursor.execute('LISTEN portal_transaction')  # what the trigger of schema says
                while self._dsn:
                    server.notifies.clear()
                    self._ask(cursor)
                    if not server.notifies:  # else something was said together with the answer
                        _wait(bell, server)
                        server.poll()

    def _ask(self, cursor: cursor) -> None:
        said, now = self._said, monotonic()
        cursor.execute('SELECT max(tid) FROM transaction')
        [[tid]] = cursor.fetchall()
        with self._lock:
            if said == self._said:  # else the answer may be older than what was said meanwhile
                self._tid, self._good_until = tid or 0, now + GOOD


def _wait(*heard: socket.socket | connection) -> None:
    """Wait until something comes by one of ``heard``, at most ``ASKED`` seconds."""
    poll = select.poll()
    for each in heard:
        poll.register(each, select.POLLIN)
    poll.poll(ASKED * 1000)
