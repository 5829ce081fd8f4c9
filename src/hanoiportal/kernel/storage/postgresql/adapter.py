"""RelStorage's adapter, with connections of ours and an ear at the server."""
from collections.abc import Iterable

from psycopg2.extensions import connection, cursor
from relstorage.adapters.poller import Poller
from relstorage.adapters.postgresql import PostgreSQLAdapter
from relstorage.adapters.postgresql.drivers.psycopg2 import Psycopg2Driver
from relstorage.adapters.postgresql.txncontrol import PostgreSQLTransactionControl
from relstorage.config import BaseConfig

from .. import snapshot
from .listening import Listener
from .loading import LoadingConnection
from .schema import DatabaseSchema

#: Object ids with the transactions that changed them, and the last transaction.
Polled = tuple[Iterable[tuple[int, int]] | None, int]


class Driver(Psycopg2Driver):
    """psycopg2, with ``LoadingConnection`` wherever RelStorage asks for one that only reads."""

    def connect_with_isolation(
            self, dsn: str, isolation: str | None = None, read_only: bool = False,
            deferrable: bool = False, application_name: str | None = None) -> connection:
        """Return a connection; as the driver above does."""
        if not read_only:
            return super().connect_with_isolation(
                dsn, isolation, read_only, deferrable, application_name)
        if application_name and 'application_name' not in dsn:
            dsn = f"{dsn} application_name='{application_name}'"
        return LoadingConnection(dsn)

    def cursor(self, conn: connection, server_side: bool = False) -> cursor:
        """Return a cursor; as the driver above does."""
        if server_side and isinstance(conn, LoadingConnection):
            conn.hand_over()
        return super().cursor(conn, server_side)


class _Poller:
    """Asks what has changed by ``asking``, RelStorage's, if it must."""

    def __init__(self, asking: Poller, listener: Listener) -> None:
        self._listener = listener
        self.get_current_tid = asking.get_current_tid
        self._ask = asking.poll_invalidations

    def poll_invalidations(
            self, conn: connection, cursor: cursor, prev_polled_tid: int | None) -> Polled:
        """Return what has changed and the last transaction; as the poller above does."""
        if prev_polled_tid and snapshot.is_as_known():
            latest = self._listener.latest()
            if latest and latest <= prev_polled_tid:
                return (), prev_polled_tid
        return self._ask(conn, cursor, prev_polled_tid)


class _Control(PostgreSQLTransactionControl):
    """Commits, and has the ``listener`` know."""

    listener: Listener

    def commit_phase2(
            self, store_connection: object, txn: object, load_connection: object) -> None:
        super().commit_phase2(store_connection, txn, load_connection)
        self.listener.doubt()


class Adapter(PostgreSQLAdapter):
    """As RelStorage's, with the driver above, whatever the options say.

    ``listener``: of a storage that keeps its history, else ``None``.
    """

    listener: Listener | None = None
    poller: Poller

    def new_instance(self) -> 'Adapter':
        """Return another of the same storage; as the adapter above does."""
        made = super().new_instance()
        if self.listener:
            made._hear_by(self.listener)
        return made

    def lock_database_and_move(
            self, *args: object, commit: bool = True, **kwargs: object) -> tuple[int, ...]:
        """Commit, or prepare it; as the adapter above does."""
        found = super().lock_database_and_move(*args, commit=commit, **kwargs)
        if commit and self.listener:
            self.listener.note(found[0])
        return found

    def close(self) -> None:
        """Let go of the database."""
        super().close()
        if self.listener:
            self.listener.close()

    def _select_driver(self, options: object = None) -> Driver:
        return Driver()

    def _create(self) -> None:
        super()._create()
        if self.keep_history:
            self.schema = DatabaseSchema(self.options, self.connmanager, self.runner, self.locker)
            self.txncontrol = _Control(
                self.connmanager, self.poller, self.keep_history, self.driver.Binary)
            self._asking = self.poller
            self._hear_by(Listener(self._dsn))

    def _hear_by(self, listener: Listener) -> None:
        self.listener = self.txncontrol.listener = listener
        self.poller = _Poller(self._asking, listener)


class Factory(BaseConfig):
    """A section ``<portal-postgresql>`` of a configuration."""

    def create(self, options: object) -> Adapter:
        """Return its ``Adapter``."""
        return Adapter(dsn=self.config.dsn, options=options)
