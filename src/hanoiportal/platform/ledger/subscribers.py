"""Reactions: what becomes public, changes there or is taken back is counted, whoever does it.

A document that the ledger counts as public says so itself (``counted``), so that an undoing takes
back both, and nothing is counted twice.
"""
from __future__ import annotations

import datetime
from typing import Protocol, cast

from ...base.interfaces import IClock, IContainer, IPortal
from ...kernel.tree.events import SYSTEM, ActionDone, IObjectPublished, ResourceEvent
from ...kernel.tree.lookup import find_portal
from ...kernel.workflow.interfaces import PUBLIC
from ...kernel.workflow.records import CARRIED_IN
from .documents import (
    Document,
    append,
    append_comments,
    append_dates,
    documents_in,
    is_document,
    public_comments,
)
from .interfaces import CORRECTED, PUBLISHED, REJECTED, WITHDRAWN
from .resource import get_or_create_ledger


class FolderEvent(ResourceEvent, Protocol):
    """An event of a folder.  ``moving``: where it comes from or goes to, ``None`` for nowhere."""

    moving: object


def added(event: FolderEvent) -> None:
    """Count what comes public with what was added, as of the publication that it states.

    The ledger is made before anything is public: undoing the first publication leaves it.
    """
    portal = find_portal(event.object)
    if IPortal.providedBy(portal):
        get_or_create_ledger(cast('IPortal', portal))
    for document in documents_in(event.object):
        _append_besides(document, event)
        if document.state in PUBLIC and not document.counted:
            stated = None if event.moving is not None else document.published_at
            _count(document, PUBLISHED, event, stated)


def changed(event: ResourceEvent) -> None:
    """Count what a change has made of a document: public, another text, or public no longer."""
    if not is_document(event.object):
        return
    document = cast('Document', event.object)
    _append_besides(document, event)
    if document.state not in PUBLIC:
        if document.counted:
            _count(document, WITHDRAWN, event)
    elif IObjectPublished.providedBy(event):
        _count(document, CORRECTED if document.counted else PUBLISHED, event,
               document.published_at if _is_carried_in(document) else None)
    elif not document.counted:
        _count(document, PUBLISHED, event, document.published_at)


def removed(event: FolderEvent) -> None:
    """Count what is public no longer since it is removed; a bin is no place in the tree."""
    if IContainer.providedBy(event.moving):
        return
    for document in documents_in(event.object):
        append_comments(document, event.registry, _now(event), _actor(event), 0)
        if document.counted:
            _count(document, WITHDRAWN, event)


def rejected(event: ActionDone) -> None:
    """Count that the board rejected a version, and on which ground."""
    ground = str(event.details.get('ground') or '')
    if ground and event.action == 'reject' and is_document(event.object):
        append(cast('Document', event.object), event.registry, REJECTED, _now(event), SYSTEM,
               rule=ground)


def _append_besides(document: Document, event: ResourceEvent) -> None:
    registry, now, actor = event.registry, _now(event), _actor(event)
    append_dates(document, registry, now, actor)
    append_comments(document, registry, now, actor, public_comments(document, registry))


def _count(document: Document, kind: str, event: ResourceEvent,
           stated: datetime.datetime | None = None) -> None:
    document.counted = kind != WITHDRAWN
    append(document, event.registry, kind, stated or _now(event), _actor(event))


def _is_carried_in(document: Document) -> bool:
    return any(approval.kind == CARRIED_IN for approval in document.approvals)


def _now(event: ResourceEvent) -> datetime.datetime:
    clock: IClock = event.registry.getUtility(IClock)
    return clock.now()


def _actor(event: ResourceEvent) -> str:
    return getattr(event, 'actor', SYSTEM)
