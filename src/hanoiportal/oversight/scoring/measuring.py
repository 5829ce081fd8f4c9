"""Measuring bodies by the criteria of a year, and what the public snapshot takes of scorings."""
from __future__ import annotations

import datetime
from collections.abc import Mapping

from pyramid.registry import Registry
from zope.interface import implementer

from ...base.interfaces import IPortal, ISite
from ...kernel.security.interactions import interactions_of
from ...platform.scheduling.interfaces import IEnvironment
from ..compliance.interfaces import ALL, ISnapshotPart
from ..selfassessment.interfaces import IMeasure, Portion
from .resource import KEY, ScoreSheet, Scorings, YearScoring
from .values import Mark, ScoreCriterion, YearResult

#: Names of what can be measured, as features register it (``IMeasure``).
MEASURES = frozenset({
    'sections_filled', 'duties_met', 'windows_kept', 'orders_done', 'functions_met',
    'board_active', 'board_trained', 'city_supplied', 'contacts_declared', 'reports_sent'})


def scorings_of(portal: IPortal) -> Scorings:
    """Return the scorings of ``portal``; of one that has none yet, they are not kept."""
    found = interactions_of(portal).get(KEY)
    return found if isinstance(found, Scorings) else Scorings()


def measure_all(registry: Registry, portal: IPortal, scoring: YearScoring,
                now: datetime.datetime) -> None:
    """Measure each body of ``scoring`` that is still there; what was marked by hand stays."""
    bodies = {site.__oid__: site for site in portal['sites'].values()}
    for sheet in scoring.all_sheets():
        body = bodies.get(sheet.site)
        for criterion in scoring.criteria:
            if criterion.measure and body is not None:
                _measure(registry, portal, (sheet, body), criterion, scoring.year)
    scoring.measured_at = now


def _measure(registry: Registry, portal: IPortal, of: tuple[ScoreSheet, ISite],
             criterion: ScoreCriterion, year: int) -> None:
    sheet, body = of
    found = registry.getUtility(IMeasure, criterion.measure).evidence(
        portal, body, datetime.date(year, 1, 1), datetime.date(year + 1, 1, 1))
    before = sheet.marks.get(criterion.code, Mark())
    measured = None if found is None else Portion.of_all(found)
    sheet.measure(criterion.code, before._replace(measured=measured), tuple(found or ()))


@implementer(ISnapshotPart)
class FinalRankings:
    """Every ranking that the board of the city has approved, the latest year first."""

    def values(self, environment: IEnvironment) -> Mapping[int, tuple[YearResult, ...]]:
        """See ``ISnapshotPart``."""
        years: list[YearScoring] = list(scorings_of(environment.portal).years.values())
        found = tuple(each.final for each in reversed(years) if each.final is not None)
        return {ALL: found} if found else {}
