"""Visits of each site by days: counted in memory by the label of the site, kept by its object id.

A label comes from an address that a browser sends, so what is no site of the portal is dropped
when it is saved, and a process remembers so many at most.
"""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from threading import Lock

from BTrees.OOBTree import OOBTree
from persistent import Persistent
from zope.interface import implementer

from ...base.clock import local
from ...base.interfaces import IPortal
from ...kernel.security.interactions import get_or_create, interactions_of
from .interfaces import Count, ISiteVisits

#: Name in the root of ``interactions``.
KEY = 'site visits'
#: Labels on days that a process remembers between two savings.
MOST = 2000
#: ``(ISO day in Hanoi, label)`` → ``Count``; the label of the city portal is ``''``.
Counted = Mapping[tuple[str, str], Count]


@implementer(ISiteVisits)
class SiteVisitTally:
    """Counts by day and label, in memory; thread-safe."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str], Count] = {}
        self._lock = Lock()

    def count(self, now: datetime.datetime, visit: bool, label: str) -> None:
        """See ``ISiteVisits``."""
        self.add({(local(now).date().isoformat(), label): Count(int(visit), 1)})

    def of_sites(self, portal: IPortal, first: str, last: str) -> Mapping[int, int] | None:
        """See ``ISiteVisits``."""
        return visits_of(portal, first, last)

    def by_day(self, portal: IPortal, oid: int, first: str, last: str) -> Mapping[str, int] | None:
        """See ``ISiteVisits``."""
        kept = interactions_of(portal).get(KEY)
        if kept is None or kept.since >= last:
            return None
        return {day: visits for (_oid, day), (visits, _pages) in kept.days.items(
            min=(oid, first), max=(oid, last), excludemax=True) if visits}

    def on_day(self, portal: IPortal, day: str) -> Mapping[int, Count] | None:
        """See ``ISiteVisits``."""
        kept = interactions_of(portal).get(KEY)
        if kept is None or kept.since > day:
            return None
        oids = portal.__oid__, *(site.__oid__ for site in portal['sites'].values())
        return {oid: Count(*kept.days[oid, day]) for oid in oids if (oid, day) in kept.days}

    def add(self, counted: Counted) -> None:
        """Add what is ``counted``."""
        with self._lock:
            for key, count in counted.items():
                if key in self._counts or len(self._counts) < MOST:
                    self._counts[key] = self._counts.get(key, Count()).plus(count)

    def take(self) -> Counted:
        """Return all that is not saved, and forget it."""
        with self._lock:
            taken, self._counts = self._counts, {}
        return taken


class SiteVisits(Persistent):
    """Số lượt truy cập từng trang.  ``days``: ``(object id, ISO day)`` → ``(visits, pages)``.

    ``since``: ISO day from which they are counted.
    """

    def __init__(self, since: str) -> None:
        self.days = OOBTree()
        self.since = since


def save_sites(portal: IPortal, counted: Counted) -> None:
    """Add what is ``counted`` to what is kept."""
    oids = {'': portal.__oid__, **{
        name: site.__oid__ for name, site in portal['sites'].items()}}
    first = min(day for day, _label in counted)
    kept = get_or_create(interactions_of(portal), KEY, lambda: SiteVisits(first))
    for (day, label), count in counted.items():
        if label in oids:
            key = oids[label], day
            kept.days[key] = tuple(Count(*kept.days.get(key, ())).plus(count))


def visits_of(portal: IPortal, first: str, last: str) -> Mapping[int, int] | None:
    """Return the visits of each site on the ISO days from ``first`` to before ``last``, by its
    object id; ``None`` if none of these days was counted.
    """
    kept = interactions_of(portal).get(KEY)
    if kept is None or kept.since >= last:
        return None
    sums: dict[int, int] = dict.fromkeys(
        (portal.__oid__, *(site.__oid__ for site in portal['sites'].values())), 0)
    for oid in sums:
        sums[oid] = sum(visits for visits, _pages in kept.days.values(
            min=(oid, first), max=(oid, last), excludemax=True))
    return sums
