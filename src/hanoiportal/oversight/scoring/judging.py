"""Points, totals and ranks; pure and exact (clauses 28.5, 32).

A scale is one of

- ``share``: points in proportion to what was kept;
- ``steps:90=100|75=75``: from 90 % on 100 % of the weight, from 75 % on 75 %, below nothing;
- ``0..10``: a number from 0 to 10 by hand, with at most two places.

By hand a criterion that is measured has points from 0 to its weight.
"""
import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from ..selfassessment.interfaces import Portion
from .values import NOT_APPLICABLE, BodyResult, Mark, ScoreCriterion

SHARE, STEPS = 'share', 'steps:'
_BY_HAND = re.compile(r'0\.\.([1-9][0-9]{0,2})')
_STEPS = re.compile(r'steps:[0-9]{1,3}=[0-9]{1,3}(\|[0-9]{1,3}=[0-9]{1,3})*')
_NUMBER = re.compile(r'[0-9]{1,3}(\.[0-9]{1,2})?', re.ASCII)
#: Hundredths of a point.
_PARTS = 100


def is_scale(scale: str, is_measured: bool) -> bool:
    """Return whether ``scale`` can be read, and fits what is measured or not.

    >>> is_scale('share', True), is_scale('0..10', False), is_scale('0..10', True)
    (True, True, False)
    >>> is_scale('steps:90=100|50=40', True), is_scale('steps:50=40|90=100', True)
    (True, False)
    """
    if not is_measured:
        return _BY_HAND.fullmatch(scale) is not None
    if scale == SHARE:
        return True
    steps = steps_of(scale) if _STEPS.fullmatch(scale) else []
    falls = all(high > low and more > less
                for (high, more), (low, less) in pairwise(steps))
    return bool(steps) and falls and steps[0][0] <= 100 and steps[0][1] <= 100


def steps_of(scale: str) -> list[tuple[int, int]]:
    """Return ``(from which percentage, percentage of the weight)`` of a scale by steps."""
    pairs = (step.split('=') for step in scale.removeprefix(STEPS).split('|'))
    return [(int(least), int(percent)) for least, percent in pairs]


def top_of(criterion: ScoreCriterion) -> int:
    """Return the greatest number that ``criterion`` can be given by hand."""
    found = _BY_HAND.fullmatch(criterion.scale)
    return int(found[1]) if found else criterion.weight


def value_in(criterion: ScoreCriterion, typed: str) -> str | None:
    """Return the value of a ``Mark`` that was ``typed``, ``''`` for none, ``None`` for what is
    beyond the scale or no number; a comma is a point.
    """
    text = typed.strip().replace(',', '.')
    if text in ('', NOT_APPLICABLE):
        return text
    if not _NUMBER.fullmatch(text) or Fraction(text) > top_of(criterion):
        return None
    return text


def is_open(mark: Mark | None) -> bool:
    """Return whether nobody and nothing has said anything of it yet."""
    return mark is None or not mark.value and mark.measured is None


def points_of(criterion: ScoreCriterion, mark: Mark | None) -> int | None:
    """Return the points, in hundredths, half rounded up; ``None`` for what does not apply or is
    open: nothing was there to be kept, or somebody has said so.
    """
    if mark is None or mark.value == NOT_APPLICABLE:
        return None
    if mark.value:
        return _rounded(criterion.weight * Fraction(mark.value) / top_of(criterion) * _PARTS)
    if mark.measured is None or not mark.measured.of:
        return None
    share = Fraction(mark.measured.kept, mark.measured.of)
    if criterion.scale != SHARE:
        share = Fraction(next((percent for least, percent in steps_of(criterion.scale)
                               if share * 100 >= least), 0), 100)
    return _rounded(criterion.weight * share * _PARTS)


def total_of(criteria: Sequence[ScoreCriterion], points: Sequence[int | None]) -> int:
    """Return the sum of ``points`` as hundredths of 100 points: what does not apply counts
    neither for nor against.
    """
    weight = sum(each.weight for each, found in zip(criteria, points, strict=True)
                 if found is not None)
    found = sum(each for each in points if each is not None)
    return _rounded(Fraction(found * 100, weight)) if weight else 0


def _rounded(number: Fraction) -> int:
    return (2 * number.numerator + number.denominator) // (2 * number.denominator)


def ranked(rows: Iterable[BodyResult]) -> tuple[BodyResult, ...]:
    """Return ``rows`` by level and total, with their ranks: 1, 2, 2, 4."""
    ordered = sorted(rows, key=lambda row: (row.level, -row.total, row.label))
    found: list[BodyResult] = []
    places: dict[str, int] = {}
    for row in ordered:
        places[row.level] = place = places.get(row.level, 0) + 1
        is_equal = bool(found) and (found[-1].level, found[-1].total) == (row.level, row.total)
        found.append(row._replace(rank=found[-1].rank if is_equal else place))
    return tuple(found)


def result_of(site: int, names: tuple[str, str, str], criteria: Sequence[ScoreCriterion],
              marks: Mapping[str, Mark]) -> BodyResult:
    """Return the result, not ranked yet, of a body.  ``names``: label, title, level."""
    points = tuple(points_of(each, marks.get(each.code)) for each in criteria)
    return BodyResult(site, *names, 0, total_of(criteria, points), points, tuple(
        _counted(marks.get(each.code)) for each in criteria))


def _counted(mark: Mark | None) -> Portion | None:
    """Return what was measured, if it counts."""
    return None if mark is None or mark.value else mark.measured


def canonical(year: int, criteria: Sequence[ScoreCriterion],
              rows: Sequence[BodyResult]) -> bytes:
    """Return the bytes of a ranking: the same for the same, whenever it is computed."""
    return json.dumps([year, criteria, rows], ensure_ascii=False,
                      separators=(',', ':')).encode()


def digest_of(year: int, criteria: Sequence[ScoreCriterion],
              rows: Sequence[BodyResult]) -> str:
    """Return the SHA-256 of ``canonical``."""
    return hashlib.sha256(canonical(year, criteria, rows)).hexdigest()
