"""What search promises to the screens."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from zope.interface import Attribute, Interface

if TYPE_CHECKING:
    from .procedures import Procedures


class ISearchData(Interface):
    """The ``SearchData`` of this process, as a utility."""

    procedures: Procedures = Attribute('the ``Procedures`` that citizens ask for most')

    def procedures_in(version: str, listed: Callable[[], Mapping[str, str]]) -> Procedures:
        """Return the ``procedures`` with those of a catalogue.  ``listed``: gives their names by
        codes, asked once for each ``version``; ``''`` stands for no catalogue.
        """


class IBodies(Interface):
    """Bodies that have a component site, by what people call them."""

    size: int = Attribute('bytes that they take in memory, nearly')

    def named(typed: str) -> list[str]:
        """Return the names of the sites of the bodies that ``typed`` names, a few."""

    def begun(typed: str) -> Iterator[tuple[str, str]]:
        """Yield each name of a body that holds the words ``typed``, the last of which may be only
        begun, in that order, and the name of its site.
        """
