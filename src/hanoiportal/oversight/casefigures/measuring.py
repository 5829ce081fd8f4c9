"""The part of the snapshot that tells how cases were answered: sums that are kept, open rows."""
from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping

from zope.interface import implementer

from ...base.bodies import ids_of_no_body
from ...base.clock import local
from ...kernel.security.interactions import kept_or_new
from ...participation.cases.interfaces import OPEN, ICases
from ...participation.publication.interfaces import SECTIONS
from ...participation.tracking.interfaces import ISatisfaction
from ...platform.scheduling.interfaces import IEnvironment
from ..compliance.interfaces import ALL, ISnapshotPart, months_until
from .counting import MOST
from .opinions import Groups, groups_of, of_city, opinion, shown, together
from .resource import KEY, FigureBook
from .values import BodyFigures, CaseMonth, CaseSums, summed

#: Months that are one year.
YEAR = 12
#: What is counted, and opinions that may be shown, by month.
Months = Mapping[str, tuple[CaseSums, Groups]]


@implementer(ISnapshotPart)
class FiguresPart:
    """Reads sums, the index of open cases and the counts of opinions; opens no case."""

    def values(self, environment: IEnvironment) -> Mapping[int, BodyFigures]:
        """Return the figures of each site that has any, and of all bodies together."""
        months = months_until(local(environment.clock.now()).date())
        apart = ids_of_no_body(environment.portal)
        book = kept_or_new(environment.portal, KEY, FigureBook)
        tallies = {oid: dict(book.of(oid, months[-1])) for oid in book.bodies()}
        opinions = _opinions(environment, list(tallies), months)
        waiting = _open(environment, apart)
        found = {oid: _figures(
            {month: (tallies.get(oid, {}).get(month, CaseSums()), shown(opinions[oid, month])
                     if (oid, month) in opinions else {}) for month in months},
            waiting, oid) for oid in {*tallies, *(oid for oid, _late in waiting)}}
        if found:
            everything = {month: (
                summed(each.get(month, CaseSums()) for oid, each in tallies.items()
                       if oid not in apart),
                of_city(groups for (oid, at), groups in opinions.items()
                        if at == month and oid not in apart))
                for month in months}
            found[ALL] = _figures(everything, waiting, ALL)
        return found


def _opinions(environment: IEnvironment, oids: list[int],
              months: list[str]) -> dict[tuple[int, str], Groups]:
    """Return what people said in months that are over."""
    satisfaction: ISatisfaction = environment.registry.getAdapter(
        environment.portal, ISatisfaction)
    return {(oid, month): groups_of(satisfaction.tally(str(oid), month))
            for oid in oids for month in months[1:]}


def _open(environment: IEnvironment, apart: Collection[int]) -> Counter[tuple[int, bool]]:
    """Return how many cases are open, by ``(object id, whether too late)``; 0 for all bodies,
    without the sites ``apart``.
    """
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    now = environment.clock.now().timestamp()
    found: Counter[tuple[int, bool]] = Counter()
    for row in cases.inbox(None, states=OPEN, size=MOST).rows:
        if row.kind in SECTIONS:
            is_late = not math.isinf(row.due) and row.due < now
            found[int(row.site), is_late] += 1
            found[ALL, is_late] += int(row.site) not in apart
    return found


def _figures(months: Months, waiting: Counter[tuple[int, bool]], oid: int) -> BodyFigures:
    year = list(months)[:YEAR]
    lines = [CaseMonth(month, tally, opinion(groups))
             for month, (tally, groups) in months.items()]
    return BodyFigures(
        tuple(line for line in lines if line != CaseMonth(line.month)),
        CaseMonth(year[-1], summed(months[month][0] for month in year),
                     opinion(together(months[month][1] for month in year))),
        waiting[oid, False], waiting[oid, True])
