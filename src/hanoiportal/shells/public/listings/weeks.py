"""Weeks of a calendar: of which there is something to show, and what stands on which day.  Pure.

No clock is read here: which week comes first follows from what was published last.
"""
import datetime
import re
from typing import NamedTuple

ONE_DAY, SIX_DAYS = datetime.timedelta(days=1), datetime.timedelta(days=6)
_CODE = re.compile('([0-9]{4})-W([0-9]{2})')


class Week(NamedTuple):
    """A week by its first day, a Monday (ISO 8601)."""

    monday: datetime.date

    @property
    def sunday(self):
        return self.monday + SIX_DAYS

    @property
    def number(self):
        return self.monday.isocalendar().week

    @property
    def code(self):
        """As addresses and ``<input type="week">`` name it, such as ``2026-W48``."""
        year, week, _day = self.monday.isocalendar()
        return f'{year:04}-W{week:02}'

    @property
    def days(self):
        """The seven ``date`` of the week."""
        return [self.monday + number * ONE_DAY for number in range(7)]


def week_of(day):
    """Return the ``Week`` that holds the ``date``."""
    return Week(day - day.weekday() * ONE_DAY)


def week_named(code):
    """Return the ``Week`` of that code, ``None`` if there is none such.

    >>> week_named('2026-W48').monday
    datetime.date(2026, 11, 23)
    >>> week_named('2026-W54')
    """
    found = _CODE.fullmatch(code)
    if not found:
        return None
    try:
        week = Week(datetime.date.fromisocalendar(int(found[1]), int(found[2]), 1))
        return week if week.sunday else None
    except (ValueError, OverflowError):
        return None


def newest(events):
    """Return the ``Week`` in which the event begins that was published last, ``None`` if none."""
    last = max(events, default=None, key=lambda event: (event.published_at, event.start))
    return None if last is None else week_of(last.days[0])


def within(events, week):
    """Return those of ``events`` that take place in ``week``."""
    return [event for event in events
            if event.days[0] <= week.sunday and event.days[1] >= week.monday]


def on(events, day):
    """Return the ``events`` that take place on the ``date``, in the order of their beginning."""
    return sorted((event for event in events if event.days[0] <= day <= event.days[1]),
                  key=lambda event: event.start)


def before(events, week):
    """Return the last ``Week`` before ``week`` in which something takes place, or ``None``."""
    days = [min(event.days[1], week.monday - ONE_DAY) for event in events
            if event.days[0] < week.monday]
    return week_of(max(days)) if days else None


def after(events, week):
    """Return the first ``Week`` after ``week`` in which something takes place, or ``None``."""
    days = [max(event.days[0], week.sunday + ONE_DAY) for event in events
            if event.days[1] > week.sunday]
    return week_of(min(days)) if days else None
