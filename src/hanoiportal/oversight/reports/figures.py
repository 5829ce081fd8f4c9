"""The figures of a report: counted by their sources, with those of the period before."""
from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ...base.clock import local, start_of
from ...base.interfaces import IPortal, ISite
from ...base.periods import EARLIEST, Period
from ...editorial.freshness.interfaces import IFreshness, IReasons
from ...editorial.windows.interfaces import IWindows
from .dutyfigures import DutyFigures
from .interfaces import CASES, DUTIES, INNER, LEDGER, RATINGS, VISITS, Counted, Fault
from .ledgerfigures import LedgerFigures, ledger_of
from .otherfigures import CaseCounts, RatingCounts, VisitCounts
from .scope import Happening, Name, Scope, Source
from .words import IReportWords, ReportWords

if TYPE_CHECKING:
    from pyramid.registry import Registry


class ReportFigures:
    """Counts and finds what was counted.

    ``sites``: that a report of the city is about, the portal among them.
    """

    def __init__(self, registry: Registry, portal: IPortal, sites: Sequence[ISite],
                 freshness: IFreshness, reasons: IReasons) -> None:
        self._registry, self._portal = registry, portal
        self._sites, self._freshness, self._reasons = sites, freshness, reasons
        self._words: ReportWords = registry.getUtility(IReportWords)
        self._duties = DutyFigures(registry)
        self._sources: Mapping[str, Source] = {
            LEDGER: LedgerFigures(registry, LEDGER), INNER: LedgerFigures(registry, INNER),
            DUTIES: self._duties, CASES: CaseCounts(registry),
            RATINGS: RatingCounts(registry), VISITS: VisitCounts(registry)}

    def counted(self, site: ISite, period: Period, now: datetime.datetime) -> Counted:
        """Return the figures of ``site``, at the portal of all sites, as known at ``now``."""
        last, inner = self.last()
        scope = self.scope(site, period, now, last, inner)
        sites = self._counts(scope)
        is_city = IPortal.providedBy(site)
        return Counted(
            now, last, _sum(sites), self._before(scope._replace(period=period.before)),
            {oid: _main(values) for oid, values in sites.items()} if is_city else {},
            () if is_city else self._faults(site, scope), inner)

    def _before(self, scope: Scope) -> dict[str, int]:
        """Return what ``values`` does, nothing for a period that was over before anything was
        counted in the portal: nobody knows those figures.
        """
        found = self.values(scope)
        ran = any(found.values()) or any(
            next(iter(ledger_of(self._registry, self._portal, each).between(
                start_of(datetime.date(EARLIEST, 1, 1)), scope.period.end)), None)
            for each in (LEDGER, INNER))
        return found if ran else {}

    def values(self, scope: Scope) -> dict[str, int]:
        """Return the figures of ``scope`` alone, by their names."""
        return _sum(self._counts(scope))

    def last(self) -> tuple[int, int]:
        """Return the numbers of the last event of the ledger, and of the inner one."""
        outer, inner = (ledger_of(self._registry, self._portal, each).last()
                        for each in (LEDGER, INNER))
        return outer, inner

    def scope(self, site: ISite, period: Period, at: datetime.datetime, last: int,
              inner: int) -> Scope:
        """Return what a report of ``site`` counts."""
        sites = self._sites if IPortal.providedBy(site) else [site]
        return Scope(self._portal, tuple(str(each.__oid__) for each in sites), period, at, last,
                     inner)

    def behind(self, scope: Scope, name: Name) -> Iterator[Happening]:
        """Yield what the figure ``name`` counts; nothing for a name that nobody reports."""
        source = self._sources.get(name.source)
        return iter(()) if source is None or name.whole not in self._words.figures else (
            source.behind(scope, name))

    def by_site(self, counted: Counted, period: Period, name: Name) -> dict[str, int]:
        """Return how much each site has of the figure ``name`` of the city: as it is kept, of a
        part of a figure as it is counted again.
        """
        if not name.by:
            return {site: values.get(str(name), 0) for site, values in counted.sites.items()}
        source = self._sources.get(name.source)
        scope = Scope(self._portal, tuple(counted.sites), period, counted.at, counted.last,
                      counted.inner)
        counts = (source.counts(scope) if source is not None else None) or {}
        return {site: values.get(str(name), 0) for site, values in counts.items()}

    def _counts(self, scope: Scope) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = {site: {} for site in scope.sites}
        for name, source in self._sources.items():
            counts = source.counts(scope)
            if counts is None:
                continue
            wanted = [each for each in self._words.figures if each.startswith(f'{name}:')]
            for site, values in counts.items():
                found[site].update(dict.fromkeys(wanted, 0))
                found[site].update((key, number) for key, number in values.items()
                                   if ':'.join(key.split(':')[:2]) in self._words.figures)
        return found

    def _faults(self, site: ISite, scope: Scope) -> tuple[Fault, ...]:
        """Return what ``site`` did not keep, the earliest first."""
        period, own = scope.period, str(site.__oid__)
        titles = self._registry.getUtility(IWindows).titles(local(scope.at).date(), 'vi')
        found = list(self._duties.faults(scope))
        for key in self._freshness.missed(site, period.first, period.last):
            reason = self._reasons.find(self._portal, key)
            said = None if reason is None else reason.last
            found.append(Fault(
                own, f'Không có tin mới trong khung giờ {titles.get(key.code, key.code)}',
                datetime.date.fromisoformat(key.day), *(
                    ('',) if said is None else (
                        said.text, f'window:{":".join(key)}', said.at))))
        return tuple(sorted(found, key=lambda fault: (fault.day, fault.what)))


def _sum(sites: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for values in sites.values():
        total.update(values)
    return dict(total)


def _main(values: Mapping[str, int]) -> dict[str, int]:
    """Return what is not divided."""
    return {name: number for name, number in values.items() if name.count(':') == 1}
