"""The folder of an archive that is being written: one open file, closed by day or when it is long.
"""
import hashlib
import os
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

from ...kernel.storage import durable
from ...kernel.storage.durable import settle, settle_folder
from . import index as books
from .index import LENGTH, OPEN
from .keys import parent
from .manifest import UNFINISHED, WARC, Manifest, keep, names
from .members import begun, date_of
from .rows import Record, StoredRecord

LOCK = 'archive.lock'
#: Seconds that a command waits for the scheduler, which works for some seconds at a time.
PATIENCE = 60
#: Bytes after which a file is closed.
LONGEST = 1 << 28


class ArchiveWriter:
    """An archive in ``folder`` that is being written, with its open ``book``.

    ``key``: private, that signs.  ``now``: aware UTC.
    """

    def __init__(self, folder, book, key, now):
        self.folder, self.book = folder, book
        self.key, self.now = key, now
        self._recover()

    def _recover(self):
        """Cut off what was not noted, and go on closing what was being closed."""
        name = self.book.note(OPEN)
        if not name:
            return
        path = self._path(name)
        if not path.exists():
            if name not in names(self.folder):
                self._sign(name)
            self.book.put_note(OPEN, '')
            return
        with open(path, 'r+b') as file:
            file.truncate(int(self.book.note(LENGTH)))
            settle(file)

    def _path(self, name):
        return self.folder / (name + WARC + UNFINISHED)

    def put(self, members, note):
        """Append ``members`` to the open file; then, at once, note them and call ``note()``.

        When it returns they are on the device; when it does not, none of them is there.
        """
        name = self._open_file()
        offset = int(self.book.note(LENGTH))
        with open(self._path(name), 'r+b') as file:
            file.seek(offset)
            file.writelines(member.content for member in members)
            settle(file)
        with self.book.at_once():
            for member in members:
                self.book.records.add(_kept(member, name, offset))
                offset += len(member.content)
            self.book.put_note(LENGTH, offset)
            note()

    def _open_file(self):
        """Return the name of the file to write in, begun when needed."""
        self.turn()
        name = self.book.note(OPEN)
        if name:
            return name
        for left in self.folder.glob(f'*{UNFINISHED}'):  # begun, and never noted
            left.unlink()
        number = max((int(each.split('-')[0]) for each in names(self.folder)), default=0) + 1
        name = f'{number:06}-{self._day()}'
        first = begun(name + WARC, date_of(self.now))
        with open(os.open(self._path(name), os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600),
                  'wb') as file:
            file.write(first.content)
            settle(file)
        settle_folder(self.folder)
        with self.book.at_once():
            self.book.records.add(_kept(first, name, 0))
            self.book.put_note(LENGTH, len(first.content))
            self.book.put_note(OPEN, name)
        return name

    def _day(self):
        return self.now.strftime('%Y%m%d')

    def turn(self):
        """Close the open file if it is of an earlier day, or long."""
        name = self.book.note(OPEN)
        if name and (not name.endswith(self._day())
                     or int(self.book.note(LENGTH)) >= LONGEST):
            self.close()

    def close(self):
        """Close the open file, if there is one: from now on nothing is added to it."""
        name = self.book.note(OPEN)
        if name:
            self.require_key(name)
            self._path(name).rename(self.folder / (name + WARC))
            self._sign(name)
            self.book.put_note(OPEN, '')

    def require_key(self, before=None):
        """Return the digest of the last document of the chain, or of what is ``before`` a file.

        Raises ``ArchiveProblem`` if another key has signed it: then nothing is signed.
        """
        return parent(self.folder, self.key, before)

    def _sign(self, name):
        with open(self.folder / (name + WARC), 'rb') as file:
            digest = hashlib.file_digest(file, 'sha256').hexdigest()
            size = file.tell()
        manifest = Manifest(
            name, int(name.split('-')[0]), self.now.isoformat(), digest, size,
            tuple((each.id, each.offset, each.length, each.sha256)
                  for each in self.book.records.in_file(name)), self.require_key(name))
        keep(self.folder, name, manifest.document, self.key)


def _kept(member, name, offset):
    about = {each.name: getattr(member, each.name) for each in fields(Record)}
    return StoredRecord(**about, file=name, offset=offset, length=len(member.content),
                sha256=hashlib.sha256(member.content).hexdigest())


@contextmanager
def opened(folder, key, now, patience=0):
    """Give the ``ArchiveWriter`` in ``folder``, made when missing; ``None`` while another has it.

    ``key``: callable that returns the private key.  ``patience``: seconds to wait for the other.
    """
    folder = Path(folder)
    with alone(folder, patience) as mine:
        if not mine:
            yield None
            return
        with books.opened(folder) as book:
            yield ArchiveWriter(folder, book, key(), now)


def alone(folder, patience=0):
    """Give whether nobody else works on the archive in ``folder``, a path, made when missing; none
    may begin then.  ``patience``: seconds to wait for the other.
    """
    return durable.alone(folder / LOCK, patience)
