"""The folder of a twin: files for nginx, and a small database of what is there and what waits."""
import fcntl
from contextlib import closing, contextmanager
from pathlib import Path

from ...base.lazily import lazily
from ...kernel.storage.durable import PART, write

sqlite3 = lazily('sqlite3')

PAGES, BOOK, LOCK = 'pages', 'twin.sqlite', 'twin.lock'
#: How often a page is begun: one that ends the process each time is left out until it changes.
TRIES = 3
_TABLES = """
CREATE TABLE IF NOT EXISTS page (host TEXT, target TEXT, oid INTEGER, file TEXT, digest TEXT,
                                 PRIMARY KEY (host, target)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS page_oid ON page (oid);
CREATE TABLE IF NOT EXISTS waiting (number INTEGER PRIMARY KEY, urgent INTEGER, host TEXT,
                                    target TEXT, oid INTEGER, tries INTEGER DEFAULT 0,
                                    UNIQUE (host, target));
CREATE INDEX IF NOT EXISTS waiting_urgent ON waiting (urgent DESC, number);
CREATE TABLE IF NOT EXISTS note (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""


class MirrorStore:
    """A twin that is being worked on."""

    def __init__(self, folder, book):
        self._pages = Path(folder) / PAGES
        self._book = book

    def note(self, name):
        """Return what was noted under ``name``; ``''`` if nothing."""
        row = self._book.execute('SELECT value FROM note WHERE name = ?', (name,)).fetchone()
        return row[0] if row else ''

    def put_note(self, name, value):
        """Note ``value`` under ``name``."""
        self._book.execute('INSERT OR REPLACE INTO note VALUES (?, ?)', (name, value))

    def wait(self, entries, urgent):
        """Let ``entries``, ``(host, target, object id)``, be looked at; ``urgent``: how much, from
        0: the most urgent first.  One that was left out has another try.
        """
        self._book.executemany(
            'INSERT INTO waiting (urgent, host, target, oid) VALUES (?, ?, ?, ?) '
            'ON CONFLICT (host, target) DO UPDATE SET urgent = max(urgent, excluded.urgent), '
            'tries = min(tries, ?)', ((int(urgent), *entry, TRIES - 1) for entry in entries))

    def next(self):
        """Return the next ``(number, host, target, object id, how urgent)`` of the queue, ``None``
        if nothing waits; it stays in the queue until it is ``done``.
        """
        return self._book.execute(
            'SELECT number, host, target, oid, urgent FROM waiting WHERE tries < ? '
            'ORDER BY urgent DESC, number LIMIT 1', (TRIES,)).fetchone()

    def begin(self, number):
        """Note that the entry with that ``number`` is tried, before it is."""
        self._book.execute('UPDATE waiting SET tries = tries + 1 WHERE number = ?', (number,))

    def done(self, number):
        """Take the entry with that ``number`` from the queue."""
        self._book.execute('DELETE FROM waiting WHERE number = ?', (number,))

    def __len__(self):
        """Return how many pages wait."""
        return self._book.execute('SELECT count(*) FROM waiting').fetchone()[0]

    def of(self, oid):
        """Return ``[(host, target, object id)]`` of the pages of a resource."""
        return self._book.execute(
            'SELECT host, target, oid FROM page WHERE oid = ?', (oid,)).fetchall()

    def below(self, host, target):
        """Return ``[(host, target, object id)]`` of the pages below ``target``."""
        start = target.rstrip('/') + '/'
        return self._book.execute(
            'SELECT host, target, oid FROM page WHERE host = ? AND target >= ? AND target < ?',
            (host, start, start + '\U0010ffff')).fetchall()

    def all(self):
        """Return ``[(host, target, object id)]`` of all pages that have an object."""
        return self._book.execute(
            'SELECT host, target, oid FROM page WHERE oid IS NOT NULL').fetchall()

    def compact(self):
        """Write the book anew, without what was taken from it; let unfinished pages go that killed
        processes have left.
        """
        for path in self._pages.rglob(f'.*{PART}'):
            path.unlink(missing_ok=True)
        self._book.execute('VACUUM')
        self._book.execute('PRAGMA wal_checkpoint(TRUNCATE)')

    def __contains__(self, place):
        """Return whether there is a copy of ``place``, ``(host, target)``."""
        return self._known(*place) is not None

    def _known(self, host, target):
        return self._book.execute('SELECT file, digest FROM page WHERE host = ? AND target = ?',
                                  (host, target)).fetchone()

    def write(self, host, target, oid, file, digest, body):
        """Keep ``body`` as ``file`` if ``digest`` differs; return whether it was written."""
        known = self._known(host, target)
        if known == (file, digest) and (self._pages / file).exists():
            return False
        if known and known[0] != file:
            (self._pages / known[0]).unlink(missing_ok=True)
        path = self._pages / file
        _make_readable(path.parent)
        write(path, body, settled=False, mode=0o644)
        self._book.execute('INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?)',
                           (host, target, oid, file, digest))
        return True

    def drop(self, host, target):
        """Remove the copy of ``target``; return whether there was one."""
        known = self._known(host, target)
        if known is None:
            return False
        (self._pages / known[0]).unlink(missing_ok=True)
        self._book.execute('DELETE FROM page WHERE host = ? AND target = ?', (host, target))
        return True


def _make_readable(folder):
    """Make ``folder`` and what is missing above it, for nginx to read, whatever the umask."""
    if not folder.is_dir():
        _make_readable(folder.parent)
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)


def left_out(folder):
    """Return the ``(host, target)`` of the pages of the twin in ``folder`` that are left out."""
    path = Path(folder, BOOK).absolute()
    if not path.exists():
        return []
    with closing(sqlite3.connect(f'{path.as_uri()}?mode=ro', uri=True)) as book:
        return book.execute('SELECT host, target FROM waiting WHERE tries >= ? '
                            'ORDER BY host, target', (TRIES,)).fetchall()


@contextmanager
def opened(folder):
    """Give the ``MirrorStore`` in ``folder``, made when missing; ``None`` while another has it."""
    folder = Path(folder)
    _make_readable(folder / PAGES)
    with open(folder / LOCK, 'a', encoding='ascii') as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield None
            return
        book = sqlite3.connect(folder / BOOK, isolation_level=None)
        try:
            book.executescript('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;' + _TABLES)
            if 'tries' not in {row[1] for row in book.execute('PRAGMA table_info (waiting)')}:
                book.execute('ALTER TABLE waiting ADD COLUMN tries INTEGER DEFAULT 0')
            yield MirrorStore(folder, book)
        finally:
            book.close()
