"""RelStorage's tables, with a trigger that says when a transaction has been committed."""
from relstorage.adapters.postgresql.schema import PostgreSQLSchemaInstaller

from .listening import CHANNEL

_NAME = 'portal_tell'
_TRIGGER = f"""
CREATE OR REPLACE FUNCTION {_NAME}() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN NOTIFY {CHANNEL}; RETURN NULL; END $$;
CREATE TRIGGER {_NAME} AFTER INSERT ON transaction
    FOR EACH STATEMENT EXECUTE FUNCTION {_NAME}()
"""


class Schema(PostgreSQLSchemaInstaller):
    """Those of a storage that keeps its history: the others have no table of transactions."""

    def create_triggers(self, cursor):
        """Make what is missing; as the installer above does."""
        super().create_triggers(cursor)
        if _NAME not in self.list_triggers(cursor):
            cursor.execute(_TRIGGER)
