"""The calendar, read from a table."""
import csv
import datetime
from collections.abc import Iterable, Mapping
from pathlib import Path

from zope.interface import implementer

from ..clock import HANOI, UTC, local
from .interfaces import CalendarEnds, ICalendar

#: Kinds of rows: days off, and days at a weekend that are worked for one that is not.
OFF = frozenset({'holiday', 'compensatory', 'dayoff_swap'})
WORKED = frozenset({'workday_swap'})
#: Of two plans of the Government only one comes true: until then neither frees a day.
OPEN = 'option'
ONE_DAY = datetime.timedelta(days=1)


@implementer(ICalendar)
class Calendar:
    """``ICalendar``.

    ``off``: dates that are not worked; ``worked``: dates at weekends that are.
    ``years``: years that the table knows.
    """

    def __init__(
            self, off: Iterable[datetime.date], worked: Iterable[datetime.date],
            years: Iterable[int]) -> None:
        self.off = frozenset(off)
        self.worked = frozenset(worked)
        self.years = frozenset(years)

    def is_workday(self, day: datetime.date, weekends_only: bool = False) -> bool:
        """See ``ICalendar``."""
        if day.year not in self.years and not weekends_only:
            raise CalendarEnds(f'holidays.csv holds no row of {day.year}')
        if day in self.worked:
            return True
        return day.weekday() < 5 and day not in self.off

    def add_workdays(
            self, moment: datetime.datetime, number: int,
            weekends_only: bool = False) -> datetime.datetime:
        """See ``ICalendar``."""
        if number < 1:
            raise ValueError(f'number of working days must be at least 1, not {number}')
        day = local(moment).date()
        while number:
            day += ONE_DAY
            number -= self.is_workday(day, weekends_only)
        return datetime.datetime.combine(day, datetime.time.max, HANOI).astimezone(UTC)


def read_calendar(path: Path) -> Calendar:
    """Return the ``Calendar`` of the CSV file at ``path``.

    Raises ``ValueError`` naming the line of a date or kind that cannot be read.
    """
    with open(path, encoding='utf-8', newline='') as lines:
        days = [_day(number, row) for number, row in enumerate(csv.DictReader(lines), 2)]
    return Calendar(
        (day for day, kind, status in days if kind in OFF and status != OPEN),
        (day for day, kind, status in days if kind in WORKED and status != OPEN),
        (day.year for day, _kind, _status in days))


def _day(number: int, row: Mapping[str, str]) -> tuple[datetime.date, str, str]:
    kind = row['kind']
    try:
        day = datetime.date.fromisoformat(row['date'])
    except ValueError as error:
        raise ValueError(f'line {number}: {error}') from None
    if kind not in OFF | WORKED:
        raise ValueError(f'line {number}: no such kind of day: {kind!r}')
    if kind in WORKED and day.weekday() < 5:
        raise ValueError(f'line {number}: {day} is worked anyway')
    return day, kind, row['status']
