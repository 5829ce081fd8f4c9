"""Every site measured at one moment; nothing is written here."""
import datetime
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from pyramid.registry import Registry

from ...base.clock import local
from ...base.interfaces import IPortal, ISite
from ...base.months import after, first_day, month_of
from ...discovery.catalog.interfaces import ICatalog
from ...kernel.security.interactions import interactions_of
from ...kernel.tree.lookup import is_of_city
from ...kernel.tree.site import Site
from ...platform.scheduling.interfaces import IEnvironment
from ..visits.interfaces import KEY as VISITS
from ..visits.interfaces import ISiteVisits
from .interfaces import IComplianceRules, IResults
from .months import MonthSums, months_of, months_until
from .resource import Gathered, gathered_of
from .sections import sections_found
from .tables import in_force
from .values import (
    ACTIVE,
    EXTERNAL,
    OF_CITY,
    SUSPENDED,
    YES,
    FunctionFigure,
    Month,
    SiteNow,
)

CITY = 'city'


@dataclass(frozen=True)
class Measured:
    """``sites``: by object id.  ``months``: by object id and ``YYYY-MM``, of all that are shown.
    """

    sites: Mapping[int, SiteNow]
    months: Mapping[tuple[int, str], Month]


def sites_of(portal: IPortal) -> list[Site]:
    """Return the city portal and every component site."""
    folder = cast('Mapping[str, Site]', portal['sites'])
    return [cast(Site, portal), *folder.values()]


def level_of(site: ISite) -> str:
    """Return the kind of ``site`` as ``sections.csv`` calls it."""
    return str(getattr(site, 'level', CITY))


def status_of(site: ISite) -> str:
    """Return what ``site`` is to the figures."""
    if getattr(site, 'is_external', False):
        return EXTERNAL
    if is_of_city(site):
        return OF_CITY
    return ACTIVE if site.is_active else SUSPENDED


def measured(environment: IEnvironment, number: int) -> Measured:
    """Return what every site of the portal is found to be now, in the last ``number`` months."""
    today = local(environment.clock.now()).date()
    portal, gathered = environment.portal, gathered_of(environment.portal)
    start = first_day(months_until(today, number)[-1])
    tallies = _tallies(environment, start, first_day(after(month_of(today))))
    sites, months = {}, {}
    for site in sites_of(portal):
        oid = site.__oid__
        sites[oid] = _site(environment, site, gathered, today)
        if oid in tallies and sites[oid].status != OF_CITY:
            months.update({(oid, month): found for month, found in tallies[oid].months().items()})
    return Measured(sites, months)


def _tallies(environment: IEnvironment, start: datetime.date,
             end: datetime.date) -> Mapping[int, MonthSums]:
    """Return what became of windows and duties from ``start`` to before ``end``, by the object
    ids of sites; see ``IResults``.
    """
    found: defaultdict[int, MonthSums] = defaultdict(MonthSums)
    for _name, source in sorted(environment.registry.getUtilitiesFor(IResults)):
        for oid, ended in source.windows(environment, start, end):
            found[oid].add_windows(ended)
        for oid, owed in source.duties(environment, start, end):
            found[oid].add_duties(owed)
    return found


def _site(environment: IEnvironment, site: Site, gathered: Gathered,
          today: datetime.date) -> SiteNow:
    level, status = level_of(site), status_of(site)
    if status != ACTIVE:
        return SiteNow(site.__oid__, level, status)
    rules = environment.registry.getUtility(IComplianceRules)
    obligatory = [each for each in rules.sections if level in each.levels]
    return SiteNow(
        site.__oid__, level, status,
        sections_found(site, obligatory, environment.request.service(ICatalog),
                       rules.seed_basis, in_force(rules.terms, today), today),
        _functions(environment.registry, site.__oid__, gathered, today))


def _functions(registry: Registry, oid: int, gathered: Gathered,
               today: datetime.date) -> tuple[FunctionFigure, ...]:
    """Return what is known of each function: what the machine found last, what is declared."""
    _day, found = gathered.found(oid)
    checked = {each.code: each for each in found}
    declared = {code: FunctionFigure(code, False, said.answer == YES, local(said.moment).date())
                for code, said in gathered.of_site(oid).items()}
    rows = in_force(registry.getUtility(IComplianceRules).functions, today)
    return tuple(
        checked.get(row.code, FunctionFigure(row.code, True)) if row.checker else
        declared.get(row.code, FunctionFigure(row.code, False)) for row in rows)


def site_visits_in(environment: IEnvironment, quarter: str,
                   today: datetime.date) -> Mapping[int, int]:
    """Return the visits of each site on the same days, by its object id; empty if nobody counted
    them.
    """
    months = months_of(quarter)
    last = min(first_day(after(months[-1])), today)
    visits = environment.registry.getUtility(ISiteVisits)
    return visits.of_sites(environment.portal, f'{months[0]}-01', last.isoformat()) or {}


def visits_in(portal: IPortal, quarter: str, today: datetime.date) -> int:
    """Return the visits counted on the days of ``quarter`` before the local day ``today``."""
    kept = interactions_of(portal).get(VISITS)
    days: Mapping[str, tuple[int, int]] = {} if kept is None else kept.days
    return sum(visits for day, (visits, _pages) in days.items()
               if day < today.isoformat() and day[:7] in months_of(quarter))
