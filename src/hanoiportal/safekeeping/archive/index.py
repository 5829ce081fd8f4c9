"""The small database beside the files of an archive: what is in them, and up to where it goes.

What it says was written is there: a record is noted after its bytes have reached the device.
"""
from collections import Counter
from contextlib import contextmanager
from dataclasses import asdict
from heapq import merge
from operator import attrgetter

from ...base.lazily import lazily
from .failedcaptures import TABLE, FailedCaptures
from .interfaces import ArchiveProblem, NotFilled
from .rows import Noted, StoredRecord

sqlite3 = lazily('sqlite3')

NAME = 'archive.sqlite'
#: Notes: the transaction up to which everything is archived or owed, in hexadecimal; when that was
#: found last, RFC 3339; when the portal was archived as a whole; the file that is being written,
#: and how long it is.
SEEN, LOOKED, FILLED, OPEN, LENGTH = 'seen', 'looked', 'filled', 'open', 'length'
#: Kind of a record that stands where another was.
TOMBSTONE = 'tombstone'
_TABLES = """
CREATE TABLE IF NOT EXISTS note (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS event (number INTEGER PRIMARY KEY, tid TEXT, moment TEXT, kind TEXT,
    item INTEGER, document INTEGER, language TEXT, host TEXT, target TEXT, digest TEXT,
    UNIQUE (tid, item, language));
CREATE INDEX IF NOT EXISTS event_moment ON event (moment);
CREATE INDEX IF NOT EXISTS event_document ON event (document, language);
CREATE INDEX IF NOT EXISTS event_item ON event (item);
CREATE TABLE IF NOT EXISTS record (id TEXT PRIMARY KEY, file TEXT, offset INTEGER, length INTEGER,
    sha256 TEXT, kind TEXT, url TEXT, date TEXT, mime TEXT, status TEXT, payload TEXT,
    lasting INTEGER);
CREATE INDEX IF NOT EXISTS record_payload ON record (payload, kind);
CREATE INDEX IF NOT EXISTS record_url ON record (url, lasting);
CREATE INDEX IF NOT EXISTS record_file ON record (file, offset);
CREATE TABLE IF NOT EXISTS part (event INTEGER, record TEXT, PRIMARY KEY (event, record))
    WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS part_record ON part (record);
""" + TABLE


class ArchiveIndex:
    """An open book on the sqlite ``connection``.

    ``records``: what it knows of records, ``events``: of events, ``failed_captures``: of pages
    owed.
    """

    def __init__(self, connection):
        self._connection = connection
        self.records, self.events = Records(connection), Events(connection)
        self.failed_captures = FailedCaptures(connection)

    def told(self):
        """Yield each ``Noted``, of a page that is archived or owed, the oldest first."""
        moment = attrgetter('moment')
        owed = sorted((each.noted for each in self.failed_captures.everything()), key=moment)
        return merge(self.events.between(), owed, key=moment)

    @contextmanager
    def at_once(self):
        """What is written while this holds is there altogether, or none of it."""
        self._connection.execute('BEGIN IMMEDIATE')
        try:
            yield
        except BaseException:
            self._connection.execute('ROLLBACK')
            raise
        self._connection.execute('COMMIT')

    def note(self, name):
        """Return what was noted under ``name``; ``''`` if nothing."""
        row = self._connection.execute(
            'SELECT value FROM note WHERE name = ?', (name,)).fetchone()
        return row[0] if row else ''

    def put_note(self, name, value):
        """Note ``value`` under ``name``."""
        self._connection.execute('INSERT OR REPLACE INTO note VALUES (?, ?)', (name, str(value)))


class Records:
    """The records of the book on ``connection``."""

    def __init__(self, connection):
        self._connection = connection

    def add(self, kept):
        """Note the record ``kept``."""
        self._connection.execute(
            'INSERT INTO record VALUES (:id, :file, :offset, :length, :sha256, :kind, :url, '
            ':date, :mime, :status, :payload, :lasting)', asdict(kept))

    def files(self):
        """Yield the name of each file that holds a record."""
        return (row[0] for row in self._connection.execute(
            'SELECT DISTINCT file FROM record ORDER BY file'))

    def in_file(self, name):
        """Yield each ``StoredRecord`` of the file called ``name``, in its order."""
        return _kept(self._connection.execute(
            'SELECT * FROM record WHERE file = ? ORDER BY offset', (name,)))

    def of_event(self, number):
        """Yield each ``StoredRecord`` that the event with that number needs."""
        return _kept(self._connection.execute(
            'SELECT record.* FROM record JOIN part ON part.record = record.id '
            'WHERE part.event = ? ORDER BY file, offset', (number,)))

    def lasting(self, url):
        """Return the answer for ``url``, which never gets another one, or ``None``."""
        return next(_kept(self._connection.execute(
            'SELECT * FROM record WHERE url = ? AND lasting = 1 '
            'ORDER BY date, id LIMIT 1', (url,))), None)

    def holding(self, payload):
        """Return the answer that holds the body with the digest ``payload``, or ``None``."""
        return next(_kept(self._connection.execute(
            "SELECT * FROM record WHERE payload = ? AND kind = 'response' "
            'ORDER BY date, id LIMIT 1', (payload,))), None)

    def only_of(self, events):
        """Return each ``StoredRecord`` that ``events``, numbers, need, and no other event."""
        needed = Counter(each for event in events for each in self.of_event(event))
        return [each for each, times in needed.items() if times == self._events(each.id)]

    def _events(self, record):
        """Return how many events need the ``record`` with that id."""
        return self._connection.execute(
            'SELECT count(*) FROM part WHERE record = ?', (record,)).fetchone()[0]

    def lay_anew(self, name, records, dropped):
        """Note that the file called ``name`` holds ``records``, ``(id, offset, length, sha256)``,
        some of them new, and none of ``dropped``, ids.
        """
        for each in dropped:
            self._connection.execute('DELETE FROM record WHERE id = ?', (each,))
        for record, offset, length, sha256 in records:
            known = self._connection.execute(
                'UPDATE record SET offset = ? WHERE id = ?', (offset, record))
            if not known.rowcount:
                self.add(StoredRecord(
                    record, TOMBSTONE, '', '', '', '', '', False, name, offset, length, sha256))


