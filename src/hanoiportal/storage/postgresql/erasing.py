"""Taking out of PostgreSQL what RelStorage keeps beside transactions."""
from contextlib import closing

import psycopg2


def blank(storage):
    """Forget what was said beside each transaction of ``storage``, an open RelStorage that keeps
    its history: where something was changed, and addresses are made of titles.
    """
    with closing(psycopg2.connect(storage._adapter._dsn)) as server, server, \
            server.cursor() as cursor:
        cursor.execute("UPDATE transaction SET description = '' WHERE description <> ''")
