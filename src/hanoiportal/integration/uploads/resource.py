"""Uploads as they are kept.  Renaming this module needs an upgrade step."""
from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, BinaryIO

from persistent import Persistent
from ZODB.blob import Blob

if TYPE_CHECKING:
    import datetime

KEY = 'uploads'


class Upload(Persistent):
    """A file that comes in parts.  ``parts``: ``(bytes, Blob)``; each part is kept once."""

    parts: tuple[tuple[int, Blob], ...] = ()

    def __init__(self, filename: str, length: int, now: datetime.datetime) -> None:
        self.filename, self.length, self.changed_at = filename, length, now

    @property
    def offset(self) -> int:
        """Bytes that have come."""
        return sum(size for size, _blob in self.parts)

    def append(self, size: int, part: BinaryIO, now: datetime.datetime) -> None:
        """Add ``part``, ``size`` bytes."""
        blob = Blob()
        with blob.open('w') as kept:
            shutil.copyfileobj(part, kept)
        self.parts, self.changed_at = (*self.parts, (size, blob)), now

    def write_to(self, file: BinaryIO) -> None:
        """Write all that has come to ``file``."""
        for _size, blob in self.parts:
            with blob.open('r') as part:
                shutil.copyfileobj(part, file)
