"""The criteria, read from ``self_assessment.csv``."""
import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from zope.interface import implementer

from ...base.dated import read_dated
from .interfaces import Criterion, ICriteria


@implementer(ICriteria)
@dataclass(frozen=True)
class Criteria:
    """See ``ICriteria``."""

    rows: Sequence[Criterion]


def read_criteria(path: Path) -> Criteria:
    """Return the ``Criteria`` of the CSV file at ``path``.

    Raises ``ValueError`` that names the line of what cannot be read.
    """
    return Criteria(tuple(read_dated(path, _criterion)))


def _criterion(row: Mapping[str, str], *, starts: datetime.date | None,
               ends: datetime.date | None) -> Criterion:
    return Criterion(
        code=row['code'], titles={'vi': row['criterion_vi'], 'en': row['criterion_en']},
        basis=row['basis'], figure=row['figure'],
        most=int(row['max_points']) if row['max_points'] else None, starts=starts, ends=ends)
