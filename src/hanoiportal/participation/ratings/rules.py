"""The tables by which is rated: ``rating_axes.csv`` and ``rating_rules.csv``."""
import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from zope.interface import implementer

from ...base.dated import Dated, read_dated
from .interfaces import Axis, IRatingRules


@dataclass(frozen=True)
class RatingNumber(Dated):
    """A row of ``rating_rules.csv``."""

    name: str
    number: float


@implementer(IRatingRules)
@dataclass(frozen=True)
class RatingRules:
    """See ``IRatingRules``."""

    all_axes: Sequence[Axis]
    numbers: Sequence[RatingNumber]

    def axes(self, day: datetime.date | None) -> Sequence[Axis]:
        return [each for each in self.all_axes if _holds(each, day)]

    def number(self, name: str, day: datetime.date | None) -> float:
        for each in self.numbers:
            if each.name == name and _holds(each, day):
                return each.number
        raise LookupError(f'no {name} on {day}')


def _holds(row: Dated, day: datetime.date | None) -> bool:
    return row.ends is None if day is None else row.holds_on(day)


def read_rules(folder: Path) -> RatingRules:
    """Return the tables in ``folder``.  Raises ``ValueError`` that names the line."""
    return RatingRules(read_dated(folder / 'rating_axes.csv', _axis),
                       read_dated(folder / 'rating_rules.csv', _number))


def _axis(row: Mapping[str, str], *, starts: datetime.date | None,
          ends: datetime.date | None) -> Axis:
    return Axis(code=row['code'], title=row['title_vi'], title_en=row['title_en'],
                asks={'vi': row['asks_vi'], 'en': row['asks_en']}, starts=starts, ends=ends)


def _number(row: Mapping[str, str], *, starts: datetime.date | None,
            ends: datetime.date | None) -> RatingNumber:
    return RatingNumber(name=row['name'], number=float(row['number']), starts=starts, ends=ends)
