"""From a rule, a trigger, pauses and a calendar to the due moment, and the way there (ADR 63)."""
from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count

from ..clock import ONE_DAY, end_of, local
from ..i18n import DEFAULT
from .ends import end_of_period, in_hours
from .explaining import DayStep, Reason, explained, remarks_on
from .interfaces import (
    CALENDAR_DAY,
    HOUR,
    IMMEDIATE,
    ON_CHANGE,
    ON_REQUEST,
    PER_CALENDAR_DAY,
    PER_MONTH,
    PER_WEEK,
    PER_WORKING_DAY,
    PER_YEAR,
    SAME_WORKING_DAY,
    WORKING_DAY,
    WORKING_DAY_BEFORE,
    CalendarEnds,
    Day,
    DeadlineRule,
    ICalendar,
    Pause,
)

#: Makes the steps to the due day.
Way = Callable[['_Task'], Iterator[DayStep]]


@dataclass(frozen=True)
class Deadline:
    """Thời hạn: the answer of ``compute``.

    ``due``: aware UTC; unless the unit is at once or hours, the last microsecond of a local day.
    ``trigger``: aware.  ``known_on``: see ``ICalendar``.
    """

    due: datetime.datetime
    rule: DeadlineRule
    trigger: datetime.datetime
    known_on: datetime.date | None
    _task: _Task = field(repr=False, compare=False)

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """Each day on the way, in the order of counting, as ``told_in`` Vietnamese."""
        return self.told_in(DEFAULT)

    @cached_property
    def remarks(self) -> tuple[str, ...]:
        """What is not certain of the calendar on the way: translatable sentences."""
        return self.remarks_in(DEFAULT)

    def told_in(self, tag: str) -> tuple[Day, ...]:
        """Return ``days`` with the names of days in the language ``tag``, where they have one."""
        return tuple(explained(step, self._task.calendar, tag) for step in self._steps)

    def remarks_in(self, tag: str) -> tuple[str, ...]:
        """Return ``remarks`` with the names of days in the language ``tag``."""
        return tuple(remarks_on(self._steps, self._task.calendar, tag))

    @cached_property
    def _steps(self) -> tuple[DayStep, ...]:
        return self._task.steps()


@dataclass(frozen=True)
class _Task:
    """What is asked.  ``day``: the local day of the trigger."""

    rule: DeadlineRule
    trigger: datetime.datetime
    calendar: ICalendar
    stops: Sequence[Pause]
    day: datetime.date

    def steps(self) -> tuple[DayStep, ...]:
        """Return the way to the due day."""
        return tuple(_WAYS[self.rule.unit](self))

    @cached_property
    def pauses(self) -> list[tuple[datetime.date, datetime.date]]:
        return [(local(start).date(), local(end).date()) for start, end in self.stops]

    def is_paused(self, day: datetime.date) -> bool:
        return any(first <= day <= last for first, last in self.pauses)

    def judged(self, day: datetime.date, *, works: Reason = Reason.WORKED) -> DayStep:
        """Return the step of ``day``: counted if it is worked and the term does not stand still.
        """
        if self.stops and self.is_paused(day):
            return DayStep(day, False, Reason.PAUSED)
        is_worked = self.calendar.is_workday(day)
        return DayStep(day, is_worked, works if is_worked else Reason.OFF)


def compute(rule: DeadlineRule, trigger: datetime.datetime, calendar: ICalendar, *,
            pauses: Iterable[Pause] = ()) -> Deadline:
    """Return the ``Deadline`` of ``rule`` for the aware ``trigger`` by ``calendar``.

    ``pauses``: times at which the term stands still, each ended.  The local day of the trigger is
    not counted, and the term ends with its last day; where that is a day off, with the next
    working day (Civil Code 2015, articles 147 and 148).

    Raises ``CalendarEnds`` for a day of a year that the calendar does not know, or that no
    calendar has; ``ValueError`` for a naive moment or a pause that ends before it begins.
    """
    stops = sorted(pauses)
    if trigger.tzinfo is None or any(end.tzinfo is None for stop in stops for end in stop):
        raise ValueError('a moment without a zone')
    if any(end < start for start, end in stops):
        raise ValueError('a pause ends before it begins')
    task = _Task(rule, trigger, calendar, stops, local(trigger).date())
    try:
        due = _due(task)
    except OverflowError:
        raise CalendarEnds(task.day.year) from None
    return Deadline(due, rule, trigger, calendar.known_on, task)


