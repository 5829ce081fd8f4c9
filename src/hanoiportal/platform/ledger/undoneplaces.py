"""Sections and sites over an undoing: other systems are told what it has made of them."""
from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import NamedTuple, cast

from ZODB.Connection import Connection
from ZODB.POSException import POSKeyError

from ...base.interfaces import IContainer, IItem, IPortal, IResource, ISite
from ...kernel.tree.lookup import find_site, path_of
from ...kernel.tree.site import Site
from .interfaces import CHANGED, MOVED, RESUMED, SUSPENDED, Event
from .places import append_place, is_told
from .resource import get_or_create_ledger
from .rows import packed


class Stood(NamedTuple):
    """A section or site before the undoing.  ``site``, ``section``: as of ``Event``."""

    path: str
    is_active: bool
    site: str
    section: str


class PlacesOverUndo:
    """The sections and sites among the ``oids`` that the undone transaction wrote, as they were
    before the undoing.
    """

    def __init__(self, connection: Connection, oids: Iterable[bytes]) -> None:
        self._written = tuple(oids)
        self._before = {oid: _stood(place) for oid in self._written
                        if (place := _place(connection, oid)) is not None}

    def contradict(self, portal: IPortal, now: datetime.datetime) -> None:
        """Append what the undoing has made of each."""
        connection: Connection = portal._p_jar  # type: ignore[attr-defined]  # it is persistent
        for oid in self._written:
            place, before = _place(connection, oid), self._before.get(oid)
            if place is not None:
                append_place(place, _kind(before, _stood(place)), now)
            elif before is not None:
                get_or_create_ledger(portal).append(packed(
                    Event(0, now, CHANGED, before.site, section=before.section)))


def _kind(before: Stood | None, after: Stood) -> str:
    if before is None:
        return RESUMED
    if before.path != after.path:
        return MOVED
    if before.is_active != after.is_active:
        return RESUMED if after.is_active else SUSPENDED
    return CHANGED


def _stood(place: IResource) -> Stood:
    is_site = ISite.providedBy(place)
    return Stood(path_of(place), not is_site or bool(cast('Site', place).is_active),
                 str(find_site(place).__oid__), '' if is_site else str(place.__oid__))


def _place(connection: Connection, oid: bytes) -> IResource | None:
    """Return the section or site with the ``oid`` that stands in the tree; else ``None``."""
    try:
        found = connection.get(oid)
        is_place = IContainer.providedBy(found) and not IItem.providedBy(found)
    except POSKeyError:
        return None
    return cast('IResource', found) if is_place and is_told(found) else None
