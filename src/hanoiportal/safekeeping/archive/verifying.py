"""Whether an archive is as it was written: each file, the chain of them, each record."""
import hashlib
from pathlib import Path

from ...kernel.storage.durable import is_part
from . import index as books
from .index import LENGTH, OPEN
from .interfaces import ArchiveProblem
from .keys import signers
from .manifest import (
    DOCUMENT,
    SIGNATURE,
    UNFINISHED,
    WARC,
    digest_of,
    key_changes,
    manifest_of,
    names,
    read,
    redactions,
)
from .reading import broken_record

#: What an archive's folder holds besides the files of the chain.
BESIDE = (books.NAME, books.NAME + '-wal', books.NAME + '-shm', 'archive.lock')


def verify_folder(folder, key, step=lambda what: None):
    """Yield what is broken in the archive in ``folder``, sentences in English.

    ``key``: public, of the key that signs now.  ``step(name)`` is told of each file.  Raises
    ``ArchiveProblem`` if there is no archive.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise ArchiveProblem(f'{folder} is no folder')
    try:
        with books.reading(folder) as book:
            verifying = _Verifying(folder, key, book)
            yield from verifying.chain(step)
            yield from verifying.book()
    except FileNotFoundError as error:
        raise ArchiveProblem(str(error)) from None


class _Verifying:

    def __init__(self, folder, key, book):
        self._folder, self._book = folder, book
        self._signers = signers(folder, key)
        self._files = set()

    def chain(self, step):
        """Yield what is broken in the closed files."""
        parent, expected = '', {*BESIDE}
        for number, name in enumerate(names(self._folder), 1):
            step(name)
            self._files.add(name)
            changes = key_changes(self._folder, name)
            documents = name, *redactions(self._folder, name), *changes
            expected |= {name + WARC, *(
                each + end for each in documents for end in (DOCUMENT, SIGNATURE))}
            try:
                manifest = manifest_of(self._folder, name, self._signers[name][0])
                yield from self._in_chain(manifest, number, parent)
                yield from self._file(manifest)
            except (ArchiveProblem, OSError, ValueError) as error:
                yield f'{name}: {error}'
            parent = self._digest(name)
            for each in changes:
                yield from self._key_change(each, parent)
                parent = self._digest(each)
        for path in sorted(self._folder.iterdir()):
            if path.name not in expected and not (
                    path.name.endswith(UNFINISHED) or is_part(path)):
                yield f'{path.name} belongs to no file of the chain'

    def _digest(self, name):
        return digest_of((self._folder / (name + DOCUMENT)).read_bytes())

    def _key_change(self, name, parent):
        """Yield what is broken in the document ``name``, which says that another key signs."""
        try:
            if read(self._folder, name, self._signers[name][0])['parent_sha256'] != parent:
                yield f'{name} does not go on from the document before it'
        except (ArchiveProblem, ValueError) as error:
            yield f'{name}: {error}'

    def _in_chain(self, manifest, number, parent):
        if manifest.number != number:
            yield f'{manifest.name}: number {number} of the chain is missing'
        elif manifest.parent_sha256 != parent:
            yield f'{manifest.name} does not go on from the file before it'

    def _file(self, manifest):
        """Yield what is broken in one closed file: it has its digest, and so has each record that
        was not taken out by a signed document.
        """
        wanted = _by_id(manifest.records)
        digest, size = manifest.sha256, manifest.size
        for change in redactions(self._folder, manifest.name):
            said = read(self._folder, change, *self._signers[manifest.name])
            left = _by_id(said['records'])
            if (said['name'], said['before']) != (manifest.name, digest) or _differ(
                    wanted, left, said['dropped']):
                yield f'{change} takes out more than it says, or another one is missing'
            digest, size, wanted = said['sha256'], said['size'], left
        with open(self._folder / (manifest.name + WARC), 'rb') as file:
            found = hashlib.file_digest(file, 'sha256').hexdigest()
            if (found, file.tell()) != (digest, size):
                yield f'{manifest.name}{WARC} is not as it was written'
            yield from self._each(file, manifest.name, wanted)
        yield from self._as_in_book(manifest.name, wanted)

    def _each(self, file, name, wanted):
        end = 0
        for record, (offset, length, sha256) in sorted(
                wanted.items(), key=lambda each: each[1][0]):
            file.seek(offset)
            content = file.read(length)
            if offset != end or hashlib.sha256(content).hexdigest() != sha256:
                yield f'{name}{WARC}: the record {record} at {offset} was changed'
            elif why := broken_record(content, record):
                yield f'{name}{WARC}: the record {record} at {offset}: {why}'
            end = offset + length
        if name + WARC == Path(file.name).name and end != file.seek(0, 2):
            yield f'{name}{WARC} goes on behind its last record'

    def _as_in_book(self, name, wanted):
        """Yield which records of a closed file the book knows otherwise than ``wanted``."""
        kept = self._kept(name)
        for record in sorted(kept.keys() | wanted.keys()):
            if kept.get(record) != wanted.get(record):
                yield f'{books.NAME}: the record {record} is not where it should be'

    def _kept(self, name):
        return {each.id: (each.offset, each.length, each.sha256)
                for each in self._book.records.in_file(name)}

    def book(self):
        """Yield what is broken in the open file, and what the book knows that is in no file."""
        name = self._book.note(OPEN)
        if name:
            self._files.add(name)
            yield from self._open_file(name)
        for name in self._book.records.files():
            if name not in self._files:
                yield f'{books.NAME}: there is no file {name} for its records'
        for event in self._book.events.between():
            page = f'https://{event.host}{event.target}', event.moment
            if page not in ((each.url, each.date)
                            for each in self._book.records.of_event(event.number)):
                yield f'{books.NAME}: the page of event {event.number} is not there'

    def _open_file(self, name):
        path = self._folder / (name + WARC + UNFINISHED)
        if not path.exists() or path.stat().st_size < int(self._book.note(LENGTH)):
            yield f'{path.name} is not as long as it was'
            return
        with open(path, 'rb') as file:
            yield from self._each(file, name, self._kept(name))


def _by_id(records):
    return {each[0]: tuple(each[1:]) for each in records}


def _differ(before, left, dropped):
    """Return whether a record that is ``left`` is not what it was, or one that is not among the
    ``dropped`` is gone.
    """
    return before.keys() - left.keys() != set(dropped) or any(
        before[each][1:] != left[each][1:] for each in before.keys() & left.keys())
