"""Figures that tell of no few people, alone or compared with each other (clause 4.2.f).

All that is published of a population is its number and, from ``LEAST_ANSWERS`` on, the cells of
partitions.  A cell below ``LEAST`` is hidden, and with it the cells that follow it, whatever they
hold, until the hidden ones are ``LEAST_HIDDEN`` together: so the hidden ones, whose sum everybody
can compute, are never told one by one, not even to those who know this rule.  Had the smallest of
the others been hidden, the rule would tell (``test_figures``).

Of a question that is asked of some, all is hidden unless those who are asked are cells that are
told, since how many are asked is the sum of its own cells.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from .questions import SEVERAL, TEXT, Question, partitions

LEAST, LEAST_HIDDEN, LEAST_ANSWERS = 10, 20, 20


class Figures(NamedTuple):
    """What may be told of one population.  ``number``: of its answers.  ``cells``: those that are
    told.  ``asked``: ``{question: number}``, of those with a table.
    """

    number: int
    cells: Mapping[str, int]
    asked: Mapping[str, int]


def figures(questions: Sequence[Question], number: int, counts: Mapping[str, int]) -> Figures:
    """Return what may be told of ``counts``, ``{cell: number}``, of ``number`` answers."""
    told: dict[str, int] = {}
    asked: dict[str, int] = {}
    if number < LEAST_ANSWERS:
        return Figures(number, told, asked)
    by_id = {each.id: each for each in questions}
    for question in questions:
        base = _asked(question, by_id, number, told)
        if question.kind == TEXT or base is None or base < LEAST:
            continue
        found = _several(question, base, counts) if question.kind == SEVERAL else _parted(
            question, counts)
        asked[question.id] = base
        told.update(found)
    return Figures(number, told, asked)


def hidden(values: Sequence[int]) -> set[int]:
    """Return the places of the ``values`` of a partition that are hidden.

    >>> sorted(hidden([50, 3, 30, 12])), sorted(hidden([50, 30]))
    ([1, 2], [])
    """
    found = {at for at, value in enumerate(values) if value < LEAST}
    if not found:
        return found
    at = max(found)
    for _each in values:
        if sum(values[each] for each in found) >= LEAST_HIDDEN and len(found) > 1:
            break
        at = (at + 1) % len(values)
        while at in found and len(found) < len(values):
            at = (at + 1) % len(values)
        found.add(at)
    return found


def _asked(question: Question, by_id: Mapping[str, Question], number: int,
           told: Mapping[str, int]) -> int | None:
    """Return how many are asked ``question``, ``None`` if that is not to be told."""
    if not question.after:
        return number
    cells = [f'{question.after}.{answer}' for answer in question.answers]
    if question.after not in by_id or not all(cell in told for cell in cells):
        return None
    return sum(told[cell] for cell in cells)


def _parted(question: Question, counts: Mapping[str, int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for partition in partitions(question):
        values = [counts.get(cell, 0) for cell in partition.cells]
        out = hidden(values)
        found.update({cell: values[at] for at, cell in enumerate(partition.cells)
                      if at not in out})
    return found


def _several(question: Question, base: int, counts: Mapping[str, int]) -> dict[str, int]:
    """Return the choices that enough people chose, and enough did not."""
    found = {f'{question.id}.{value}': counts.get(f'{question.id}.{value}', 0)
             for value in question.values}
    return {cell: value for cell, value in found.items() if not hidden([value, base - value])}
