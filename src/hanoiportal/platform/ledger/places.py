"""Reactions for other systems: what stands elsewhere, shows nothing, shows all again, is out of
date.  One event, however much is in it.
"""
from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from pyramid.location import lineage

from ...base.interfaces import (
    IClock,
    IContainer,
    IInternal,
    IItem,
    IPortal,
    IResource,
    ISite,
)
from ...kernel.tree.events import SYSTEM, ResourceEvent, StepTaken
from ...kernel.tree.lookup import find_portal, find_site, walk
from ...kernel.tree.sharing import SharedPlace
from ...kernel.workflow.interfaces import ARCHIVED, PUBLIC
from .documents import Document, append, documents_in, is_document
from .interfaces import CHANGED, EXPIRED, MOVED, RESUMED, SUSPENDED
from .services import LedgerService

if TYPE_CHECKING:
    from ...kernel.tree.site import Site
    from .subscribers import FolderEvent


def placed(event: FolderEvent) -> None:
    """Tell that something stands elsewhere, or that there is another section or site."""
    resource = event.object
    if IPortal.providedBy(resource) or not is_told(resource):
        return
    is_moved = IContainer.providedBy(event.moving)
    if IItem.providedBy(resource):
        if is_moved and any(document.counted for document in documents_in(resource)):
            append(cast('Document', resource), event.registry, MOVED, _now(event), SYSTEM)
        return
    for site in filter(ISite.providedBy, walk(resource)):
        _know(cast('Site', site))
    append_place(resource, MOVED if is_moved else CHANGED, _now(event))


def displaced(event: FolderEvent) -> None:
    """Tell that a section or site is there no longer; what was public in it is counted itself."""
    resource = event.object
    if not IContainer.providedBy(event.moving) and not IItem.providedBy(resource) and (
            is_told(resource)):
        append_place(resource, CHANGED, _now(event))


def described(event: ResourceEvent) -> None:
    """Tell that a section or site says something else of itself, or shows nothing, or all again.
    """
    place = event.object
    if IItem.providedBy(place) or not is_told(place):
        return
    site = cast('Site', place)
    if ISite.providedBy(place) and not IPortal.providedBy(place) and (
            site.told_active != site.is_active):
        _know(site)
        append_place(place, RESUMED if site.is_active else SUSPENDED, _now(event))
    else:
        append_place(place, CHANGED, _now(event))


def expired(event: StepTaken) -> None:
    """Tell that a document is public still, and out of date."""
    if not is_document(event.object):
        return
    document = cast('Document', event.object)
    before = getattr(event, 'before', '')
    if document.counted and document.state == ARCHIVED and before in PUBLIC - {ARCHIVED}:
        append(document, event.registry, EXPIRED, _now(event), SYSTEM)


def append_place(place: IResource, kind: str, moment: datetime.datetime) -> None:
    """Append an event of ``kind`` about ``place``, a section or site, with all that is in it."""
    section = '' if ISite.providedBy(place) else str(place.__oid__)
    LedgerService(place).append(kind, moment, str(find_site(place).__oid__), section=section)


def _know(site: Site) -> None:
    if not IPortal.providedBy(site):
        site.told_active = bool(site.is_active)


def is_told(resource: IResource) -> bool:
    """Return whether ``resource`` is an item, a section or a site that visitors may open."""
    is_of_kind = IItem.providedBy(resource) or (
        IContainer.providedBy(resource) and not isinstance(resource, SharedPlace))
    return is_of_kind and IPortal.providedBy(find_portal(resource)) and not any(
        map(IInternal.providedBy, _around(resource)))


def _around(resource: IResource) -> Iterator[IResource]:
    return lineage(resource)  # type: ignore[no-any-return]  # pyramid has no types


def _now(event: ResourceEvent) -> datetime.datetime:
    clock: IClock = event.registry.getUtility(IClock)
    return clock.now()
