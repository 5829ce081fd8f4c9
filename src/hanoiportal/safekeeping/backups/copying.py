"""Copying bytes to a device and being sure that they are there."""
import gzip
import hashlib
import shutil
from pathlib import Path

from ...kernel.storage.durable import fresh, make_folder, replacing, settle

CHUNK = 1 << 20
#: gzip's fastest: a log shrinks to a quarter, and the disk stays the slower part.
LEVEL = 1


class _Digesting:
    """A file that is written through to another, with the SHA-256 of what was written."""

    def __init__(self, file):
        self._file = file
        self.digest = hashlib.sha256()
        self.size = 0

    def write(self, content):
        """Write ``content``."""
        self.digest.update(content)
        self.size += len(content)
        return self._file.write(content)

    def flush(self):
        """Hand on what is held back."""
        self._file.flush()


def pack_range(source, begin, end, destination, step):
    """Write the bytes ``begin`` to ``end`` of ``source`` by gzip to ``destination``, a path.

    ``step(count)`` is told of bytes read.  Return SHA-256 and size of what was written.
    """
    with open(source, 'rb') as log, fresh(destination) as file:
        log.seek(begin)
        written, left = _Digesting(file), end - begin
        with gzip.GzipFile('', 'wb', LEVEL, written, mtime=0) as packed:
            while left and (content := log.read(min(CHUNK, left))):
                packed.write(content)
                left -= len(content)
                step(len(content))
        settle(file)
        return written.digest.hexdigest(), written.size


def unpack_onto(source, destination, step):
    """Append what ``source``, a path, holds to the open file ``destination``.

    Return the SHA-256 of ``source``.  Raises ``OSError`` or ``EOFError`` if it is damaged.
    """
    digest = hashlib.sha256()
    with open(source, 'rb') as file:
        for content in iter(lambda: file.read(CHUNK), b''):
            digest.update(content)
    with gzip.open(source, 'rb') as packed:
        for content in iter(lambda: packed.read(CHUNK), b''):
            destination.write(content)
            step(len(content))
    return digest.hexdigest()


def copy(source, destination):
    """Copy a file so that ``destination`` is there whole or not at all; give SHA-256 and size."""
    destination = Path(destination)
    make_folder(destination.parent)
    with open(source, 'rb') as original, replacing(destination) as file:
        written = _Digesting(file)
        shutil.copyfileobj(original, written, CHUNK)
    return written.digest.hexdigest(), written.size
