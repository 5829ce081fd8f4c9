"""Taking out of PostgreSQL what is kept there beside objects."""
from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import psycopg2

if TYPE_CHECKING:
    from relstorage.storage import RelStorage


def blank(storage: RelStorage) -> None:
    """Forget what was said beside each transaction of ``storage``, an open RelStorage that keeps
    its history: where something was changed, and addresses are made of titles.
    """
    _do(storage, "UPDATE transaction SET description = '' WHERE description <> ''")


def sample_anew(storage: RelStorage) -> None:
    """Let PostgreSQL plan by samples of what ``storage``, an open RelStorage, holds now: those
    that it took before hold values as they were (``pg_stats``).
    """
    _do(storage, 'ANALYZE')


def _do(storage: RelStorage, statement: str) -> None:
    with closing(psycopg2.connect(storage._adapter._dsn)) as server, server, \
            server.cursor() as cursor:
        cursor.execute(statement)
