"""Visits of each site by days, as events of the ledger."""
from __future__ import annotations

import datetime
from collections.abc import Iterator

from ...base.clock import local
from ...kernel.security.interactions import interactions_of
from ...platform.ledger.interfaces import VISITS, Event
from ...platform.scheduling.interfaces import IEnvironment
from .sites import KEY, SiteVisits


def counted(environment: IEnvironment, since: datetime.date) -> Iterator[Event]:
    """Yield the visits of each day that is over, for ``config.add_totals``."""
    kept: SiteVisits | None = interactions_of(environment.portal).get(KEY)
    first, today = since.isoformat(), local(environment.clock.now()).date().isoformat()
    for (site, day), (visits, _pages) in () if kept is None else kept.days.items():
        if first <= day < today and visits:
            yield Event.total(VISITS, day, site, visits)
