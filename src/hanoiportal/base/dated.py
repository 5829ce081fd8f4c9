"""Rows of law and the days on which they are in force: the tables of ``config/hanoi`` with the
columns ``valid_from`` and ``valid_to``.

Both are whole days in Hanoi, and both belong to the time of the row: what a law ends «kể từ ngày
01/7/2026» has ``2026-06-30`` in ``valid_to``.  An empty column leaves that side open.
"""
import csv
import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from .clock import local

#: What a reader of tables makes of a row.
Row_co = TypeVar('Row_co', covariant=True)


@dataclass(frozen=True, kw_only=True)
class Dated:
    """Base of a row.  ``starts``, ``ends``: its first and last local day; ``None`` for open."""

    starts: datetime.date | None
    ends: datetime.date | None

    def holds_on(self, day: datetime.date) -> bool:
        """Return whether the row is in force on the local ``day``."""
        return (self.starts is None or self.starts <= day) and (
            self.ends is None or day <= self.ends)


class Titled:
    """Base of a row that has a title in Vietnamese, ``title``, and in English, ``title_en``, which
    is ``''`` if there is none.
    """

    title: str
    title_en: str

    def title_in(self, tag: str) -> str:
        """Return its title in the language ``tag``, else in Vietnamese."""
        return self.title_en if tag == 'en' and self.title_en else self.title


class Named(Protocol):
    """A row that is found by its name and its days."""

    @property
    def name(self) -> str:
        """What the table calls it; one name has several rows, each with days of its own."""

    def holds_on(self, day: datetime.date) -> bool:
        """See ``Dated``."""


class Make(Protocol[Row_co]):
    """Makes a row of a line of a table."""

    def __call__(self, row: Mapping[str, str], *, starts: datetime.date | None,
                 ends: datetime.date | None) -> Row_co:
        """Return the row; raises ``ValueError`` for what cannot be read."""


NamedRow = TypeVar('NamedRow', bound=Named)


def read_dated(path: Path, make: Make[Row_co]) -> list[Row_co]:
    """Return a list of ``make(row, starts=…, ends=…)`` for each row of the CSV file at ``path``.

    Rows of the past are there too, since old matters are judged by them.  Raises ``ValueError``
    that names the line of what cannot be read.
    """
    with open(path, encoding='utf-8', newline='') as lines:
        return [_made(number, row, make) for number, row in enumerate(csv.DictReader(lines), 2)]


def _made(number: int, row: Mapping[str, str], make: Make[Row_co]) -> Row_co:
    try:
        starts, ends = _day(row['valid_from']), _day(row['valid_to'])
        if starts and ends and ends < starts:
            raise ValueError(f'it ends on {ends}, before it starts')
        return make(row, starts=starts, ends=ends)
    except ValueError as error:
        raise ValueError(f'line {number}: {error}') from None


def _day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def in_force(rows: Iterable[NamedRow], name: str, moment: datetime.datetime) -> NamedRow | None:
    """Return the row with that ``name`` among ``rows`` that is in force on the local day of the
    aware ``moment``; ``None`` if there is none.
    """
    day = local(moment).date()
    return next((row for row in rows if row.name == name and row.holds_on(day)), None)
