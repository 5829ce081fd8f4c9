"""What the ledger tells of contributions: that one was refused, on which ground of 14.3."""
from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from functools import partial

from pyramid.registry import Registry

from ...base.clock import local
from ...platform.ledger.interfaces import REFUSED, Event, ILedger
from ...platform.scheduling.interfaces import IEnvironment
from ..cases.interfaces import (
    ANSWERED,
    CONTRIBUTION,
    STATES,
    Case,
    CaseEvent,
    ICaseChanged,
    ICases,
)
from .interfaces import REFUSED_ON


def counting_by(registry: Registry) -> Callable[[ICaseChanged], None]:
    """Return the subscriber that tells the inner ledger of ``registry``."""
    return partial(_count, registry)


def _count(registry: Registry, changed: ICaseChanged) -> None:
    case, event = changed.case, changed.event
    if case.kind == CONTRIBUTION and _is_refusal(event):
        ledger: ILedger = registry.getAdapter(changed.portal, ILedger, 'inner')
        ledger.append(REFUSED, event.moment, case.site, item=str(case.number),
                      content_type=case.kind, rule=event.ground.removeprefix(REFUSED_ON))


def counted(environment: IEnvironment, since: datetime.date) -> Iterator[Event]:
    """Yield what must have been told of all contributions, for ``config.add_reckoning``."""
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    for row in cases.inbox(None, states=STATES, kind=CONTRIBUTION, size=10**9).rows:
        case = cases.get(row.number)
        if case is not None:
            yield from (_told(case, event) for event in case.events
                        if _is_refusal(event) and local(event.moment).date() >= since)


def _is_refusal(event: CaseEvent) -> bool:
    return event.kind == ANSWERED and event.ground.startswith(REFUSED_ON)


def _told(case: Case, event: CaseEvent) -> Event:
    return Event(0, event.moment, REFUSED, case.site, str(case.number), case.kind,
                 rule=event.ground.removeprefix(REFUSED_ON))
