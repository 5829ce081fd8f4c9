"""``IReports``, on the book in ``interactions``."""
from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from zope.interface import implementer

from ...base.clock import local, start_of
from ...base.deadlines.interfaces import IDeadlineRules
from ...base.periods import EARLIEST, called, period_of, periods_on
from ...kernel.security.interactions import kept_or_new
from ...kernel.tree.lookup import find_portal
from .interfaces import RULE, IReports, Report, SiteState
from .resource import KEY, ReportBook
from .states import sites_in, states_of

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal, IResource

#: A moment before any rule of reports.
_BEFORE_ALL = start_of(datetime.date(EARLIEST, 1, 1))


@implementer(IReports)
class Reports:
    """See ``IReports``."""

    def __init__(self, registry: Registry, resource: IResource) -> None:
        self._registry = registry
        self._portal = cast('IPortal', find_portal(resource))

    def get(self, number: int) -> Report | None:
        """See ``IReports``."""
        found: Report | None = self._book.reports.get(number)
        return found

    def of_site(self, site: str) -> Sequence[Report]:
        """See ``IReports``."""
        return list(self._book.of_site(site))

    def find(self, site: str, period: str) -> Report | None:
        """See ``IReports``."""
        return self._book.find(site, period)

    def of_period(self, period: str) -> Mapping[str, Report]:
        """See ``IReports``."""
        return self._book.of_period(period)

    def periods(self, now: datetime.datetime) -> Sequence[tuple[str, str]]:
        """See ``IReports``."""
        rules: IDeadlineRules = self._registry.getUtility(IDeadlineRules)
        first, today = rules.nearest(RULE, _BEFORE_ALL).starts, local(now).date()
        since = today if first is None else min(first, today)
        return [(each.name, called(each)) for each in periods_on(now) if since <= each.last]

    def states(self, period: str, now: datetime.datetime) -> Sequence[SiteState]:
        """See ``IReports``."""
        sites = [site for site in sites_in(self._portal) if site is not self._portal]
        return states_of(self._registry, self._portal, sites, period_of(period), now,
                         self.of_period(period))

    @property
    def _book(self) -> ReportBook:
        return kept_or_new(self._portal, KEY, ReportBook)
