"""What keeping dumps promises, and what it asks of whoever describes an item."""
from __future__ import annotations

import datetime
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from zope.interface import Interface

if TYPE_CHECKING:
    from ...base.interfaces import IResource
    from ...platform.scheduling.interfaces import IEnvironment

#: The end of the names of dumps; the name of the newest one; their media type.
SUFFIX, NEWEST, MIMETYPE = '.jsonl.gz', 'moi-nhat', 'application/gzip'


class Line(NamedTuple):
    """A line of a dump.  ``id``: object id of the item.  ``text``: JSON in UTF-8, with its end.

    ``places``: object ids of all that it stands in.  ``parts``: of what else it tells of and that
    can go without it, such as its files and the item that it carries from another site.
    """

    id: int
    text: bytes
    places: tuple[int, ...]
    parts: tuple[int, ...] = ()


#: The line of a resource; ``None`` of what is no item that a visitor without a log-in may read.
Describe = Callable[['IResource'], Line | None]


class IDescribing(Interface):
    """Describes items as the API does; a utility."""

    def __call__(environment: IEnvironment) -> AbstractContextManager[Describe]:
        """Give ``Describe`` for a visitor without a log-in, whatever ``environment`` may do."""


class Dump(NamedTuple):
    """A dump that is there.  ``day``: local.  ``made``: when its file was written, aware
    UTC.  ``items``: number of lines.

    ``position``: of the changes (``IChanges``) from which whoever has read it goes on.
    ``checked``: up to which what has gone has been taken out.
    ``file``: its name in the folder.  ``size``: bytes.  ``sha256``: of them, hexadecimal.
    """

    day: datetime.date
    made: datetime.datetime
    position: str
    checked: str
    items: int
    file: str
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """The name under which it is read."""
        return self.day.isoformat() + SUFFIX


class DumpProblem(Exception):
    """Raised when no dump can be made at present; ``args[0]``: why, for the operator."""


class IDumps(Interface):
    """The dumps of this portal; a utility.  None if ``portal.dumps`` is empty."""

    def dumps() -> list[Dump]:
        """Return those that can be read, the newest first."""

    def opened(name: str) -> tuple[Dump, BinaryIO] | None:
        """Return the dump that is read under ``name``, or under ``NEWEST`` and ``SUFFIX``, with
        its file, which the caller closes; ``None`` if there is none.
        """

    def keep(environment: IEnvironment) -> None:
        """Job: take out of all dumps what has gone, go on with the one of today, remove old ones.

        Works for some seconds and goes on at the next look.
        """

    def make(environment: IEnvironment) -> Dump:
        """Make the dump of today anew, however long it takes.  Raises ``DumpProblem``."""

    def forget() -> None:
        """Remove every dump, since what was in them must not be kept; the job makes a new one."""
