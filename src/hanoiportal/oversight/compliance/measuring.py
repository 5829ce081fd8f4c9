"""Every site measured at one moment: are its obligatory sections filled and fresh (4.1, 10)?

Nothing is written here.
"""
import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from pyramid.registry import Registry

from ...base.clock import local
from ...base.i18n import DEFAULT
from ...base.interfaces import IPortal, IResource, ISite
from ...base.months import after, first_day, month_of
from ...discovery.catalog.interfaces import ICatalog
from ...kernel.security.interactions import interactions_of
from ...kernel.tree.lookup import is_of_city
from ...kernel.tree.resources import Described
from ...kernel.tree.site import Site
from ...kernel.workflow.records import CARRIED_IN
from ...platform.scheduling.interfaces import IEnvironment
from ..availability.interfaces import IAvailability
from ..visits.interfaces import KEY as VISITS
from ..visits.interfaces import ISiteVisits
from .indicators import Used
from .interfaces import IComplianceRules, IResults, Obligatory, SectionTerm
from .months import MonthSums, months_of, months_until
from .resource import Gathered, gathered_of
from .tables import in_force
from .values import (
    ACTIVE,
    EXTERNAL,
    OF_CITY,
    SUSPENDED,
    YES,
    FunctionFigure,
    Month,
    SectionFigure,
    SiteNow,
)

CITY = 'city'
#: So many of the newest items are looked at together until one is not of the installation.
AT_ONCE = 10


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


def used_in(environment: IEnvironment, quarter: str,
            today: datetime.date) -> Mapping[int, Used]:
    """Return how each site was used on the same days, by its object id."""
    months = months_of(quarter)
    last = min(first_day(after(months[-1])), today)
    visits = environment.registry.getUtility(ISiteVisits)
    counted = visits.of_sites(environment.portal, f'{months[0]}-01', last.isoformat()) or {}
    watched = environment.registry.getUtility(IAvailability).loads(environment.portal, months)
    return {oid: Used(counted.get(oid), watched.get(oid, (0, 0)))
            for oid in counted.keys() | watched.keys()}


def visits_in(portal: IPortal, quarter: str, today: datetime.date) -> int:
    """Return the visits counted on the days of ``quarter`` before the local day ``today``."""
    kept = interactions_of(portal).get(VISITS)
    days: Mapping[str, tuple[int, int]] = {} if kept is None else kept.days
    return sum(visits for day, (visits, _pages) in days.items()
               if day < today.isoformat() and day[:7] in months_of(quarter))


def is_seeded(document: Described, basis: str) -> bool:
    """Return whether ``document`` is public as the installation brought it, on ``basis``, and no
    board has approved another version since.
    """
    return any(each.kind == CARRIED_IN and each.basis == basis for each in document.approvals)


def sections_found(
        site: ISite, obligatory: Iterable[Obligatory], catalog: ICatalog, basis: str,
        terms: Collection[SectionTerm], today: datetime.date) -> tuple[SectionFigure, ...]:
    """Return the ``SectionFigure`` of each of the ``obligatory`` sections of ``site``.

    ``terms``: those in force on the local day ``today``.  ``basis``: see ``is_seeded``.
    """
    days = {term.section: term.days for term in terms}
    return tuple(
        _found(site.get(each.code), each.code, catalog, basis, days.get(each.code), today)
        for each in obligatory)


def _found(section: object, code: str, catalog: ICatalog, basis: str, days: int | None,
           today: datetime.date) -> SectionFigure:
    if section is None:
        return SectionFigure(code, False)
    place = cast(IResource, section)
    total, own = 0, None
    start = 0
    while own is None and start <= total:
        batch = catalog.latest(place, DEFAULT, start, AT_ONCE if start else 1)
        total = batch.total
        if not batch.items:
            break
        own = next((item for item in map(_described, batch.items)
                    if not is_seeded(item, basis)), None)
        start += len(batch.items)
    newest = _day_of(own)
    fresh = None if days is None else newest is not None and (today - newest).days <= days
    return SectionFigure(code, True, total, own is not None, newest, fresh)


def _described(item: object) -> Described:
    return cast(Described, item)


def _day_of(item: Described | None) -> datetime.date | None:
    moment = None if item is None else item.updated_at or item.published_at
    return None if moment is None else local(moment).date()
