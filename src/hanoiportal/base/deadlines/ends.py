"""Ends of terms that are found without a way there: hours and periods."""
import datetime
from collections.abc import Sequence

from ..clock import ONE_DAY
from .interfaces import PER_WEEK, PER_YEAR, DeadlineRule, Pause

ONE_HOUR = datetime.timedelta(hours=1)
MONTHS = 12


def in_hours(limit: int, trigger: datetime.datetime,
              stops: Sequence[Pause]) -> datetime.datetime:
    """Return the moment ``limit`` hours of sixty minutes after ``trigger``, without ``stops``."""
    due = told = trigger.astimezone(datetime.timezone.utc)
    due += limit * ONE_HOUR
    for start, end in stops:
        begins = max(start, told)
        if begins < due and end > begins:
            due += end - begins
            told = end
    return due.astimezone(datetime.timezone.utc)


def end_of_period(day: datetime.date, rule: DeadlineRule) -> datetime.date:
    """Return the last day of the week, month or part of the year of ``rule`` in which ``day``
    lies.
    """
    if rule.unit == PER_WEEK:
        return day + (7 - day.isoweekday()) * ONE_DAY
    months = MONTHS // rule.limit if rule.unit == PER_YEAR else 1
    last = (day.month - 1) // months * months + months  # from 1
    return datetime.date(day.year + last // MONTHS, last % MONTHS + 1, 1) - ONE_DAY