def _due(task: _Task) -> datetime.datetime:
    """Return the due moment; lists ask for it alone, without the way there."""
    rule = task.rule
    if rule.unit in (IMMEDIATE, ON_CHANGE, ON_REQUEST):
        return task.trigger.astimezone(datetime.timezone.utc)
    if rule.unit in _ENDS and not task.stops:
        return end_of(_ENDS[rule.unit](task))
    last = task.steps()[-1].date
    return in_hours(rule.limit, task.trigger, task.stops) if rule.unit == HOUR else end_of(last)


def _at_once(task: _Task) -> Iterator[DayStep]:
    yield DayStep(task.day, True, Reason.AT_ONCE)


def _same_working_day(task: _Task) -> Iterator[DayStep]:
    office = task.calendar.counting.office(task.day)
    if task.calendar.is_workday(task.day) and local(task.trigger).time() > office.closes:
        yield DayStep(task.day, False, Reason.AFTER_HOURS)
    else:
        first = task.judged(task.day)
        yield first
        if first.counted:
            return
    yield from _until_worked(task, task.day)


def _until_worked(task: _Task, day: datetime.date,
                  works: Reason = Reason.WORKED) -> Iterator[DayStep]:
    """Yield the days after ``day`` up to the first that is worked."""
    for number in count(1):
        step = task.judged(day + number * ONE_DAY, works=works)
        yield step
        if step.counted:
            return


def _working_days(task: _Task) -> Iterator[DayStep]:
    yield DayStep(task.day, False, Reason.FIRST)
    left, day = task.rule.limit, task.day
    while left:
        day += ONE_DAY
        step = task.judged(day)
        left -= step.counted
        yield step


def _calendar_days(task: _Task) -> Iterator[DayStep]:
    yield DayStep(task.day, False, Reason.FIRST)
    left, day = task.rule.limit, task.day
    while left:
        day += ONE_DAY
        counted = not task.is_paused(day)
        left -= counted
        yield DayStep(day, counted, Reason.RUNNING if counted else Reason.PAUSED)
    if not task.calendar.is_workday(day):
        for step in _until_worked(task, day, Reason.MOVED):
            yield step._replace(counted=False)


def _hours(task: _Task) -> Iterator[DayStep]:
    last = local(in_hours(task.rule.limit, task.trigger, task.stops)).date()
    day = task.day
    while day <= last:
        is_still = any(first < day < end for first, end in task.pauses)
        yield DayStep(day, not is_still, Reason.PAUSED if is_still else Reason.HOURS)
        day += ONE_DAY


def _before(task: _Task) -> Iterator[DayStep]:
    """So many whole working days lie between the end of the due day and the moment."""
    yield DayStep(task.day, False, Reason.EVENT)
    left, day = task.rule.limit, task.day
    while left:
        day -= ONE_DAY
        step = task.judged(day)
        left -= step.counted
        yield step
    yield DayStep(day - ONE_DAY, False, Reason.LATEST)


def _period(task: _Task) -> Iterator[DayStep]:
    yield DayStep(end_of_period(task.day, task.rule), True, Reason.PERIOD)


def _day_of_windows(task: _Task) -> Iterator[DayStep]:
    if task.rule.unit == PER_CALENDAR_DAY:
        yield DayStep(task.day, True, Reason.EVERY_DAY)
        return
    first = task.judged(task.day, works=Reason.WINDOWS)
    yield first
    if not first.counted:
        yield from _until_worked(task, task.day, Reason.WINDOWS)


_WAYS: dict[str, Way] = {
    IMMEDIATE: _at_once, ON_CHANGE: _at_once, ON_REQUEST: _at_once,
    SAME_WORKING_DAY: _same_working_day, WORKING_DAY: _working_days,
    CALENDAR_DAY: _calendar_days, HOUR: _hours, WORKING_DAY_BEFORE: _before,
    PER_WEEK: _period, PER_MONTH: _period, PER_YEAR: _period,
    PER_CALENDAR_DAY: _day_of_windows, PER_WORKING_DAY: _day_of_windows}
#: Finds the last day of a term without pauses by itself: most of all terms are such.
_ENDS: dict[str, Callable[[_Task], datetime.date]] = {
    WORKING_DAY: lambda task: task.calendar.workday_after(task.day, task.rule.limit)}
