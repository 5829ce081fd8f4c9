"""Taking out of PostgreSQL what is kept there beside objects."""
from contextlib import closing

import psycopg2


def blank(storage):
    """Forget what was said beside each transaction of ``storage``, an open RelStorage that keeps
    its history: where something was changed, and addresses are made of titles.
    """
    _do(storage, "UPDATE transaction SET description = '' WHERE description <> ''")


def sample_anew(storage):
    """Let PostgreSQL plan by samples of what ``storage``, an open RelStorage, holds now: those
    that it took before hold values as they were (``pg_stats``).
    """
    _do(storage, 'ANALYZE')


def _do(storage, statement):
    with closing(psycopg2.connect(storage._adapter._dsn)) as server, server, \
            server.cursor() as cursor:
        cursor.execute(statement)
