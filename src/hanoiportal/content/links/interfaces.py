"""What the index of links promises to its callers."""
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from zope.interface import Interface

from ...base.interfaces import IResource
from ...kernel.tree.resources import Described


@dataclass(frozen=True)
class Broken:
    """A link that leads visitors nowhere.

    ``document``: the item, translation or version in work that has it.
    ``path``: where it leads, below the portal.
    """

    document: IResource
    path: str


@dataclass(frozen=True)
class Shown:
    """A picture that a text shows.

    ``field``: name of the field.  ``address``: as the text has it.  ``end``: the resource that
    stands there, whoever may see it; ``None`` if nothing does, or if it is outside the portal.
    """

    field: str
    address: str
    end: Described | None


class ILinks(Interface):
    """Who refers to whom, as far as one asker may know of it.  Never writes."""

    def referring(resource: IResource) -> list[IResource]:
        """Return the items, translations and versions in work whose links or pictures lead to
        ``resource`` or to anything below it, without what is below it itself.

        Public ones are for everybody; of the others, those that the asker may read.  What the
        asker may not know of changes nothing, not even a number.  A link to an address that
        ``resource`` has left, and that leads on to it, counts.
        """

    def broken(place: IResource) -> Iterator[Broken]:
        """Yield each broken link of what the asker may read below ``place``, by path.

        What is at the other end and not public leads nowhere like what does not exist.
        Of a site, what lies in other sites below it is left out.
        """

    def led_to(texts: Iterable[Described]) -> Iterator[IResource]:
        """Yield what the links and pictures of ``texts`` lead to in the portal, each once, in the
        order of the texts, whoever may see it.
        """

    def outside(place: IResource) -> Iterator[tuple[str, Described]]:
        """Yield each address outside the portal that something public below ``place`` leads to,
        with the item or translation, by address.  Of a site, what lies in other sites below it is
        left out.
        """

    def end(document: Described, address: str) -> Described | None:
        """Return what ``address``, written in ``document``, leads to in the portal, whoever may
        see it; an address below an item is the item's.  ``None`` if that is nothing.
        """

    def shown(holder: Described) -> Iterator[Shown]:
        """Yield each picture that ``holder`` shows, an item, translation or version in work, in
        the order of its fields.
        """


class IShownPictures(Interface):
    """The pictures that a text shows, whoever asks; a utility."""

    def __call__(holder: Described, end: Callable[[str], Described | None]) -> Iterator[Shown]:
        """Yield each picture of ``holder``, an item, translation or version in work.

        ``end``: gives what stands at a path below the portal.
        """
