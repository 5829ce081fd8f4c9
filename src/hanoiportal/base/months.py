"""Months of Hanoi's calendar as ``YYYY-MM``, which sorts as they follow one another."""
import datetime


def month_of(day: datetime.date) -> str:
    """Return ``YYYY-MM`` of the local ``day``."""
    return day.isoformat()[:7]


def first_day(month: str) -> datetime.date:
    """Return the first local day of ``YYYY-MM``.  Raises ``ValueError`` for anything else.

    >>> first_day('2026-11')
    datetime.date(2026, 11, 1)
    """
    day = datetime.date.fromisoformat(f'{month}-01')
    if month_of(day) != month:
        raise ValueError(month)
    return day


def before(month: str) -> str:
    """Return the month before ``month``.

    >>> before('2026-01')
    '2025-12'
    """
    return month_of(first_day(month) - datetime.timedelta(days=1))


def after(month: str) -> str:
    """Return the month after ``month``.

    >>> after('2026-12')
    '2027-01'
    """
    return month_of(first_day(month) + datetime.timedelta(days=31))
