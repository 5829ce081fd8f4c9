"""What search promises to the screens."""
from collections.abc import Iterator

from zope.interface import Attribute, Interface


class ISearchData(Interface):
    """The ``SearchData`` of this process, as a utility."""


class IBodies(Interface):
    """Bodies that have a component site, by what people call them."""

    size: int = Attribute('bytes that they take in memory, nearly')

    def named(typed: str) -> list[str]:
        """Return the names of the sites of the bodies that ``typed`` names, a few."""

    def begun(typed: str) -> Iterator[tuple[str, str]]:
        """Yield each name of a body that holds the words ``typed``, the last of which may be only
        begun, in that order, and the name of its site.
        """
