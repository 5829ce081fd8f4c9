"""What uploads promise: parts of a file, one after the other, for one account."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from zope.interface import Interface

from ...base.errors import Refused

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

#: The media type of a part.
STREAM = 'application/offset+octet-stream'
#: Bytes of one part; parts of one file; unfinished and finished files of one account.
LARGEST_PART, MOST_PARTS, MOST = 8 * 1024 * 1024, 1000, 50
#: How long an upload is kept after its last part.
KEPT = datetime.timedelta(hours=24)


class CannotUpload(Refused[str]):
    """Raised with ``reasons``: ``{field or '': translatable text}``; nothing has changed."""


class WrongOffset(Exception):
    """A part does not begin where the file ends as it is."""


class Uploaded(NamedTuple):
    """An upload.  ``length``: bytes of the whole.  ``offset``: bytes that have come.

    ``until``: when it is forgotten, aware UTC.
    """

    id: str
    filename: str
    length: int
    offset: int
    until: datetime.datetime

    @property
    def is_whole(self) -> bool:
        """Whether all of it has come."""
        return self.offset == self.length


class IUploads(Interface):
    """The uploads of one account; nobody else sees them.  Never commits.

    Only the ``drafts`` database is written.
    """

    def begin(account: str, filename: str, length: int) -> Uploaded:
        """Begin a file of ``length`` bytes.  Raises ``CannotUpload``."""

    def find(account: str, key: str) -> Uploaded | None:
        """Return that upload of the account, ``None`` if there is none any more."""

    def append(account: str, key: str, offset: int, part: BinaryIO) -> Uploaded:
        """Add all of ``part`` at ``offset``.

        Raises ``WrongOffset``; ``CannotUpload`` for what is longer than was said or than a part
        may be; ``LookupError`` if there is none.
        """

    def drop(account: str, key: str) -> bool:
        """Forget it; return whether it was there."""

    def opened(account: str, key: str) -> AbstractContextManager[BinaryIO]:
        """Give the content of a whole upload as one file.  Raises ``LookupError``."""

    def clean(before: datetime.datetime) -> int:
        """Forget the uploads of all accounts that had no part since; return how many."""
