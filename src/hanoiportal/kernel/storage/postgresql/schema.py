"""RelStorage's tables, with a trigger that says when a transaction has been committed."""
from psycopg2.extensions import cursor
from relstorage.adapters.postgresql.schema import PostgreSQLSchemaInstaller

_NAME = 'portal_tell'
#: Who makes the trigger holds this lock: several processes start together.
_LOCK = 4263_2025
_TRIGGER = """
CREATE OR REPLACE FUNCTION portal_tell() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN NOTIFY portal_transaction; RETURN NULL; END $$;
CREATE TRIGGER portal_tell AFTER INSERT ON transaction
    FOR EACH STATEMENT EXECUTE FUNCTION portal_tell()
"""


class DatabaseSchema(PostgreSQLSchemaInstaller):
    """Those of a storage that keeps its history: the others have no table of transactions."""

    def create_triggers(self, cursor: cursor) -> None:
        """Make what is missing; as the installer above does."""
        super().create_triggers(cursor)
        cursor.execute('SELECT pg_advisory_xact_lock(%s)', [_LOCK])
        if _NAME not in self.list_triggers(cursor):
            cursor.execute(_TRIGGER)
