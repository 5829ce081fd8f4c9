"""Groups of ratings, so that no figure and no difference of figures tells of few (clause 4.2.f).

All that is published is a sum of whole *groups*, each of at least so many ratings as
``rating_rules.csv`` says, and each within one site and axis.  A group is what one thing got in a
month that is over, if that is enough; what the others of its section got in that month together,
if that is; and what is left of the site in that month, with what was left of months before, as
soon as that is.  A month that is over never changes, so neither does a group: figures of another
day differ by whole groups, too.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Leaf(NamedTuple):
    """What one thing got in one month along one axis.  ``total``: sum of the values."""

    month: str
    place: int
    thing: int
    number: int
    total: int


class RatedGroup(NamedTuple):
    """``month``: in which it became large enough.  ``place``, ``thing``: object ids, 0 where it is
    of several.
    """

    month: str
    place: int
    thing: int
    number: int
    total: int


def groups_of(leaves: Iterable[Leaf], least: int) -> list[RatedGroup]:
    """Return the groups of the ``leaves`` of one site and axis, all of months that are over."""
    found: list[RatedGroup] = []
    number = total = 0
    for month, of_month in sorted(_by(leaves, 'month').items()):
        for place, here in sorted(_by(of_month, 'place').items()):
            large = [each for each in here if each.number >= least]
            found.extend(RatedGroup(*each) for each in large)
            rest = [each for each in here if each.number < least]
            times, points = _sum(rest)
            if times >= least and place:
                found.append(RatedGroup(str(month), int(place), 0, times, points))
            else:
                number, total = number + times, total + points
        if number >= least:
            found.append(RatedGroup(str(month), 0, 0, number, total))
            number = total = 0
    return found


def _sum(leaves: Sequence[Leaf]) -> tuple[int, int]:
    return sum(each.number for each in leaves), sum(each.total for each in leaves)


def _by(leaves: Iterable[Leaf], field: str) -> dict[str | int, list[Leaf]]:
    found: defaultdict[str | int, list[Leaf]] = defaultdict(list)
    for each in leaves:
        found[getattr(each, field)].append(each)
    return found
