"""What a connector may know of its own connections, and change in them."""
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Interface

from . import Settings

if TYPE_CHECKING:
    from ....base.interfaces import ISite


class OwnConnection(NamedTuple):
    """A connection as its connector knows it.  ``site``: object id.  ``is_on``: turned on.

    ``references``: the other system's names of the items that it holds, by object id.
    """

    number: int
    site: str
    title: str
    settings: Settings
    is_on: bool
    references: Mapping[int, str]


class IOwnConnections(Interface):
    """An adapter of the portal; asks for no permission.  Writes ``interactions`` alone; never
    commits.
    """

    def of(receiver: str, site: ISite) -> OwnConnection | None:
        """Return the oldest connection of ``site`` to the receiver of that name, or ``None``."""

    def receivers(site: ISite) -> frozenset[str]:
        """Return the names of the receivers to which ``site`` has a connection."""

    def all(receiver: str) -> list[OwnConnection]:
        """Return all connections to the receiver of that name, oldest first."""

    def tell(number: int, item: str, after: int = 0) -> None:
        """Have an item told in ``after`` seconds, though it has not changed; while the connection
        is off it waits.
        """

    def note(number: int, name: str) -> bool:
        """Have something told that is of no item: its body is made when it is sent, as that of
        figures, and no body is not sent.  ``name``: as of figures; it holds a letter.  Return
        whether it waits: not, where too much does.
        """

    def log_reading(number: int, outcome: str, status: int = 0, note: str = '',
                    seconds: float = 0) -> None:
        """Let the log say that the other system was asked for what it has; see ``Try``."""

    def trouble(number: int, item: str) -> str:
        """Return why something of an item was not delivered, translatable; ``''`` for nothing."""

    def is_refused(number: int, item: str) -> bool:
        """Return whether the last of an item was refused for good, and nothing of it waits."""

    def secrets(number: int) -> Mapping[str, str]:
        """Return the secrets.  Raises ``Unreadable``, see ``ISealing``."""

    def keep(number: int, secrets: Mapping[str, str]) -> None:
        """Keep further secrets, or others in place of those there are."""
