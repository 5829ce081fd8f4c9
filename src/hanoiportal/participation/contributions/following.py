"""Following the ledger: what becomes public of a contribution is an event of its case.

Position and events are one transaction of ``interactions``: none is left out or taken twice.
"""
from __future__ import annotations

from itertools import islice

from ...base.interfaces import IPortal
from ...kernel.security.interactions import interactions_of
from ...platform.ledger.interfaces import PUBLISHED as MADE_PUBLIC
from ...platform.ledger.interfaces import WITHDRAWN, Event, ILedger
from ...platform.scheduling.interfaces import IEnvironment
from ..cases.interfaces import ANSWERED, OPEN, PUBLISHED, UNPUBLISHED, ICases
from .making import book_of
from .resource import KEY, ContributionBook
from .words import TOLD

#: Events in one transaction.
BATCH = 500


def position_of(portal: IPortal) -> int:
    """Return how far contributions have followed the ledger."""
    known: ContributionBook | None = interactions_of(portal).get(KEY)
    return known.position if known is not None else 0


def follow(environment: IEnvironment) -> None:
    """Job: follow the ledger to its end."""
    while environment.in_transaction(lambda: _batch(environment)):
        pass


def _batch(environment: IEnvironment) -> bool:
    """Follow some events; return whether there was any."""
    known: ContributionBook | None = interactions_of(environment.portal).get(KEY)
    if known is None:
        return False
    ledger: ILedger = environment.registry.getAdapter(environment.portal, ILedger)
    events = list(islice(ledger.since(known.position), BATCH))
    if not events:
        return False
    book = book_of(environment)
    for event in events:
        if event.kind in (MADE_PUBLIC, WITHDRAWN) and event.item in book.items:
            _tell(environment, book.items[event.item], event)
    book.position = events[-1].number
    return True


def _tell(environment: IEnvironment, number: int, event: Event) -> None:
    """Let the case know whether its item is public, and its sender with it."""
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    case = cases.get(number)
    if case is None:
        return
    standing = cases.standing(case, environment.clock.now())
    if (standing.item == event.item) == (event.kind == MADE_PUBLIC):
        return
    source = f'ledger:{event.number}'
    cases.append(case, PUBLISHED if event.kind == MADE_PUBLIC else UNPUBLISHED, item=event.item,
                 site=case.site, source=source)
    if event.kind == MADE_PUBLIC and standing.state in OPEN:
        cases.append(case, ANSWERED, text=str(TOLD), item=event.item, site=case.site,
                     source=source)
