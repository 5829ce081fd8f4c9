"""Reactions: a notice follows its item in the transaction that changes that."""
from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from pyramid.location import inside

from ...base.interfaces import (
    IClock,
    IContainer,
    IItem,
    IPortal,
    IResource,
    ITranslation,
)
from ...kernel.tree.events import SYSTEM, ResourceEvent
from ...kernel.tree.lookup import find_portal, is_listed
from .interfaces import ITEM_GONE
from .resource import EmergencyNotice, in_force

if TYPE_CHECKING:
    from ...kernel.tree.resources import Described


class Departure(ResourceEvent, Protocol):
    """A removal from a folder.  ``moving``: where it goes to, ``None`` for nowhere."""

    moving: object


def changed(event: ResourceEvent) -> None:
    """End the notices of an item that is public no longer; else tell that it may read otherwise.
    """
    item = event.object.__parent__ if ITranslation.providedBy(event.object) else event.object
    if not IItem.providedBy(item):
        return
    now = event.registry.getUtility(IClock).now()
    for notice in _notices_at(item):
        if is_listed(cast('Described', item)):
            notice.touched_at = now
        else:
            notice.end(ITEM_GONE, now, getattr(event, 'actor', SYSTEM))


def removed(event: Departure) -> None:
    """End the notices of what leaves the tree, into the bin too; of what only moves tell that its
    address is another.
    """
    now = event.registry.getUtility(IClock).now()
    for notice in _notices_at(event.object):
        if IContainer.providedBy(event.moving):
            notice.touched_at = now
        else:
            notice.end(ITEM_GONE, now, getattr(event, 'actor', SYSTEM))


def _notices_at(place: IResource) -> list[EmergencyNotice]:
    """Return each notice in force of what stands at or below ``place``."""
    portal = find_portal(place)
    if not IPortal.providedBy(portal):
        return []
    find = portal.__objectmap__.object_for
    return [each for each in in_force(portal)
            if (found := find(each.item)) is not None and inside(found, place)]
