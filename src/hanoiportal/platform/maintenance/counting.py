"""What the ledger tells of stops that are over."""
from __future__ import annotations

import datetime
from collections.abc import Iterator

from pyramid.registry import Registry

from ...base.clock import ONE_DAY, local
from ...base.interfaces import IPortal
from ..ledger.interfaces import EMERGENCY, PLANNED, STOPPED, Event, ILedger
from ..scheduling.interfaces import IEnvironment
from .interfaces import OVER
from .resource import Stop
from .stops import all_stops


def count(registry: Registry, portal: IPortal, stop: Stop) -> None:
    """Tell of ``stop``, which is over; not again if its end was undone and has come again."""
    event = _event(portal, stop)
    ledger: ILedger = registry.getAdapter(portal, ILedger)
    told = ledger.between(
        event.moment, event.moment + ONE_DAY, site=event.site, kinds=(STOPPED,))
    if not any(each.item == event.item for each in told):
        ledger.append(STOPPED, event.moment, event.site, item=event.item, field=event.field,
                      amount=event.amount)


def stopped(environment: IEnvironment, since: datetime.date) -> Iterator[Event]:
    """Yield an event of each stop that is over, for ``config.add_reckoning``."""
    for stop in all_stops(environment.portal):
        if stop.state == OVER and local(stop.starts).date() >= since:
            yield _event(environment.portal, stop)


def _event(portal: IPortal, stop: Stop) -> Event:
    return Event(
        0, stop.starts, STOPPED, str(portal.__oid__), str(stop.number),
        field=EMERGENCY if stop.emergency else PLANNED,
        amount=round((stop.ends - stop.starts).total_seconds()))
