"""``IListings``: long lists by the key of what was shown last, not by how many were shown."""
from __future__ import annotations

from typing import TYPE_CHECKING

from zope.interface import implementer

from .facetedsearch import FacetedSearch
from .interfaces.listing import IListings, Listing
from .order import docid_of
from .services import CatalogService

if TYPE_CHECKING:
    from pyramid.request import Request

    from ...base.interfaces import IPortal, IResource
    from .interfaces import Narrowing


@implementer(IListings)
class ListingService:
    """``IListings`` over the indexes of one portal."""

    def __init__(self, portal: IPortal) -> None:
        self._portal = portal
        self._public = CatalogService(portal).public

    def listing(self, place: IResource, language: str, narrowing: Narrowing, after: int = 0,
                size: int = 20, flag: str = '') -> Listing:
        """Return the part of the list that stands behind the key ``after``."""
        indexes = self._portal.indexes  # type: ignore[attr-defined]  # of types.portal
        found = FacetedSearch(self._portal, place, narrowing).kept(self._public(place, language))
        if flag:
            found = found & indexes.catalog['flags'].bitmap(flag)
        keys = indexes.latest.following(found, size + 1, place.__oid__, language, after)
        objects = self._portal.__objectmap__.objects
        items = tuple(objects[docid_of(key)] for key in keys[:size])
        return Listing(items, keys[size - 1] if len(keys) > size else None, len(found))


def listing_service(request: Request) -> ListingService:
    """Return the service for ``request``."""
    return ListingService(request.root)
