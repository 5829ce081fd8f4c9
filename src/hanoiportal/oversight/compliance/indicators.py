"""Chỉ tiêu đo lường of NĐ 224/2026, article 12, computed from the figures (clause 21.1); and what
the snapshot fills into the self-assessment of a site (21.2).
"""
import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from zope.interface import implementer

from ...base.interfaces import IPortal, ISite
from ..selfassessment.interfaces import (
    FUNCTION,
    SECTION,
    WINDOWS,
    Evidence,
    IMeasure,
    Portion,
)
from .interfaces import Indicator
from .resource import Snapshot, snapshot_of
from .values import Month, SiteNow, Value

#: Made of the months of a quarter; the others are of the moment.
OF_MONTHS = frozenset({'windows_kept', 'duties_met'})
NOTHING, VISITS, LOADING = 'none', 'visits', 'loading'


class Used(NamedTuple):
    """How a site was used in a quarter.  ``visits``: ``None`` where nobody counts them.

    ``loading``: milliseconds that the watch waited for its pages, and how many they were.
    """

    visits: int | None = None
    loading: tuple[int, int] = (0, 0)


def values_of(indicators: Iterable[Indicator], site: SiteNow, months: Sequence[Month],
              used: Used) -> tuple[Value, ...]:
    """Return the ``Value`` of each of ``indicators`` for ``site``.

    ``months``: those of the quarter.  Raises ``LookupError`` for an indicator that is computed of
    what is not known here.
    """
    pairs = {
        'sections_filled': site.filled, 'sections_fresh': site.fresh,
        'functions_met': site.working, LOADING: used.loading,
        'windows_kept': _sum(month.windows for month in months),
        'duties_met': _sum(month.in_time for month in months)}
    return tuple(_value(each, pairs, used.visits) for each in indicators)


def _value(indicator: Indicator, pairs: dict[str, tuple[int, int]], visits: int | None) -> Value:
    if indicator.computed == NOTHING:
        return Value(indicator.code, known=False)
    if indicator.computed == VISITS:
        return Value(indicator.code, visits or 0, known=visits is not None)
    return _of_pair(indicator, pairs[indicator.computed])


def _of_pair(indicator: Indicator, pair: tuple[int, int]) -> Value:
    """Return the ``Value`` of a share or a mean; a mean of nothing is not known."""
    return Value(indicator.code, *pair, known=indicator.computed != LOADING or pair[1] > 0)


def summed(sheets: Iterable[Sequence[Value]], visits: int | None,
           indicators: Iterable[Indicator]) -> tuple[Value, ...]:
    """Return the ``Value`` of each of ``indicators`` for all sites, whose own are ``sheets``."""
    kept = list(sheets)
    return tuple(_summed(each, kept, visits) for each in indicators)


def _summed(indicator: Indicator, sheets: list[Sequence[Value]], visits: int | None) -> Value:
    found = [value for sheet in sheets for value in sheet if value.code == indicator.code]
    if indicator.computed in (NOTHING, VISITS):
        return _value(indicator, {}, visits)
    return _of_pair(indicator, _sum((each.part, each.whole) for each in found))


def closed(indicators: Iterable[Indicator], kept: Sequence[Value],
           anew: Sequence[Value]) -> tuple[Value, ...]:
    """Return the sheet of a quarter that has ended: what is made of its months and visits as it is
    known now, ``anew``; all else as it was ``kept`` when the quarter ended.
    """
    late = {each.code for each in indicators if each.computed in {*OF_MONTHS, VISITS, LOADING}}
    known = {value.code: value for value in anew if value.code in late}
    return tuple(known.get(value.code, value) for value in kept)


def _sum(pairs: Iterable[tuple[int, int]]) -> tuple[int, int]:
    found = list(pairs)
    return sum(part for part, _whole in found), sum(whole for _part, whole in found)


#: Finds what a figure of a snapshot counts: of the site with that object id, in the months from
#: one to before another, ``YYYY-MM``.
Find = Callable[[Snapshot, int, str, str], list[Evidence] | None]


@implementer(IMeasure)
@dataclass(frozen=True)
class SnapshotMeasure:
    """An ``IMeasure`` by the function ``find``; nobody knows before the first snapshot."""

    find: Find

    def evidence(self, portal: IPortal, site: ISite, start: datetime.date,
                 end: datetime.date) -> list[Evidence] | None:
        """See ``IMeasure``."""
        snapshot = snapshot_of(portal)
        if snapshot is None:
            return None
        return self.find(snapshot, site.__oid__, f'{start:%Y-%m}', f'{end:%Y-%m}')

    def measure(self, portal: IPortal, site: ISite, start: datetime.date,
                end: datetime.date) -> Portion | None:
        """See ``IMeasure``."""
        found = self.evidence(portal, site, start, end)
        return None if found is None else Portion.of_all(found)


def sections_filled(snapshot: Snapshot, oid: int, start: str, end: str) -> (
        list[Evidence] | None):
    """Return which obligatory sections are filled now."""
    site = snapshot.site(oid)
    return None if site is None else [
        Evidence(SECTION, each.code, int(each.own), 1, each.newest) for each in site.sections]


def functions_met(snapshot: Snapshot, oid: int, start: str, end: str) -> list[Evidence] | None:
    """Return which minimum functions the machine found met, of those that it has checked."""
    site = snapshot.site(oid)
    return None if site is None else [
        Evidence(FUNCTION, each.code, int(each.met), 1, each.day)
        for each in site.functions if each.machine and each.met is not None]


def windows_kept(snapshot: Snapshot, oid: int, start: str, end: str) -> list[Evidence]:
    """Return how many windows of updating were kept on each day of the months from ``start`` to
    before ``end``, as far back as they are kept.
    """
    return [Evidence(WINDOWS, '', day.kept, day.due, day.day)
            for owner, month in snapshot.months.keys(min=(oid, start), max=(oid, end))
            if start <= month < end for day in snapshot.month(oid, month).days]


#: By the name of the figure in ``self_assessment.csv``.
MEASURES: dict[str, Find] = {each.__name__: each for each in (
    sections_filled, functions_met, windows_kept)}
