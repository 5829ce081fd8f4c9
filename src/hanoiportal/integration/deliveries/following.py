"""From changes to deliveries: what a connection is told of, in the order of the changes.

The position and what waits are one transaction of ``interactions``: no change is left out, and one
that is read twice, after a crash too, makes a delivery with the same key.  What a delivery shows
is read when it is sent, so nothing that was withdrawn meanwhile goes out.
"""
from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, cast

from pyramid.location import lineage

from ...base.interfaces import IItem, IPortal, IResource
from ...kernel.tree.lookup import find_site, is_closed, is_practice, item_of, site_of
from ...kernel.tree.sharing import is_shared, item_at
from ..changes.interfaces import (
    ITEM,
    MOVED,
    RESUMED,
    SUSPENDED,
    IChanges,
    OtherEpoch,
    Position,
)
from .interfaces import IReceivers, Receiver
from .resource import MOST_WAITING, KeptConnection, Waiting, Walk, book_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...kernel.tree.resources import Described
    from ...kernel.tree.site import Site
    from ...platform.scheduling.interfaces import IEnvironment

#: Changes in one transaction; kinds that change all items of their scope.
BATCH = 100
_WHOLE = frozenset({MOVED, RESUMED, SUSPENDED})


def follow(environment: IEnvironment) -> None:
    """Read the changes for every connection that is on, up to their end."""
    for number, receiver in environment.in_transaction(partial(told, environment)):
        if receiver.figures is None:
            while environment.in_transaction(partial(_some, environment, number, receiver)):
                pass


def told(environment: IEnvironment) -> list[tuple[int, Receiver]]:
    """Return number and receiver of each connection that is on."""
    receivers = environment.registry.getUtility(IReceivers)
    return [(each.number, receivers[each.receiver])
            for each in book_of(environment.portal).connections.values()
            if each.is_on and each.receiver in receivers]


def with_room(environment: IEnvironment, number: int) -> KeptConnection | None:
    """Return the connection if it is on still and more may wait for it, else ``None``."""
    found: KeptConnection | None = book_of(environment.portal).connections.get(number)
    if found is None or not found.is_on or len(found.waiting) >= MOST_WAITING:
        return None
    return found


def _some(environment: IEnvironment, number: int, receiver: Receiver) -> bool:
    """Read some changes for a connection; return whether there may be more to read now."""
    connection = with_room(environment, number)
    return connection is not None and _Reading(environment, connection, receiver).go_on()


class _Reading:
    """What one connection reads of the changes, in one transaction."""

    def __init__(self, environment: IEnvironment, connection: KeptConnection,
                 receiver: Receiver) -> None:
        self._environment, self._portal = environment, environment.portal
        self._connection, self._receiver = connection, receiver
        self._now = environment.clock.now().timestamp()
        self._changes: IChanges = environment.registry.getAdapter(self._portal, IChanges)

    def go_on(self) -> bool:
        """Read some; return whether there may be more."""
        connection = self._connection
        if connection.walks:
            self._walk(connection.walks[0])
            return True
        try:
            page = self._changes.since(Position(connection.epoch, connection.position), BATCH)
        except OtherEpoch:
            begin(connection, self._changes.position(), is_all=True)
            return True
        for change in page.changes:
            if change.scope == ITEM:
                self._tell(change.id, change.number)
            elif change.kind in _WHOLE:
                connection.walks += (Walk(change.id, 0, change.number),)
        if page.position.number != connection.position:
            connection.position = page.position.number
        return not page.is_last or bool(connection.walks)

    def _walk(self, walk: Walk) -> None:
        """Go on with the first of the walks; it is over where it ends."""
        connection = self._connection
        at, items = self._held(walk) if walk.is_held else self._changed(walk)
        for item in items:
            if self._is_in(walk.scope, item):
                self._tell(item, walk.end)
        rest = (walk._replace(at=at),) if at < walk.end or walk.is_held and items else ()
        connection.walks = (*rest, *connection.walks[1:])

    def _held(self, walk: Walk) -> tuple[int, list[str]]:
        found = list(islice(self._connection.held.keys(walk.at + 1), BATCH))
        return (found[-1] if found else walk.end), [str(each) for each in found]

    def _changed(self, walk: Walk) -> tuple[int, Iterable[str]]:
        try:
            page = self._changes.since(Position(self._connection.epoch, walk.at), BATCH)
        except OtherEpoch:  # it is begun anew by ``go_on``
            return walk.end, []
        at = walk.end if page.is_last else page.position.number
        return at, list(dict.fromkeys(
            each.id for each in page.changes if each.scope == ITEM and each.number <= walk.end))

    def _is_in(self, scope: str, item: str) -> bool:
        """Return whether ``item`` stands in ``scope``, or stands nowhere any more."""
        if not scope:
            return True
        found = _as_seen(self._portal, self._connection, item)
        return found is None or any(
            str(getattr(place, '__oid__', '')) == scope for place in lineage(found))

    def _tell(self, item: str, number: int) -> None:
        connection = self._connection
        if connection.is_expected(item):
            return
        is_known = int(item) in connection.held or item in connection.queues
        if is_known or chosen(self._environment, connection, self._receiver, item) is not None:
            connection.add(Waiting(
                f'{connection.epoch}-{number}-{item}-{connection.number}-'
                f'{connection.sequence + 1}', item, number, self._now, self._now))


def begin(connection: KeptConnection, position: Position, is_all: bool) -> None:
    """Let ``connection`` read the changes from ``position`` on.

    ``is_all``: it is told anew of all that is public, and of what it was told and is so no more.
    """
    connection.epoch, connection.position = position.epoch, position.number
    connection.walks = (Walk('', 0, position.number, is_held=True),
                        Walk('', 0, position.number)) if is_all else ()


def chosen(environment: IEnvironment, connection: KeptConnection, receiver: Receiver,
           item: str) -> IItem | None:
    """Return the item with the object id ``item`` if ``connection`` shows it at present."""
    found = _as_seen(environment.portal, connection, item)
    if found is None or is_shared(found) or is_practice(found) or not is_shown(found):
        return None
    place = find_site(found)
    is_of_all = _is_city(environment, connection) and not receiver.is_local
    if str(place.__oid__) != connection.site and not is_of_all:
        return None
    shown = cast(IItem, found)
    wants = receiver.wants
    return shown if wants is None or wants(environment, shown, connection.settings) else None


def _as_seen(portal: IPortal, connection: KeptConnection, item: str) -> Described | None:
    """Return the item with that object id as it stands on the site of ``connection``."""
    found = item_of(portal, item)
    site = cast('Site', site_of(portal, connection.site))
    return None if found is None else item_at(found, site)


def _is_city(environment: IEnvironment, connection: KeptConnection) -> bool:
    return connection.site == str(environment.portal.__oid__)


def is_shown(item: IResource) -> bool:
    """Return whether the public reads ``item``, an item, at present."""
    return not is_closed(item) and all(
        place.is_public for place in lineage(item) if IItem.providedBy(place)) and any(
            IPortal.providedBy(place) for place in lineage(item))
