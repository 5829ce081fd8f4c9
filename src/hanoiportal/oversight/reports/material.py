"""What the text of a report is drafted of."""
from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.interfaces import IPortal, ISite
from ...base.periods import Period
from .drafting import Draft, Standing
from .interfaces import LATE, OWED, PROPOSALS, RETURNED, SENT, Counted, IReports, Report
from .states import sites_in
from .words import IReportWords

if TYPE_CHECKING:
    from pyramid.registry import Registry

#: What a report says that proposes nothing.
_NOTHING = 'không có kiến nghị'


class Material:
    """Gathers it from ``portal``."""

    def __init__(self, registry: Registry, portal: IPortal) -> None:
        self._registry, self._portal = registry, portal

    def of(self, site: ISite, period: Period, counted: Counted) -> Draft:
        """Return what the text about ``site``, at the portal about all, is made of."""
        words = self._registry.getUtility(IReportWords)
        if not IPortal.providedBy(site):
            return Draft(site.full_name, period, counted, words, {}, None)
        names = {str(each.__oid__): each.title for each in sites_in(self._portal)}
        return Draft(site.full_name, period, counted, words, names,
                     self._others(period, counted))

    def _others(self, period: Period, counted: Counted) -> Standing:
        """Return how the reports of the sites stand, with what they propose."""
        reports: IReports = self._registry.getAdapter(self._portal, IReports)
        states = reports.states(period.name, counted.at)
        kinds = [each.state for each in states]
        proposals = [(each.site.title, _proposed(each.report))
                     for each in states
                     if each.report is not None and each.state in (SENT, LATE)]
        return Standing(
            kinds.count(SENT) + kinds.count(LATE), kinds.count(LATE),
            sum(kind in OWED and kind != RETURNED for kind in kinds), kinds.count(RETURNED),
            tuple((title, text) for title, text in proposals
                  if text.strip(' .').casefold() != _NOTHING))


def _proposed(report: Report) -> str:
    """Return what was proposed in what was sent."""
    sent = report.last(SENT)
    content = sent.content if sent is not None and sent.content is not None else report.content
    return content.words.get(PROPOSALS, '')
