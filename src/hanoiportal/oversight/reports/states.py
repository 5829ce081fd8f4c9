"""How the reports of all sites on one period stand, for the city."""
from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ...base.bodies import bodies_in
from ...base.periods import Period
from .fulfilling import Fulfilling
from .interfaces import LATE, NONE, OWED, SENT, Report, SiteState

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal, ISite

def sites_in(portal: IPortal) -> Iterator[ISite]:
    """Yield the portal and the sites in service that stand for a body: those that owe reports.
    """
    yield portal
    yield from bodies_in(portal)


def states_of(registry: Registry, portal: IPortal, sites: Iterable[ISite], period: Period,
              now: datetime.datetime, reports: Mapping[str, Report]) -> Sequence[SiteState]:
    """Return how the ``reports`` of ``sites`` on ``period`` stand at ``now``.

    ``reports``: on that period, by their sites.
    """
    fulfilling = Fulfilling(registry, portal)
    duties, found = fulfilling.owed(period), []
    for site in sites:
        oid = str(site.__oid__)
        report, duty = reports.get(oid), duties.get(oid)
        due = None if duty is None else fulfilling.due(duty, now)
        event = None if report is None else report.last(SENT)
        sent = None if event is None else event.moment
        state = NONE if report is None else report.state
        if state == SENT and sent is not None and due is not None and sent > due:
            state = LATE
        found.append(SiteState(site, state, report, due, sent,
                               state in OWED and due is not None and due < now))
    return found
