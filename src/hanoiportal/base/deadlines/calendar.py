"""The calendar: rows of papers, as they were known on a day."""
import copy
import csv
import datetime
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from zope.interface import implementer

from ..clock import ONE_DAY, shown_date
from ..i18n import DEFAULT
from .counting import Counting
from .interfaces import (
    KINDS,
    OFF,
    OFFICIAL,
    ORDINARY,
    STATUSES,
    WORKDAY_SWAP,
    CalendarEnds,
    DayRow,
    ICalendar,
    IHolidays,
)

#: How the first days of the lunar year are called in the name of a row.
TET = ('tết nguyên đán', 'tết âm lịch')


@implementer(ICalendar)
class Calendar:
    """``ICalendar`` of ``rows`` in the order in which they were entered.

    Of the official rows of a day the last that was known decides.
    """

    def __init__(self, rows: Iterable[DayRow], counting: Counting,
                 known_on: datetime.date | None = None) -> None:
        self.counting = counting
        self.known_on = known_on
        known = [row for row in rows if known_on is None or row.known_since is None
                 or row.known_since <= known_on]
        self._official = {row.date: row for row in known if row.status == OFFICIAL}
        self._pending = {row.date: row for row in known
                         if row.status != OFFICIAL and row.date not in self._official}
        self.years = frozenset(row.date.year for row in known)
        self._with_tet = frozenset(
            day.year for day, row in self._official.items()
            if row.kind in OFF and any(name in row.name_vi.lower() for name in TET))
        self._is_guessing = False
        self._judged: dict[datetime.date, bool] = {}
        self._counted: dict[tuple[datetime.date, int], datetime.date] = {}

    @cached_property
    def guessing(self) -> ICalendar:
        """See ``ICalendar``."""
        if self._is_guessing:
            return self
        found = copy.copy(self)
        found._is_guessing, found._judged, found._counted = True, {}, {}
        return found

    def row_of(self, day: datetime.date) -> DayRow | None:
        """See ``ICalendar``."""
        return self._official.get(day)

    def pending(self, day: datetime.date) -> DayRow | None:
        """See ``ICalendar``."""
        return self._pending.get(day)

    def announces_tet(self, year: int) -> bool:
        """See ``ICalendar``."""
        return year in self._with_tet

    def is_workday(self, day: datetime.date) -> bool:
        """See ``ICalendar``."""
        if day.year not in self.years and not self._is_guessing:
            raise CalendarEnds(day.year)
        found = self._judged.get(day)
        if found is None:
            found = self._judged[day] = self._is_worked(day)
        return found

    def _is_worked(self, day: datetime.date) -> bool:
        row = self._official.get(day)
        if row is None or row.kind == ORDINARY:
            return not self.counting.is_weekend(day)
        return row.kind == WORKDAY_SWAP

    def workday_after(self, day: datetime.date, number: int) -> datetime.date:
        """See ``ICalendar``."""
        found = self._counted.get((day, number))
        if found is None:
            found, left = day, number
            while left:
                found += ONE_DAY
                left -= self.is_workday(found)
            self._counted[day, number] = found
        return found

    def workdays_between(self, first: datetime.date, last: datetime.date) -> int:
        """See ``ICalendar``."""
        return sum(self.is_workday(first + number * ONE_DAY)
                   for number in range(1, (last - first).days + 1))


@implementer(IHolidays)
class Holidays:
    """``IHolidays``."""

    def __init__(self, rows: Iterable[DayRow], counting: Counting) -> None:
        self.rows = tuple(rows)
        self.counting = counting


def read_holidays(path: Path, counting: Counting) -> Holidays:
    """Return the ``Holidays`` of the CSV file at ``path``.

    Raises ``ValueError`` naming the line of a date, kind or status that cannot be read.
    """
    with open(path, encoding='utf-8', newline='') as lines:
        return Holidays([_read(number, row, counting)
                         for number, row in enumerate(csv.DictReader(lines), 2)], counting)


def _read(number: int, row: Mapping[str, str], counting: Counting) -> DayRow:
    try:
        read = row_of_line(row)
        if not read.basis:
            raise ValueError('it has no basis')
        if read.kind == WORKDAY_SWAP and not counting.is_weekend(read.date):
            raise ValueError(f'{read.date} is worked anyway')
        return read
    except ValueError as error:
        raise ValueError(f'line {number}: {error}') from None


def place_in_calendar(day: datetime.date) -> str:
    """Return where readers find the row of the local ``day``, in Vietnamese; ``legalbases`` has
    the English.
    """
    return f'ngày {shown_date(day, DEFAULT)} trong lịch ngày nghỉ'


def row_of_line(row: Mapping[str, str]) -> DayRow:
    """Return the ``DayRow`` of a line of ``holidays.csv``.

    Raises ``ValueError`` for a date, kind or status that cannot be read.
    """
    day = datetime.date.fromisoformat(row['date'])
    known_since = row.get('known_since') or ''
    if row['kind'] not in KINDS:
        raise ValueError(f'no such kind of day: {row["kind"]!r}')
    if row['status'] not in STATUSES:
        raise ValueError(f'no such status: {row["status"]!r}')
    return DayRow(
        date=day, kind=row['kind'], name_vi=row['name_vi'], name_en=row['name_en'],
        status=row['status'], basis=row['basis'],
        origin=place_in_calendar(day) if row['status'] == OFFICIAL else row['source'],
        known_since=datetime.date.fromisoformat(known_since) if known_since else None)
