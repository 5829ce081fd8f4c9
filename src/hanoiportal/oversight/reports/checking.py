"""Is a report still what is counted?  The same figures by the same events, or what differs and
why.
"""
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ...base.periods import Period
from .behind import WHY
from .figures import ReportFigures
from .interfaces import INNER, LEDGER, Counted
from .words import ReportWords

if TYPE_CHECKING:
    from ...base.interfaces import ISite


class Difference(NamedTuple):
    """``kept``, ``now``: the figure of the report, and what is counted in the same way today."""

    title: str
    kept: int
    now: int
    why: str


class Checked(NamedTuple):
    """``differences``: ``[]`` if all figures are the same.  ``later``: what the ledger has got of
    the period since, ``(title, number)``.
    """

    differences: list[Difference]
    later: list[tuple[str, int]]


def differences(figures: ReportFigures, site: ISite, period: Period, counted: Counted,
                words: ReportWords, tag: str) -> Checked:
    """Count again what ``counted`` has, as it was known then, and compare."""
    scope = figures.scope(site, period, counted.at, counted.last, counted.inner)
    last, inner = figures.last()
    again, now = (figures.values(each) for each in (scope, scope._replace(last=last, inner=inner)))
    found, later = [], []
    for name, title in words.figures.items():
        said, value = title.title_in(tag), again.get(name, 0)
        if counted.values.get(name, 0) != value:
            found.append(Difference(said, counted.values.get(name, 0), value, WHY[title.source]))
        if title.source in (LEDGER, INNER) and now.get(name, 0) != value:
            later.append((said, now.get(name, 0) - value))
    return Checked(found, later)
