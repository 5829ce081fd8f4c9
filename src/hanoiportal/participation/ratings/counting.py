"""Ratings of each site by days and values, as events of the ledger."""
from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator

from ...base.clock import local
from ...platform.ledger.interfaces import RATINGS, Event
from ...platform.scheduling.interfaces import IEnvironment
from .interfaces import IRatings


def counted(environment: IEnvironment, since: datetime.date) -> Iterator[Event]:
    """Yield how often each value was said of a site and all that is in it, along all axes, on each
    day that is over; for ``config.add_totals``.
    """
    ratings: IRatings = environment.registry.getAdapter(environment.portal, IRatings)
    first, today = since.isoformat(), local(environment.clock.now()).date().isoformat()
    for site in ratings.sites():
        said: Counter[tuple[str, int]] = Counter()
        for key, marks in ratings.of_site(site, first[:7], today[:7]):
            for mark in marks:
                said[f'{key.month}-{mark.day:02}', mark.value] += mark.times
        for (day, value), times in sorted(said.items()):
            if first <= day < today:
                yield Event.total(RATINGS, day, site, times, field=str(value))
