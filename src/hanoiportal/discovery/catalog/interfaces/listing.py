"""Long lists read part by part, as programs do."""
from typing import NamedTuple

from zope.interface import Interface

from ....base.interfaces import IResource
from . import Narrowing


class Listing(NamedTuple):
    """A part of a list.  ``items``: items or translations, the newest first.

    ``following``: what stands in ``after`` for the next part, ``None`` if there is none.
    ``total``: length of the whole list.
    """

    items: tuple[IResource, ...]
    following: int | None
    total: int


class IListings(Interface):
    """Lists for one request, part by part.  Never writes."""

    def listing(place: IResource, language: str, narrowing: Narrowing, after: int = 0,
                size: int = 20, flag: str = '') -> Listing:
        """Return the ``Listing`` of what is public below ``place``, cut down by a ``Narrowing``.

        ``after``: ``Listing.following`` of the part before, 0 for the beginning.  Whatever is
        published or withdrawn meanwhile, no part passes over what was there all the time.
        ``flag``: only what has it.
        """
