"""Following the ledger: what becomes of a published question is an event of its case.

Position and events are one transaction of ``interactions``: none is left out or taken twice.
"""
from __future__ import annotations

from itertools import islice

from ...kernel.security.interactions import get_or_create, interactions_of
from ...platform.ledger.interfaces import PUBLISHED as MADE_PUBLIC
from ...platform.ledger.interfaces import WITHDRAWN, Event, ILedger
from ...platform.scheduling.interfaces import IEnvironment
from ..cases.interfaces import PUBLISHED, UNPUBLISHED, ICases
from .interfaces import TYPE
from .resource import KEY, PublicationBook

#: Events in one transaction.
BATCH = 500


def follow(environment: IEnvironment) -> None:
    """Job: follow the ledger to its end."""
    while environment.in_transaction(lambda: _batch(environment)):
        pass


def _batch(environment: IEnvironment) -> bool:
    """Follow some events; return whether there was any that matters."""
    root = interactions_of(environment.portal)
    known: PublicationBook | None = root.get(KEY)
    if known is None:
        return False
    ledger: ILedger = environment.registry.getAdapter(environment.portal, ILedger)
    events = list(islice(ledger.since(known.position), BATCH))
    if not events:
        return False
    book: PublicationBook = get_or_create(root, KEY, PublicationBook)
    for event in events:
        if event.content_type == TYPE and event.kind in (MADE_PUBLIC, WITHDRAWN):
            _tell(environment, book, event)
    book.position = events[-1].number
    return True


def _tell(environment: IEnvironment, book: PublicationBook, event: Event) -> None:
    """Let the case know whether its item is public."""
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    number = book.items.get(event.item)
    case = cases.get(number) if number is not None else None
    if case is None:
        return
    is_public = cases.standing(case, environment.clock.now()).item == event.item
    if is_public == (event.kind == MADE_PUBLIC):
        return
    cases.append(case, PUBLISHED if event.kind == MADE_PUBLIC else UNPUBLISHED,
                 item=event.item, site=case.site, source=f'ledger:{event.number}')
