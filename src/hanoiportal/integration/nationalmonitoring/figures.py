"""The figures of a day: what is counted of each site, without anything of a person."""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from ...base.clock import ONE_DAY, local, start_of
from ...base.sitecodes import labels_by_code
from ...kernel.tree.lookup import site_called
from ...oversight.visits.interfaces import Count, ISiteVisits
from ...platform.ledger.interfaces import PUBLISHED, ILedger

if TYPE_CHECKING:
    from ...platform.scheduling.interfaces import IEnvironment
    from ..deliveries.interfaces import Settings

#: Parts the code and the day in the name of figures.
_PART = '_'


class DayFigures(NamedTuple):
    """``visits``, ``pages``: as of ``Count``.  ``published``: texts that became public."""

    visits: int
    pages: int
    published: int


class Window(NamedTuple):
    """``days``: so many are looked at.  ``hour``: of the next day, local, from which the figures
    of a day are told: by then every process has saved what it counted.
    """

    days: int
    hour: int

    def of(self, now: datetime.datetime) -> list[datetime.date]:
        """Return the local days whose figures are told at ``now``, the oldest first."""
        today = (local(now) - datetime.timedelta(hours=self.hour)).date()
        return [today - ONE_DAY * back for back in range(self.days, 0, -1)]


def counted(window: Window, environment: IEnvironment, settings: Settings) -> Mapping[str, str]:
    """Return the figures of the days of ``window``, of the sites that have a code."""
    found: dict[str, str] = {}
    for day in window.of(environment.clock.now()):
        of_day = _of_day(environment, labels_by_code(str(settings.get('codes', ''))), day)
        found.update({f'{code}{_PART}{day.isoformat()}': ' '.join(map(str, figures))
                      for code, figures in of_day.items()})
    return found


def told(environment: IEnvironment, settings: Settings,
         name: str) -> tuple[str, str, datetime.date, DayFigures] | None:
    """Return code, label, day and figures of ``name``; ``None`` if its site has no code
    any more, or is gone.
    """
    code, _part, iso = name.rpartition(_PART)
    label = labels_by_code(str(settings.get('codes', ''))).get(code)
    day = datetime.date.fromisoformat(iso)
    figures = {} if label is None else _of_day(environment, {code: label}, day)
    return (code, str(label), day, figures[code]) if code in figures else None


def _of_day(environment: IEnvironment, labels: Mapping[str, str],
             day: datetime.date) -> dict[str, DayFigures]:
    """Return the figures of ``day`` by codes; of no site if it was not counted."""
    portal, registry = environment.portal, environment.registry
    visits: ISiteVisits = registry.getUtility(ISiteVisits)
    counts = visits.on_day(portal, day.isoformat())
    if counts is None:
        return {}
    ledger: ILedger = registry.getAdapter(portal, ILedger)
    published = ledger.sums(start_of(day), start_of(day + ONE_DAY), ('site',), kinds=(PUBLISHED,))
    sites = {code: site_called(portal, label) for code, label in labels.items()}
    return {code: DayFigures(
        *counts.get(site.__oid__, Count()), published.get((str(site.__oid__),), 0))
        for code, site in sites.items() if site is not None}
