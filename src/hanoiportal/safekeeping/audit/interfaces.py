"""What the log of actions promises to its callers."""
from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from zope.interface import Interface

from ...base.interfaces import IResource
from ...base.values import Batch

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ZODB.Connection import Connection

    from ...base.interfaces import IPortal
    from .entries import Entry
    from .wording import Wording

#: Name of the public page, of the portal, with the root of each day.
ROOTS = 'audit-roots.txt'


class IActions(Interface):
    """The ``Actions``: what may have been done, and what people call it; a utility."""


@dataclass(frozen=True)
class LogQuery:
    """Which entries of a chain are asked for; the default is all of them.

    ``who``: whether what the principal with that id did is wanted; ``None``: anybody.
    ``action``: name of an action, ``''`` for any.
    ``since``, ``until``: aware; the end is exclusive.
    ``oid``: of the resource that it was done to, ``None`` for any.
    ``inner``: whether the chain of what lives in ``interactions`` is asked instead.
    """

    who: Callable[[str], bool] | None = None
    action: str = ''
    since: datetime.datetime | None = None
    until: datetime.datetime | None = None
    oid: int | None = None
    inner: bool = False


EVERYTHING = LogQuery()


class Told(Protocol):
    """An ``Entry``, as far as it is put in words."""

    action: str
    oid: int
    path: str
    before: str
    after: str
    details: dict[str, str | int | bool | None]


class Words(NamedTuple):
    """``where``: title of what it was done to, else the path that it had.  ``resource``: itself,
    ``None`` if it is gone or hidden.  ``before``, ``after``, and the values of ``details``, pairs
    of name and value: translatable.
    """

    where: str
    resource: IResource | None
    before: str
    after: str
    details: list[tuple[str, str]]


class IAudit(Interface):
    """Keeps and shows what was done.  Never commits.

    There is a chain of entries for each site, the city portal among them, and one for the list
    of accounts.  What is recorded is written with the transaction of the action, or not at all.
    """

    def record(
            action: str, resource: IResource, actor: str, before: str = '', after: str = '',
            why: str = '', **details: str | int | bool | None) -> None:
        """Write that ``actor``, a principal id, has done ``action`` to ``resource``.

        The arguments are those of ``tree.events.Action``; sending that event does the same.
        Does nothing for a resource that stands in no portal.
        """

    def entries(
            place: IResource, start: int = 0, size: int = 50,
            wanted: LogQuery = EVERYTHING) -> Batch:
        """Return the ``Batch`` of ``Entry`` of the chain of ``place``, the latest first.

        ``place``: a site, or the list of accounts; of any other resource, of that it stands in.
        What the transaction that is going on has done is not among them yet.
        Raises ``PermissionError`` for who may not read it.
        """

    def lines(
            place: IResource, wanted: LogQuery = EVERYTHING,
    ) -> Iterator[tuple[int, bytes, bytes]]:
        """Yield ``(number, digest, line)`` of the chain of ``place``, the oldest first.

        ``number``: from 0.  ``digest``: of 32 bytes.  ``line``: canonical JSON.
        Raises ``PermissionError`` as ``entries``.
        """

    def told_in(connection: Connection, ids: Iterable[str]) -> Mapping[str, list[Entry]]:
        """Return ``{id: entries}`` of what the transactions of the content database with these
        ``ids`` wrote into the log; ``ids`` as ``DB.undoLog`` gives them, as text.
        """

    def wording(
            portal: IPortal, person: Callable[[str], str],
            is_seen: Callable[[IResource], bool],
            titles: Mapping[str, Mapping[str, str]] | None = None) -> Wording:
        """Return what puts entries in the words of people.

        ``person``: callable(principal id) → name.  ``is_seen``: callable(resource) → whether the
        asker may read its title.  ``titles``: what codes of rules mean, by the
        name of the detail.
        """

    def title(action: str, language: str) -> str:
        """Return what people call ``action`` in ``language``, a BCP 47 tag."""
