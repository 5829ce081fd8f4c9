"""What of documents the ledger must have told: which are public, and how many comments on them."""
from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import chain
from typing import cast

from ...base.clock import UTC, local
from ...base.interfaces import IResource
from ...kernel.tree.events import SYSTEM
from ...kernel.tree.lookup import find_site
from ...kernel.tree.sharing import items_shared
from ...kernel.workflow.interfaces import PUBLIC
from ..scheduling.interfaces import IEnvironment
from .documents import (
    Document,
    append,
    append_comments,
    documents_in,
    item_of,
    public_comments,
    seats_of,
)
from .interfaces import COMMENTED, CROSSPOSTED, PUBLISHED, WITHDRAWN, Event

#: The kinds that say whether a document is public.
PUBLICITY = {PUBLISHED: 1, CROSSPOSTED: 1, WITHDRAWN: -1}
_UNKNOWN = datetime.datetime(1970, 1, 1, tzinfo=UTC)


def public(environment: IEnvironment, since: datetime.date) -> Iterator[Event]:
    """Yield an event of each document that is public since then or later."""
    portal = cast('IResource', environment.portal)
    for document in chain(documents_in(portal), cast('Iterator[Document]', items_shared(portal))):
        if document.state in PUBLIC and local(_moment(document)).date() >= since:
            yield _event(document, PUBLISHED, len(seats_of(item_of(document))))


def commented(environment: IEnvironment, since: datetime.date) -> Iterator[Event]:
    """Yield an event of each document that has public comments; its moment is that of the
    document, since nobody noted another.
    """
    for document in documents_in(cast('IResource', environment.portal)):
        number = public_comments(document, environment.registry)
        if number and local(_moment(document)).date() >= since:
            yield _event(document, COMMENTED, number)


def tell_public(environment: IEnvironment, event: Event) -> None:
    """Append that the document of ``event`` is public, if nobody has meanwhile."""
    document = _document(environment, event)
    if document is not None and not document.counted:
        document.counted = True
        append(document, environment.registry, PUBLISHED, event.moment, SYSTEM)


def tell_comments(environment: IEnvironment, event: Event) -> None:
    """Append the comments on the document of ``event`` that nobody has told of."""
    document, registry = _document(environment, event), environment.registry
    if document is not None:
        append_comments(document, registry, event.moment, SYSTEM,
                        public_comments(document, registry))


def _moment(document: Document) -> datetime.datetime:
    return document.published_at or document.created_at or _UNKNOWN


def _event(document: Document, kind: str, amount: int) -> Event:
    item = item_of(document)
    return Event(0, _moment(document), kind, str(find_site(item).__oid__), str(item.__oid__),
                 language=document.language, amount=amount)


def _document(environment: IEnvironment, event: Event) -> Document | None:
    item = environment.portal.__objectmap__.object_for(int(event.item))
    if item is None or event.language == item.language:
        return cast('Document | None', item)
    return cast('Document | None', item.translations.get(event.language))
