"""What the catalog promises."""
from dataclasses import dataclass

from zope.interface import Interface

from .textindex.query import TextQuery

__all__ = ['Batch', 'ICatalog', 'TextQuery']


@dataclass(frozen=True)
class Batch:
    """One page of a longer list.

    ``items``: resources, items or translations.  ``total``: length of the whole list.
    ``start``: position of the first, from 0.  ``size``: items on a full page.
    """

    items: tuple
    total: int
    start: int
    size: int

    @property
    def page(self):
        """Number of this page, from 1."""
        return self.start // self.size + 1

    @property
    def pages(self):
        """How many pages the list has, at least 1."""
        return max(1, -(-self.total // self.size))


class ICatalog(Interface):
    """Lists and searches for one request.  Never writes."""

    def latest(place, language, start=0, size=20):
        """Return a ``Batch`` of what is public below ``place``, the newest first.

        ``language``: BCP 47 tag; only what has a public text in it is listed.
        Items of suspended sites are not listed.
        """

    def search(query, place, language, start=0, size=20):
        """Return a ``Batch`` of what is public below ``place`` and matches ``query``, best first.

        Items of suspended sites are not found.

        ``query``: a ``TextQuery``, made by ``search.parse``.
        ``language``: BCP 47 tag of the texts looked through.
        """
