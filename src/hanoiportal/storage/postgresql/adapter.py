"""RelStorage's adapter, made to load over connections of ours."""
from relstorage.adapters.postgresql import PostgreSQLAdapter
from relstorage.adapters.postgresql.drivers.psycopg2 import Psycopg2Driver
from relstorage.config import BaseConfig

from .loading import LoadingConnection


class Driver(Psycopg2Driver):
    """psycopg2, with ``LoadingConnection`` wherever RelStorage asks for one that only reads."""

    def connect_with_isolation(self, dsn, isolation=None, read_only=False, deferrable=False,
                               application_name=None):
        """Return a connection; as the driver above does."""
        if not read_only:
            return super().connect_with_isolation(
                dsn, isolation, read_only, deferrable, application_name)
        return LoadingConnection(f"{dsn} application_name='{application_name}'")

    def cursor(self, conn, server_side=False):
        """Return a cursor; as the driver above does."""
        if server_side and isinstance(conn, LoadingConnection):
            conn.hand_over()
        return super().cursor(conn, server_side)


class Adapter(PostgreSQLAdapter):
    """As RelStorage's, with the driver above, whatever the options say."""

    def _select_driver(self, options=None):
        return Driver()


class Factory(BaseConfig):
    """A section ``<portal-postgresql>`` of a configuration."""

    def create(self, options):
        """Return its ``Adapter``."""
        return Adapter(dsn=self.config.dsn, options=options)
