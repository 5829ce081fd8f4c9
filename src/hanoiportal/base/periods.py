"""Half-years, years and spans of any two days; pure.

A period is ``2026``, ``2026-1``, ``2026-2`` or ``2026-03-01..2026-05-31``, both days included.
"""
from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import NamedTuple

from .clock import ONE_DAY, local, shown_date, start_of
from .i18n import _

#: The rule by which reports of halves and years are owed (28.9, 33.8).
OWED_BY = '28.9'
#: Between the two days of a span.
TO = '..'
#: Most days of a span.
MOST = 3 * 366
#: The first year that a period may have: the law is of 2025, figures may be of before.
EARLIEST = 2000
_YEAR = re.compile(r'(\d{4})(?:-([12]))?\Z', re.ASCII)
_SPAN = re.compile(r'(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)\Z', re.ASCII)


class Period(NamedTuple):
    """Kỳ báo cáo.  ``first``, ``last``: local days, both in it.  ``half``: 1 or 2, 0 for none;
    ``year``: 0 for a span of any two days.
    """

    name: str
    first: datetime.date
    last: datetime.date
    year: int = 0
    half: int = 0

    @property
    def start(self) -> datetime.datetime:
        """Its first moment, aware UTC."""
        return start_of(self.first)

    @property
    def end(self) -> datetime.datetime:
        """The first moment after it, aware UTC."""
        return start_of(self.last + ONE_DAY)

    def is_over(self, now: datetime.datetime) -> bool:
        """Return whether it is over at ``now``."""
        return self.end <= now

    def may_be_sent(self, now: datetime.datetime) -> bool:
        """Return whether its last day has begun at ``now``: a report of it may be sent, still
        within the term, which ends with that day.
        """
        return start_of(self.last) <= now

    @property
    def before(self) -> Period:
        """The one before it: of a half the half before, of a span as many days."""
        if self.half:
            return _of_year(*((self.year, 1) if self.half == 2 else (self.year - 1, 2)))
        if self.year:
            return _of_year(self.year - 1, 0)
        days = self.last - self.first
        last = self.first - ONE_DAY
        return _span(last - days, last)

    def months(self) -> list[str]:
        """Return the months that it touches, ``YYYY-MM``, the earliest first."""
        count = 12 * (self.last.year - self.first.year) + self.last.month - self.first.month + 1
        base = 12 * self.first.year + self.first.month - 1
        return [f'{each // 12:04}-{each % 12 + 1:02}' for each in range(base, base + count)]

    @property
    def has_whole_months(self) -> bool:
        """Whether it begins and ends with a month."""
        return self.first.day == 1 and (self.last + ONE_DAY).day == 1

    @property
    def owed_from(self) -> datetime.date | None:
        """First day of the half-year whose duty a report of it fulfils; ``None`` for none."""
        if not self.year:
            return None
        return datetime.date(self.year, 1 if self.half == 1 else 7, 1)


def span_of(first: datetime.date, last: datetime.date) -> Period:
    """Return the period of the days from ``first`` to ``last``.

    Raises ``ValueError`` if it ends before it begins, or has more than ``MOST`` days.
    """
    if not 0 <= (last - first).days < MOST or first.year < EARLIEST:
        raise ValueError(f'no period: {first}, {last}')
    return _span(first, last)


def _span(first: datetime.date, last: datetime.date) -> Period:
    return Period(f'{first.isoformat()}{TO}{last.isoformat()}', first, last)


def period_of(name: str) -> Period:
    """Return the period with that ``name``.  Raises ``ValueError`` for what is none."""
    found = _YEAR.match(name)
    if found:
        year, half = int(found[1]), int(found[2] or 0)
        if not EARLIEST <= year < datetime.MAXYEAR:
            raise ValueError(f'no period: {name}')
        return _of_year(year, half)
    span = _SPAN.match(name)
    if span is None:
        raise ValueError(f'no period: {name}')
    return span_of(*map(datetime.date.fromisoformat, span.groups()))


def _of_year(year: int, half: int) -> Period:
    return Period(f'{year}-{half}' if half else str(year),
                  datetime.date(year, 7 if half == 2 else 1, 1),
                  datetime.date(year, 6, 30) if half == 1 else datetime.date(year, 12, 31),
                  year, half)


def periods_on(now: datetime.datetime) -> Sequence[Period]:
    """Return the halves and years that have begun at ``now``, of this year and the one before,
    the latest first.
    """
    today = local(now).date()
    year = today.year
    names = [str(year), *([f'{year}-2'] if today.month > 6 else []), f'{year}-1',
             str(year - 1), f'{year - 1}-2', f'{year - 1}-1']
    return [period_of(name) for name in names]


def called(period: Period) -> str:
    """Return what people call ``period``, translatable."""
    if not period.year:
        return _('từ ${first} đến ${last}', mapping={
            'first': shown_date(period.first, 'vi'), 'last': shown_date(period.last, 'vi')})
    year = {'year': period.year}
    if not period.half:
        return _('năm ${year}', mapping=year)
    return _('6 tháng đầu năm ${year}', context='report', mapping=year) if period.half == 1 else _(
        '6 tháng cuối năm ${year}', context='report', mapping=year)
