"""Reactions: references follow their sources in the transaction that changes those (12.1)."""
from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol, cast

from pyramid.location import inside

from ...base.interfaces import (
    IContainer,
    IItem,
    IPortal,
    IResource,
    ISite,
    ITranslation,
    IWorkingVersion,
)
from ...kernel.tree.events import SYSTEM, ResourceEvent
from ...kernel.tree.lookup import find_portal, find_site
from ...kernel.tree.sharing import forget_name, is_shared
from ...kernel.workflow.interfaces import ARCHIVED, PUBLIC, WITHDRAWN
from .files import item_around
from .following import Following, note_end, showing
from .interfaces import IReference
from .making import Making
from .resource import book_of

if TYPE_CHECKING:
    from ...kernel.tree.resources import Described


class FolderEvent(ResourceEvent, Protocol):
    """An event of a folder.  ``moving``: where it comes from or goes to, ``None`` for nowhere."""

    moving: object


def changed(event: ResourceEvent) -> None:
    """Let the references of an item follow what it says now, and a reference know its end."""
    resource = event.object
    if ISite.providedBy(resource):
        _site_changed(event, resource)
        return
    if IReference.providedBy(resource):
        _reference_changed(event, resource)
        return
    item = _item_of(resource)
    if ITranslation.providedBy(resource) and IReference.providedBy(item):
        if not cast('Described', resource).title:  # brought by an import
            Making(event.registry).name(cast('Described', resource))
    elif item is not None:
        for source in _carried_with(item):
            Following(event.registry, _actor(event)).source_changed(source)


def removed(event: FolderEvent) -> None:
    """End the references of what goes, into the bin too; what only moves is carried on."""
    following, around = Following(event.registry, _actor(event)), item_around(event.object)
    if around is not None:
        following.source_changed(around, without=event.object)
    if IContainer.providedBy(event.moving):
        return
    if is_shared(event.object):
        forget_name(cast('IItem', event.object))
    for source in _sources_in(event.object):
        following.source_removed(source)
    image = _item_of(event.object)
    for source in () if image is None else showing(image):
        following.touch(source)


def seated(event: FolderEvent) -> None:
    """Let all know of a reference that is new in the tree."""
    if event.moving is None and IReference.providedBy(event.object):
        Making(event.registry).seat(event.object)


def placed(event: FolderEvent) -> None:
    """Let the references of what has moved tell its new address."""
    if event.moving is not None:
        following, around = Following(event.registry, _actor(event)), item_around(event.object)
        if around is not None:
            following.source_changed(around)
        for source in _sources_in(event.object):
            following.touch(source)


def _site_changed(event: ResourceEvent, site: ISite) -> None:
    """Hide or show the references of a site that is suspended, or works again."""
    following = Following(event.registry, _actor(event))
    for source in _sources_in(site):
        following.hide(source, not site.is_active)


def _reference_changed(event: ResourceEvent, reference: IReference) -> None:
    """Let the address of a reference that has ended lead on to its source, and its proposal know.
    """
    made, following = cast('Described', reference), Following(event.registry, _actor(event))
    if made.state in PUBLIC and reference.changed_at is None and not is_shared(reference):
        following.lead(reference)
    is_recalled = made.state == WITHDRAWN
    if made.state == ARCHIVED:  # its last day has come; it has nothing of its own to be kept
        made.state = WITHDRAWN
    if made.state == WITHDRAWN and made.moved_to != reference.source:
        made.moved_to = reference.source
        if reference.changed_at is not None:
            Making(event.registry).mark(reference, None)
        if is_recalled and not is_shared(reference):
            following.recall_offers(reference)
        note_end(reference, event.registry, _actor(event), str(getattr(event, 'why', '')))


def _item_of(resource: IResource | None) -> Described | None:
    """Return the item that ``resource`` is, or translates, or is the version in work of."""
    while IWorkingVersion.providedBy(resource) or ITranslation.providedBy(resource):
        resource = cast('IResource', resource).__parent__
    return cast('Described', resource) if IItem.providedBy(resource) else None


def _carried_with(item: Described) -> Iterator[Described]:
    """Yield what is carried and has changed with ``item``: it, what it is a file of, and what
    shows it as a picture.
    """
    around = item_around(item)
    yield from (each for each in (item, around) if each is not None and each.crossposted)
    yield from showing(item)


def _sources_in(place: IResource) -> Iterator[Described]:
    """Yield each item at or below ``place`` that another site has carried."""
    portal = find_portal(place)
    if not IPortal.providedBy(portal):
        return
    item = _item_of(place)
    if item is not None:
        if item.crossposted:
            yield item
        return
    for oid in list(book_of(cast('IPortal', portal)).references):
        found = cast('IPortal', portal).__objectmap__.object_for(oid)
        if found is not None and inside(found, place) and not (
                ISite.providedBy(place) and find_site(found) is not place):
            yield found


def _actor(event: ResourceEvent) -> str:
    return getattr(event, 'actor', SYSTEM)
