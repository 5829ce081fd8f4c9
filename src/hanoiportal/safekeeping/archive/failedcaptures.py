"""Captures that failed: pages that could not be archived, each tried again until it is."""
from datetime import timedelta

from .members import date_of
from .rows import Noted, Owed

TABLE = """
CREATE TABLE IF NOT EXISTS owed (tid TEXT, moment TEXT, kind TEXT, item INTEGER, document INTEGER,
    language TEXT, host TEXT, target TEXT, digest TEXT, said TEXT, since TEXT, tries INTEGER,
    due TEXT, PRIMARY KEY (tid, item, language)) WITHOUT ROWID;
"""
#: A page waits two seconds for its second try, and each time twice as long, up to 2 ** 12 seconds.
SLOWEST = 12


class FailedCaptures:
    """The pages that are still to be captured, in the index on ``connection``."""

    def __init__(self, connection):
        self._connection = connection

    def add(self, noted, said, now):
        """Note that the page ``noted`` could not be made at ``now``, aware UTC.

        ``said``: what its metadata say, JSON.
        """
        self._connection.execute(
            'INSERT INTO owed VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)',
            (*noted[1:], said, date_of(now), _due(now, 1)))

    def put_off(self, owed, now):
        """Note that the page ``owed`` could not be made at ``now`` either."""
        tries = owed.tries + 1
        self._connection.execute(
            'UPDATE owed SET tries = ?, due = ? WHERE tid = ? AND item = ? AND language = ?',
            (tries, _due(now, tries), *_key(owed.noted)))

    def drop(self, noted):
        """Note that the page ``noted`` is not owed, or not any more."""
        self._connection.execute(
            'DELETE FROM owed WHERE tid = ? AND item = ? AND language = ?', _key(noted))

    def has(self, tid, item, language):
        """Return whether the page of an item as of a transaction is owed in that language."""
        return self._connection.execute(
            'SELECT 1 FROM owed WHERE tid = ? AND item = ? AND language = ?',
            (tid, item, language)).fetchone() is not None

    def everything(self):
        """Return each ``Owed``, the one of the oldest transaction first."""
        return [Owed(Noted(None, *row[:9]), *row[9:]) for row in self._connection.execute(
            'SELECT * FROM owed ORDER BY tid, item, language')]

    def due(self, now):
        """Return each ``Owed`` whose time to be tried again has come."""
        return [each for each in self.everything() if each.due <= date_of(now)]

    def last_of(self, document, language):
        """Return the last ``Noted`` owed of a document's page in ``language``, or ``None``."""
        found = [each.noted for each in self.everything()
                 if (each.noted.document, each.noted.language) == (document, language)]
        return found[-1] if found else None


def _key(noted):
    return noted.tid, noted.item, noted.language


def _due(now, tries):
    return date_of(now + timedelta(seconds=2 ** min(tries, SLOWEST)))
