"""Uploads as they are kept.  Renaming this module needs an upgrade step."""
from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from persistent import Persistent

if TYPE_CHECKING:
    import datetime

KEY = 'uploads'
#: Bytes of a record: the drafts database keeps no blobs.
_CHUNK = 256 * 1024


class Chunk(Persistent):
    """Some bytes of a part, a record of their own."""

    def __init__(self, content: bytes) -> None:
        self.content = content


class Upload(Persistent):
    """A file that comes in parts.  ``chunks``: of all parts; each is written once.

    ``parts``: how many have come.  ``offset``: bytes that have come.
    """

    chunks: tuple[Chunk, ...] = ()
    parts = offset = 0

    def __init__(self, filename: str, length: int, now: datetime.datetime) -> None:
        self.filename, self.length, self.changed_at = filename, length, now

    def append(self, size: int, part: BinaryIO, now: datetime.datetime) -> None:
        """Add ``part``, ``size`` bytes."""
        found = []
        while content := part.read(_CHUNK):
            found.append(Chunk(content))
        self.chunks = (*self.chunks, *found)
        self.parts, self.offset, self.changed_at = self.parts + 1, self.offset + size, now

    def write_to(self, file: BinaryIO) -> None:
        """Write all that has come to ``file``; no more than one record is in memory for it."""
        for each in self.chunks:
            file.write(each.content)
            each._p_deactivate()
