"""The part of the snapshot that tells how sites were rated."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from zope.interface import implementer

from ...base.bodies import ids_of_no_body
from ...base.clock import local
from ...participation.ratings.interfaces import HIDDEN_BELOW, IRatingRules, IRatings
from ...platform.scheduling.interfaces import IEnvironment
from ..compliance.interfaces import ALL, ISnapshotPart, months_until
from .groups import Leaf, RatedGroup, groups_of
from .values import Average, AxisAverages, average

#: Months that are one year; sections and things that are listed along one axis.
YEAR, MOST = 12, 20
_FIRST = '0000-00'


@implementer(ISnapshotPart)
class RatingFigures:
    """Reads the counts of months that are over."""

    def values(self, environment: IEnvironment) -> Mapping[int, tuple[AxisAverages, ...]]:
        """Return the averages of each site that has any to be told, and of all bodies together."""
        ratings: IRatings = environment.registry.getAdapter(environment.portal, IRatings)
        rules = environment.registry.getUtility(IRatingRules)
        today = local(environment.clock.now()).date()
        least, months = int(rules.number(HIDDEN_BELOW, today)), months_until(today)[1:]
        axes, told = [each.code for each in rules.axes(today)], {}
        all_groups: defaultdict[str, list[RatedGroup]] = defaultdict(list)
        apart = ids_of_no_body(environment.portal)
        for site in ratings.sites():
            by_axis = _leaves(ratings, site, months[0])
            groups = {axis: groups_of(by_axis.get(axis, ()), least) for axis in axes}
            for axis, each in groups.items():
                all_groups[axis].extend(() if site in apart else each)
            told[site] = _told(groups, months[:YEAR], site)
        if told:
            told[ALL] = _told(all_groups, months[:YEAR], ALL)
        return {site: each for site, each in told.items() if each}


def _leaves(ratings: IRatings, site: int, last: str) -> Mapping[str, Sequence[Leaf]]:
    """Return what each thing got in each month up to ``last``, by axis."""
    found: defaultdict[str, list[Leaf]] = defaultdict(list)
    for key, said in ratings.of_site(site, _FIRST, last):
        sums: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        for each in said:
            sums[each.axis][0] += each.times
            sums[each.axis][1] += each.times * each.value
        for axis, (number, total) in sums.items():
            found[axis].append(Leaf(key.month, key.place, key.thing, number, total))
    return found


def _told(groups: Mapping[str, Sequence[RatedGroup]], months: Sequence[str],
          site: int) -> tuple[AxisAverages, ...]:
    found = []
    for axis, each in groups.items():
        year = [group for group in each if group.month in months]
        if year:
            found.append(AxisAverages(
                axis, _average(year),
                tuple((month, of_month) for month in months if (of_month := _average(
                    [group for group in year if group.month == month])) is not None),
                () if site == ALL else _listed(year, lambda group: group.place),
                () if site == ALL else _listed(year, lambda group: group.thing)))
    return tuple(found)


def _listed(groups: Iterable[RatedGroup],
            key: Callable[[RatedGroup], int]) -> tuple[tuple[int, Average], ...]:
    """Return the averages by object ids, those with the most ratings first."""
    by_oid: defaultdict[int, list[RatedGroup]] = defaultdict(list)
    for each in groups:
        by_oid[key(each)].append(each)
    by_oid.pop(0, None)
    found = [(oid, told) for oid, each in by_oid.items() if (told := _average(each)) is not None]
    return tuple(sorted(found, key=lambda pair: (-pair[1].number, pair[0]))[:MOST])


def _average(groups: Sequence[RatedGroup]) -> Average | None:
    number = sum(each.number for each in groups)
    return average(number, sum(each.total for each in groups)) if number else None
