"""How content people are, so that nobody's answer can be told (4.3.c, law on personal data).

What is published is made of *groups* of at least five answers: a body in a month that is over,
if it has so many; and those of the other bodies of that month together, if they are so many.
Every figure is of some of these groups whole, so that no difference of two figures, of today or of
another day, is of fewer than five people.  Shares are in steps of ten, from 10 to 90: that all
said the same is not told either.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ...participation.tracking.interfaces import QUESTIONS, SERVED, SOLVED
from .values import Opinion

#: Answers that a group has at least.
FEWEST = 5


class Group(NamedTuple):
    """``best``: of its ``all`` answers those that are the best one."""

    best: int = 0
    all: int = 0


#: A group of each question; ``None`` where there is none to show.
Groups = Mapping[str, Group]


def groups_of(tally: Mapping[str, Mapping[str, int]]) -> Groups:
    """Return what one body got in one month, as ``ISatisfaction.tally`` has it."""
    return {question: Group(tally.get(question, {}).get(choices[0][0], 0),
                            sum(tally.get(question, {}).values()))
            for question, (_words, choices) in QUESTIONS.items()}


def shown(groups: Groups) -> Groups:
    """Return those that are large enough."""
    return {question: group for question, group in groups.items() if group.all >= FEWEST}


def together(each: Iterable[Groups]) -> Groups:
    """Return the sums of groups by question."""
    found: defaultdict[str, Group] = defaultdict(Group)
    for groups in each:
        for question, group in groups.items():
            before = found[question]
            found[question] = Group(before.best + group.best, before.all + group.all)
    return dict(found)


def of_city(bodies: Iterable[Groups]) -> Groups:
    """Return what all bodies have together in a month: those that are shown, and the others if
    they are enough together.
    """
    found = list(bodies)
    large = [shown(groups) for groups in found]
    others = together({question: group for question, group in groups.items()
                       if group.all < FEWEST} for groups in found)
    return together([*large, shown(others)])


def opinion(groups: Groups) -> Opinion:
    """Return what is told of ``groups``, each of which may be shown."""
    return Opinion(_share(groups.get(SOLVED)), _share(groups.get(SERVED)))


def _share(group: Group | None) -> int:
    if group is None or group.all < FEWEST:
        return -1
    return min(90, max(10, (20 * group.best + group.all) // (2 * group.all) * 10))
