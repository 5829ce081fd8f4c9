"""Terms in working days that no law sets: those of tasks, reviews, reports (ADR 63)."""
import datetime

from .engine import Deadline, compute
from .interfaces import WORKING_DAY, DeadlineRule, ICalendar


def in_working_days(number: int, trigger: datetime.datetime, calendar: ICalendar) -> Deadline:
    """Return the ``Deadline`` of ``number`` working days after the aware ``trigger``.

    Counted as a rule of law in working days is; only of years that ``calendar`` does not know
    weekends alone are off, since people need a day to work by.

    Raises ``ValueError`` for a number below 1.
    """
    if number < 1:
        raise ValueError(f'number of working days must be at least 1, not {number}')
    return compute(_rule(number), trigger, calendar.guessing)


def _rule(number: int) -> DeadlineRule:
    return DeadlineRule(
        code='', clause='', what='', what_en='', limit=number, unit=WORKING_DAY, starts_at='',
        actor='', basis='', confidence='', starts=None, ends=None)
