"""``IListings``: long lists by the key of what was shown last, not by how many were shown."""
from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from zope.interface import implementer

from .facetedsearch import FacetedSearch
from .interfaces.listing import IListings, Listing
from .services import CatalogService
from .sharing import PlaceLists

if TYPE_CHECKING:
    from collections.abc import Mapping

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
        place, narrowing = self._narrowed(place, narrowing)
        found = FacetedSearch(self._portal, place, narrowing).kept(self._public(place, language))
        if flag:
            found = found & indexes.catalog['flags'].bitmap(flag)
        lists = PlaceLists(self._portal, place)
        keys = lists.following(found, size + 1, language, after)
        return Listing(
            lists.items(keys[:size]), keys[size - 1] if len(keys) > size else None, len(found))

    def _narrowed(self, place: IResource, narrowing: Narrowing) -> tuple[IResource, Narrowing]:
        """Return the site, and the section of it, that ``narrowing`` names, and what is left of
        that: what they share with others is listed there, and no filter finds it.
        """
        sites = self._portal['sites']
        if place is self._portal and narrowing.site in sites:
            place, narrowing = sites[narrowing.site], replace(narrowing, site='')
        sections = cast('Mapping[str, IResource]', place)
        if narrowing.section and place in sites.values() and narrowing.section in sections:
            place, narrowing = sections[narrowing.section], replace(narrowing, section='')
        return place, narrowing


def listing_service(request: Request) -> ListingService:
    """Return the service for ``request``."""
    return ListingService(request.root)
