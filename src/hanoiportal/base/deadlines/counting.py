"""Conventions of counting, each with its law and its days: ``counting_rules.csv``."""
import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..dated import Dated, read_dated

#: Names of the rows: the day of the trigger is not counted; a term of days runs through days
#: off; it ends with its last day; a last day that is off moves it; hours run on; days of the week
#: that are off; when offices are open.
FIRST_DAY, RUNNING, LAST_DAY, MOVED = 'first_day', 'running', 'last_day', 'moved'
HOURS, WEEKEND, OFFICE = 'hours', 'weekend', 'office'
NAMES = frozenset({FIRST_DAY, RUNNING, LAST_DAY, MOVED, HOURS, WEEKEND, OFFICE})


@dataclass(frozen=True)
class Convention(Dated):
    """One row.  ``value``: as the name has it, else ``''``; ``basis``: in Vietnamese."""

    name: str
    value: str
    basis: str


@dataclass(frozen=True)
class OfficeHours:
    """Giờ làm việc, local; ``basis``: what says so, in Vietnamese."""

    opens: datetime.time
    closes: datetime.time
    basis: str


class Counting:
    """All conventions, those of the past too.  Raises ``ValueError`` if one is missing."""

    def __init__(self, rows: Iterable[Convention]) -> None:
        self._rows = tuple(rows)
        missing = NAMES - {row.name for row in self._rows}
        if missing:
            raise ValueError(f'counting_rules.csv: no {", ".join(sorted(missing))}')
        self._weekends = [(row, frozenset(map(int, row.value.split())))
                          for row in self._rows if row.name == WEEKEND]
        self._ever_off = frozenset[int]().union(*(days for _row, days in self._weekends))

    def basis(self, name: str, day: datetime.date) -> str:
        """Return the law of the convention ``name``, one of ``NAMES``, on the local ``day``."""
        return self._row(name, day).basis

    def is_weekend(self, day: datetime.date) -> bool:
        """Return whether the week makes the local ``day`` a day off."""
        number = day.isoweekday()
        return number in self._ever_off and any(
            number in days and row.holds_on(day) for row, days in self._weekends)

    def office(self, day: datetime.date) -> OfficeHours:
        """Return the ``OfficeHours`` of the local ``day``, if it is worked."""
        row = self._row(OFFICE, day)
        opens, closes = map(datetime.time.fromisoformat, row.value.split('-'))
        return OfficeHours(opens, closes, row.basis)

    def _row(self, name: str, day: datetime.date) -> Convention:
        """Return the row in force on ``day``; where none is, the last of the table."""
        rows = [row for row in self._rows if row.name == name]
        return next((row for row in rows if row.holds_on(day)), rows[-1])


def read_counting(path: Path) -> Counting:
    """Return the ``Counting`` of the CSV file at ``path``.

    Raises ``ValueError`` naming the line of what cannot be read.
    """
    return Counting(read_dated(path, _convention))


def _convention(row: Mapping[str, str], *, starts: datetime.date | None,
                ends: datetime.date | None) -> Convention:
    name, value = row['name'], row['value']
    if name not in NAMES:
        raise ValueError(f'no such convention: {name}')
    if name == WEEKEND and not all(each in '1234567' for each in value.split()):
        raise ValueError(f'no days of the week: {value}')
    if name == OFFICE:
        opens, closes = map(datetime.time.fromisoformat, value.split('-'))
        if closes <= opens:
            raise ValueError(f'it closes before it opens: {value}')
    return Convention(name, value, row['basis'], starts=starts, ends=ends)
