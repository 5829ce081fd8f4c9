"""Who is told of the steps of a report: bodies get it by those who hold their roles here."""
from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import TYPE_CHECKING

from ...base.clock import local
from ...base.interfaces import IPortal, ISite
from ...base.periods import period_of
from ...kernel.security.authorization.grants import holders_of
from ...kernel.tree.issuers import agency_of
from ...platform.notifications.interfaces import SITE, INotifying
from .interfaces import Report
from .words import IReportWords, ReportWords

if TYPE_CHECKING:
    from pyramid.registry import Registry


class ReportTelling:
    """Tells of the reports of ``portal``; ``actor``: who took the step, and is not told of it."""

    def __init__(self, registry: Registry, portal: IPortal, notifying: INotifying) -> None:
        self._portal, self._notifying = portal, notifying
        self._words: ReportWords = registry.getUtility(IReportWords)

    def submitted(self, report: Report, site: ISite, heads: Collection[str], actor: str) -> None:
        """Tell the ``heads`` of the board of ``site``, ids of accounts."""
        self._notifying.notify(heads, site, 'report_submitted', actor, number=report.number)

    def sent(self, report: Report, site: ISite, now: datetime.datetime, actor: str) -> None:
        """Tell the recipients where they read it, and of a component site the city's board."""
        is_city, origin = IPortal.providedBy(site), {}
        above: set[str] = set()
        if not is_city:
            above, origin = set(self._notifying.board_of(self._portal)), {SITE: site.__oid__}
        own: set[str] = set()
        for each in self._words.recipients(is_city, agency_of(site), period_of(report.period),
                                           local(now).date()):
            (own if each.is_own else above).update(
                holders_of(site if each.is_own else self._portal, each.roles, now))
        for place, people, details in ((self._portal, above, origin), (site, own - above, {})):
            self._notifying.notify(people, place, 'report_sent', actor, number=report.number,
                                   **details)

    def returned(self, report: Report, site: ISite, actor: str) -> None:
        """Tell the board of ``site``, and who drafted it."""
        people = {*self._notifying.board_of(site), report.events[0].actor}
        self._notifying.notify(people, site, 'report_returned', actor, number=report.number)
