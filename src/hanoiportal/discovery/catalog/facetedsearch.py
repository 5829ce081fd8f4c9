"""Faceted search: filters, and how many hits each of their choices would leave.

All by bitmaps: a filter is an intersection, and a count is counted bits, so both are exact
whatever the number of hits.
"""
import calendar
import datetime
from functools import reduce
from operator import and_

from pyroaring import BitMap

from ...base.clock import HANOI, local
from .entries import month_of
from .interfaces import CITY, Counts
from .order import moment_of

#: Days of which the ordered lists can tell the end.
FIRST_DAY, LAST_DAY = datetime.date(1970, 1, 2), datetime.date(2105, 12, 31)


class FacetedSearch:
    """The filters of a ``Narrowing`` over the indexes of ``portal``, for hits below ``place``."""

    def __init__(self, portal, place, narrowing):
        self._sites = portal['sites'] if place is portal else None
        self._facets = portal.indexes.catalog
        self._known = portal.indexes.latest.known
        self._narrowing = narrowing

    def apply(self, hits):
        """Return the bitmap of those of ``hits`` that pass all filters, and the ``Counts``."""
        kept = self._passing(hits)
        beside = {name: _all(hits, kept, name) for name in Counts._fields}
        return _all(hits, kept), Counts(
            sites=self._count_sites(beside['sites']),
            types=self._facets['type'].counts(beside['types']),
            sections=self._facets['section'].counts(beside['sections']),
            years=self._facets['year'].counts(beside['years']))

    def kept(self, hits):
        """Return the bitmap of those of ``hits`` that pass all filters."""
        return _all(hits, self._passing(hits))

    def _passing(self, hits):
        """Return ``{group of Counts: bitmap}`` of what passes each filter that is given."""
        return {name: keep(hits) for name, keep in self._chosen().items()}

    def _chosen(self):
        """Return ``{group of Counts: filter}`` of the filters that are given."""
        chosen, filters = self._narrowing, {}
        if chosen.site and self._sites is not None:
            filters['sites'] = self._of_site
        if chosen.type:
            filters['types'] = lambda hits: hits & self._facets['type'].bitmap(chosen.type)
        if chosen.section:
            filters['sections'] = (
                lambda hits: hits & self._facets['section'].bitmap(chosen.section))
        if chosen.since or chosen.until:
            filters['years'] = self._of_days
        return filters

    def _of_site(self, hits):
        within, name = self._facets['within'].bitmap, self._narrowing.site
        if name == CITY:
            return hits - within(self._sites.__oid__)
        return hits & within(self._sites[name].__oid__) if name in self._sites else BitMap()

    def _of_days(self, hits):
        """Return those listed on the days asked for: whole months, and the ends day by day."""
        since = self._narrowing.since or datetime.date.min
        until = self._narrowing.until or datetime.date.max
        month = self._facets['month']
        found = hits & month.bitmap_up_to(month_of(until), month_of(since))
        for end in _ends(since, until):
            found -= BitMap([docid for docid in found & month.bitmap(end)
                             if not since <= self._day(docid) <= until])
        return found

    def _day(self, docid):
        return local(moment_of(self._known[docid][0])).date()

    def _count_sites(self, hits):
        if self._sites is None or not hits:
            return {}
        names = {site.__oid__: name for name, site in self._sites.items()}
        inside = self._sites.__oid__
        counted = self._facets['within'].counts(hits, [inside, *names])
        own = len(hits) - counted.pop(inside, 0)
        found = {names[oid]: number for oid, number in counted.items()}
        return {CITY: own, **found} if own else found


def end_of(day):
    """Return the aware moment at which the ``date`` has passed in Hanoi; ``None`` for ``None`` and
    for days that the ordered lists do not reach.
    """
    if day is None or not FIRST_DAY <= day <= LAST_DAY:
        return None
    return datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time(), HANOI)


def _all(hits, kept, but=None):
    """Return those of ``hits`` that are in all bitmaps of ``kept`` but the one of that name.

    Without any it is ``hits`` itself: a copy is packed into runs, in which counting takes four
    times as long.
    """
    return reduce(and_, [passing for name, passing in kept.items() if name != but], hits)


def _ends(since, until):
    """Return the months of which not every day is asked for."""
    last = calendar.monthrange(until.year, until.month)[1]
    return {*[month_of(since)] * (since.day > 1), *[month_of(until)] * (until.day < last)}
