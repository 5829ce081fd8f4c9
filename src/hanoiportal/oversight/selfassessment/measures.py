"""What the portal itself measures of a site for its assessment; others add theirs as ``IMeasure``.
"""
import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from pyramid.registry import Registry
from zope.interface import implementer

from ...base.clock import ONE_DAY, local, start_of
from ...base.interfaces import IClock, IPortal, ISite
from ...base.periods import OWED_BY, span_of
from ...editorial.crossposting.interfaces.promises import ICarried
from ...editorial.orders.interfaces import RULE
from ...kernel.security.authorization.grants import holders_of
from ...kernel.security.authorization.roles import HEAD
from ...kernel.tree.site import Site
from ...platform.duties.interfaces import MET, MET_LATE, MISSED, IDuties
from .interfaces import BOARD, DECLARED, DUTY, SUPPLY, Evidence, IMeasure, Portion

Days = tuple[datetime.date, datetime.date]
Find = Callable[[Registry, IPortal, ISite, Days], list[Evidence]]


@implementer(IMeasure)
@dataclass(frozen=True)
class Measure:
    """An ``IMeasure`` by the function ``find``."""

    registry: Registry
    find: Find

    def evidence(self, portal: IPortal, site: ISite, start: datetime.date,
                 end: datetime.date) -> list[Evidence]:
        """See ``IMeasure``."""
        return self.find(self.registry, portal, site, (start, end))

    def measure(self, portal: IPortal, site: ISite, start: datetime.date,
                end: datetime.date) -> Portion:
        """See ``IMeasure``."""
        return Portion.of_all(self.evidence(portal, site, start, end))


def board_active(registry: Registry, portal: IPortal, site: ISite, days: Days) -> list[Evidence]:
    """Return whether the board of ``site`` is in force now."""
    now, board = registry.getUtility(IClock).now(), cast('Site', site).board
    heads = holders_of(site, {HEAD}, now)
    is_active = board is not None and board.holds(now) and len(heads) == 1
    return [Evidence(BOARD, '', int(is_active), 1)]


def contacts_declared(registry: Registry, portal: IPortal, site: ISite, days: Days) -> list[
        Evidence]:
    """Return which of these are known of ``site``: owner, managing body, operating unit, and
    contacts that the body has confirmed.
    """
    place = cast('Site', site)
    bodies = [(name, name not in place.undeclared) for name in ('managing_body', 'operating_unit')]
    known = [('owner', bool(place.owner)), *bodies, ('contacts', place.has_contacts)]
    return [Evidence(DECLARED, name, int(is_known), 1) for name, is_known in known]


def duties_met(registry: Registry, portal: IPortal, site: ISite, days: Days) -> list[Evidence]:
    """Return which duties of ``site`` that fell due were met in time, but for orders and reports,
    which are counted by themselves.
    """
    return _met(registry, portal, site, days, lambda rule: rule not in (RULE, OWED_BY))


def reports_sent(registry: Registry, portal: IPortal, site: ISite, days: Days) -> list[Evidence]:
    """Return which reports of ``site`` that fell due were sent in time (33.8)."""
    return _met(registry, portal, site, days, lambda rule: rule == OWED_BY)


def city_supplied(registry: Registry, portal: IPortal, site: ISite, days: Days) -> list[Evidence]:
    """Return of each month that has begun whether the city came to carry an item of ``site``, with
    the first (33.6).
    """
    start, end = days
    today = local(registry.getUtility(IClock).now()).date()
    carried: dict[str, tuple[datetime.date, int]] = {}
    for moment, reference in registry.getUtility(ICarried).accepted(
            portal, site, portal, start_of(start), start_of(end)):
        day = local(moment).date()
        carried.setdefault(f'{day:%Y-%m}', (day, reference))
    found = []
    for month in span_of(start, min(end - ONE_DAY, max(start, today))).months():
        day, reference = carried.get(month, (datetime.date.fromisoformat(f'{month}-01'), 0))
        found.append(Evidence(SUPPLY, '', int(bool(reference)), 1, day, str(reference or '')))
    return found


def orders_done(registry: Registry, portal: IPortal, site: ISite, days: Days) -> list[Evidence]:
    """Return which orders to ``site`` that fell due were answered in time."""
    return _met(registry, portal, site, days, lambda rule: rule == RULE)


def _met(registry: Registry, portal: IPortal, site: ISite, days: Days,
         counts: Callable[[str], bool]) -> list[Evidence]:
    now, duties = registry.getUtility(IClock).now(), registry.getAdapter(portal, IDuties)
    start, end = map(start_of, days)
    found = []
    for duty in duties.of_site(str(site.__oid__)):
        standing = duties.standing(duty, now) if counts(duty.rule) else None
        if standing is not None and standing.due is not None and start <= standing.due < end and (
                standing.state in (MET, MET_LATE, MISSED)):
            found.append(Evidence(DUTY, duty.rule, int(standing.state == MET), 1,
                                  local(standing.due).date(), standing.item))
    return found


#: By the name of the figure.
MEASURES: dict[str, Find] = {each.__name__: each for each in (
    board_active, city_supplied, contacts_declared, duties_met, orders_done, reports_sent)}
