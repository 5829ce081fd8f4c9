"""Figures that others keep by month or day: of cases, of ratings, of visits.

They are as they stand now: what was counted is kept with the report.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...base.clock import ONE_DAY, parse
from ...participation.ratings.interfaces import IRatings
from ..casefigures.interfaces import ICaseFigures
from ..visits.interfaces import ISiteVisits
from .interfaces import CASES, RATINGS, VISITS
from .scope import AXIS, Counts, Happening, Name, Scope

if TYPE_CHECKING:
    import datetime

    from pyramid.registry import Registry

_TIMES, _VISITS = 'times', 'visits'


class CaseCounts:
    """See ``scope.Source``: questions, by the months in which they are counted."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def counts(self, scope: Scope) -> Counts | None:
        """See ``Source``; ``None`` for days that are no whole months."""
        if not scope.period.has_whole_months:
            return None
        figures, months = self._registry.getUtility(ICaseFigures), scope.period.months()
        return {site: {str(Name(CASES, what)): number for what, number in figures.counted(
            scope.portal, int(site), months).items()} for site in scope.sites}

    def behind(self, scope: Scope, name: Name) -> Iterator[Happening]:
        """See ``Source``."""
        figures, months = self._registry.getUtility(ICaseFigures), scope.period.months()
        for site in scope.sites:
            for month, number, times in figures.behind(
                    scope.portal, int(site), months, name.what):
                yield Happening(parse(f'{month}-01'), site, f'Hồ sơ số {number}',
                                number=number, times=times)


class RatingCounts:
    """See ``scope.Source``: how often readers rated, by day and axis."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def counts(self, scope: Scope) -> Counts:
        """See ``Source``."""
        found: dict[str, Counter[str]] = {site: Counter() for site in scope.sites}
        for each in self._all(scope):
            whole = Name(RATINGS, _TIMES)
            for name in (whole, whole._replace(by=AXIS, value=each.what)):
                found[each.site][str(name)] += each.times
        return found

    def behind(self, scope: Scope, name: Name) -> Iterator[Happening]:
        """See ``Source``: one for each day and axis."""
        times: Counter[tuple[datetime.datetime, str, str]] = Counter()
        for each in self._all(scope):
            if name.value in ('', each.what):
                times[each.moment, each.site, each.what] += each.times
        for (moment, site, axis), number in sorted(times.items()):
            yield Happening(moment, site, axis, times=number)

    def _all(self, scope: Scope) -> Iterator[Happening]:
        ratings: IRatings = self._registry.getAdapter(scope.portal, IRatings)
        months = scope.period.months()
        for site in scope.sites:
            for key, said in ratings.of_site(int(site), months[0], months[-1]):
                for each in said:
                    moment = parse(f'{key.month}-{each.day:02}')
                    if scope.period.start <= moment < scope.period.end:
                        yield Happening(moment, site, each.axis, times=each.times)


class VisitCounts:
    """See ``scope.Source``: visits of each site, by day."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def counts(self, scope: Scope) -> Counts | None:
        """See ``Source``."""
        found = self._registry.getUtility(ISiteVisits).of_sites(scope.portal, *_days(scope))
        return None if found is None else {
            site: {str(Name(VISITS, _VISITS)): found.get(int(site), 0)} for site in scope.sites}

    def behind(self, scope: Scope, name: Name) -> Iterator[Happening]:
        """See ``Source``: one for each day."""
        visits: ISiteVisits = self._registry.getUtility(ISiteVisits)
        for site in scope.sites:
            by_day = visits.by_day(scope.portal, int(site), *_days(scope)) or {}
            for day, times in by_day.items():
                yield Happening(parse(day), site, times=times)


def _days(scope: Scope) -> tuple[str, str]:
    period = scope.period
    return period.first.isoformat(), (period.last + ONE_DAY).isoformat()