class Events:
    """The events of the book on ``connection``."""

    def __init__(self, connection):
        self._connection = connection

    def add(self, noted, records):
        """Note ``noted``, a ``Noted`` without a number, with the ids of its ``records``."""
        number = self._connection.execute(
            'INSERT INTO event VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)', noted[1:]).lastrowid
        self._connection.executemany(
            'INSERT OR IGNORE INTO part VALUES (?, ?)', ((number, each) for each in records))

    def has(self, tid, item, language):
        """Return whether the page of an item as of a transaction is archived in that language."""
        return self._connection.execute(
            'SELECT 1 FROM event WHERE tid = ? AND item = ? AND language = ?',
            (tid, item, language)).fetchone() is not None

    def last_of(self, document, language):
        """Return the last ``Noted`` of a document's page in ``language``, or ``None``."""
        return next(map(Noted._make, self._connection.execute(
            'SELECT * FROM event WHERE document = ? AND language = ? '
            'ORDER BY moment DESC, number DESC LIMIT 1', (document, language))), None)

    def between(self, since='', until='9'):
        """Yield each ``Noted`` from ``since`` up to, not with, ``until``, of which something is
        left, the oldest first.
        """
        return map(Noted._make, self._connection.execute(
            "SELECT * FROM event WHERE moment >= ? AND moment < ? AND kind != 'redacted' "
            'ORDER BY moment, number', (since, until)))

    def of_document(self, document):
        """Yield each ``Noted`` of the document with that object id, the oldest first."""
        return map(Noted._make, self._connection.execute(
            "SELECT * FROM event WHERE document = ? AND kind NOT IN ('redacted', 'withdrawn') "
            'ORDER BY moment, number', (document,)))

    def forget(self, numbers):
        """Keep of the events with these numbers that there was one, and no address."""
        for each in numbers:
            self._connection.execute(
                "UPDATE event SET kind = 'redacted', target = '', digest = '' WHERE number = ?",
                (each,))
            self._connection.execute('DELETE FROM part WHERE event = ?', (each,))


def _kept(rows):
    """Yield a ``StoredRecord`` of each of ``rows``, a cursor."""
    names = [column[0] for column in rows.description]
    return (StoredRecord(**dict(zip(names, row, strict=True))) for row in rows)


@contextmanager
def reading(folder):
    """Give the ``ArchiveIndex`` of the archive in ``folder``, a path, in which nothing is written.

    Raises ``FileNotFoundError`` if there is none, ``ArchiveProblem`` if it cannot be read.
    """
    if not (folder / NAME).is_file():
        raise FileNotFoundError(f'{folder} holds no archive')
    connection = sqlite3.connect(folder / NAME, isolation_level=None)
    try:
        connection.execute('PRAGMA query_only = ON')
        yield ArchiveIndex(connection)
    except sqlite3.Error as error:
        raise ArchiveProblem(f'{folder / NAME} cannot be read: {error}') from None
    finally:
        connection.close()


@contextmanager
def opened(folder):
    """Give the ``ArchiveIndex`` of the archive in ``folder``, a path, made when missing.

    Raises ``ArchiveProblem`` if it cannot be written.
    """
    connection = sqlite3.connect(folder / NAME, isolation_level=None)
    try:
        connection.executescript('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;'
                                 'PRAGMA secure_delete = ON;' + _TABLES)
        yield ArchiveIndex(connection)
    except sqlite3.Error as error:
        raise ArchiveProblem(f'{folder / NAME} cannot be written: {error}') from None
    finally:
        connection.close()


def require_filled(book):
    """Raise ``NotFilled`` where history that is to go may be in another archive alone."""
    if not book.note(FILLED):
        raise NotFilled('is new: another one may have been there, on a device that is to be '
                        'mounted; else run "archive all"')
