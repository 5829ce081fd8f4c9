"""The ordered lists of a place: its own, and those of the places that it shares with other sites,
merged as they are read (ADR 103).
"""
from __future__ import annotations

from typing import TYPE_CHECKING, cast

from pyroaring import BitMap

from ...base.interfaces import IItem
from ...kernel.tree.lookup import find_site
from ...kernel.tree.sharing import left_at, placed, places_shared
from .entries import item_of
from .order import HEAD, docids_of

if TYPE_CHECKING:
    from persistent import Persistent

    from ...base.interfaces import IPortal, IResource
    from ...kernel.tree.resources import Described


class PlaceLists:
    """What is listed at ``place`` of ``portal``.  ``shared``: the places shared with others."""

    def __init__(self, portal: IPortal, place: IResource) -> None:
        indexes = portal.indexes  # type: ignore[attr-defined]  # of types.portal
        self._latest, self._bitmap = indexes.latest, indexes.catalog['within'].bitmap
        self._objects, self.place = portal.__objectmap__.objects, place
        self.shared = places_shared(place)

    def within(self) -> BitMap:
        """Return the ids of all that stands at the place, whoever may see it."""
        found = self._bitmap(self.place.__oid__)
        return found | self._beside() if self.shared else found

    def at(self, docid: int) -> Persistent:
        """Return the document with that id as it stands at the place."""
        found: Persistent = self._objects[docid]
        item = item_of(found) if self.shared else found
        if not self.shared or item.__parent__ not in self.shared:
            return found
        here = placed(cast('Described', item), find_site(self.place))
        return here if IItem.providedBy(found) else here.translations[
            found.language]

    def first(self, docids: BitMap, number: int, language: str) -> list[int]:
        """Return the newest ``number`` of ``docids``, see ``LatestIndex.first``."""
        found = [docid for place, part in self._parts(docids)
                 for docid in self._latest.first(part, number, place, language)]
        return cast('list[int]', self._latest.newest(found, number)) if self.shared else found

    def following(self, docids: BitMap, number: int, language: str, key: int = HEAD) -> list[int]:
        """Return the keys behind ``key``, see ``LatestIndex.following``."""
        found = [each for place, part in self._parts(docids)
                 for each in self._latest.following(part, number, place, language, key)]
        return sorted(found)[:number] if self.shared else found

    def items(self, keys: list[int]) -> tuple[Persistent, ...]:
        """Return the documents of ``keys``."""
        if not self.shared:
            return tuple([self._objects[docid] for docid in docids_of(keys)])
        return tuple([self.at(docid) for docid in docids_of(keys)])

    def _parts(self, docids: BitMap) -> list[tuple[int, BitMap]]:
        """Return the ids of the lists of ``language`` and which of ``docids`` each has."""
        if not self.shared:
            return [(self.place.__oid__, docids)]
        oids = [self.place.__oid__, *(each.__oid__ for each in self.shared)]
        parts = [(oid, docids & self._bitmap(oid)) for oid in oids]
        return [(oid, part) for oid, part in parts if part]

    def _beside(self) -> BitMap:
        site, left = find_site(self.place), BitMap()
        for place in self.shared:
            for item in left_at(place, site):
                left.update([item.__oid__, *(
                    text.__oid__ for text in item.translations.values())])
        return BitMap().union(*(self._bitmap(each.__oid__) for each in self.shared)) - left
