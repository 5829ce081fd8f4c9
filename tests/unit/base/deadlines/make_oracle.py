"""Writes ``oracle.csv``: due dates made of the law text and the tables alone.

    cd tests; python -m unit.base.deadlines.make_oracle
"""
# Who made it.  The writer of this file, of oracle_cases.py and of worked.txt had the text of
# Decision 4263 (Article 13), the list of the other laws, the table of rules and the table of days
# off of 2025-2027, and had not seen the engine, its tests, or the calendar of the portal.  Nothing
# of hanoiportal is imported here.  worked.txt was written first, by hand, on printed calendars.
#
# Method.  No walk from day to day: the working dates of three years stand in a sorted list, dates
# of pauses are struck out of it, and the due date is found by bisection and one index.  Minutes
# are found by one division on the list of dates that are not paused.
#
# Conventions, and the readings taken where the law leaves a choice:
#  1. The day of the trigger is not counted (Civil Code 2015, Article 147.2), whether the rule says
#     "from the day" or "from when".  A term in days ends at 24:00 of its last day (148.6): `due`
#     is a date of Asia/Ho_Chi_Minh.  Hours run from the minute itself (147.1): `due` is a minute.
#  2. A working day: Monday to Friday that is not off by an official row, and a Saturday that an
#     official row makes worked.  Rows `expected` or `option` are not entered: they are working
#     days (weekends among them stay off).  So all of 2027 has no day off but weekends; cases whose
#     span, trigger and due day included, meets 20/01-01/03/2027 bear `tet_not_announced`, cases
#     whose span meets any other such weekday bear `expected_row`.  known=culture_day is the
#     calendar after an operator has entered 24/11/2026 as a day off.
#  3. working_day: the n-th working day after the trigger's own local date, at whatever hour it
#     falls.  The other reading, that a receipt after hours or on a day off counts as received the
#     next working day, is applied to same_working_day only; where it would move 13.1.e1 or 13.1.e3
#     the case bears `office_hours:DATE`, the due date by that reading.
#  4. same_working_day: office hours 08:00-12:00, 13:30-17:00.  Received up to 17:00 itself, before
#     08:00 and at noon included: that day; later, or on a day off: the next working day.  At 17:00
#     exactly "after 17:00" has not begun; such cases bear `at_closing`.  The due day ends at 24:00
#     ("within the working day" names no hour).
#  5. calendar_day: every day counts; where the last is a day off the term ends with the next
#     working day (148.5).  A day off by swap is off for this, a worked Saturday is not.  148.5 is
#     not needed by working_day (the last counted is a working day) and is not applied to hours,
#     nor backwards.
#  6. working_day_before: the latest date of notice with seven whole working days strictly between
#     it and the date of the stop.  It may be a day off, since a notice on a portal can appear on
#     one; then the case bears `notice_on_day_off:DATE`, the last working date that would do.
#  7. A pause, both ends included, is as if off for days of every kind, also for the shift of 148.5
#     and for the day of receipt (`pause_same_day`).  For hours the clock stands from 00:00 of its
#     first day to 24:00 of its last (`pause_hours`).  A pause that meets the trigger's day changes
#     nothing by that day, which is not counted anyway.  Hours that would end at the very 00:00
#     with which a pause begins are not asked.
#  8. per_month has no trigger: `due` is the last calendar date of the month that the moment lies
#     in, not moved by days off (`period_month`).
#  9. Counting is asked of a rule whether it is in force or not; where its law was not, at the
#     trigger, the case bears `outside_validity`.  Hours on 29 February lie outside 2025-2027:
#     `outside_calendar`.
# Not asked, as nothing is to be counted: 13.1.a (at once), 13.1.h, 13.1.i (on change, on request),
# 13.2.a, 13.2.b, 13.3.b, 28.9 (periods and windows).
#
# Compared once with holidays 0.109 and numpy.busday_offset (six-day week, Saturdays that are not
# worked as holidays), day by day and case by case.  What holidays 0.109 has otherwise: 02/01/2026
# worked and 10/01/2026 off (it lacks that swap); the rows not entered of 24/11/2026 and 2027 off.
# With these days mended in it there is no difference, of 1095 days and of the cases of plain
# working days (no pause, seed calendar).
import csv
from bisect import bisect_left, bisect_right
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from unit.base.deadlines.oracle_cases import CASES

ORACLE = Path(__file__).with_name('oracle.csv')
COLUMNS = ('case', 'rule', 'trigger', 'pauses', 'known', 'due', 'remark')

#: The table of rules, those of a unit that counts: code, limit, unit.
RULES = {code: (int(limit), unit) for code, limit, unit in (line.split() for line in """
13.1.b 2 working_day
13.1.c1 2 working_day
13.1.c2 5 working_day
13.1.d 10 working_day
13.1.e1 2 working_day
13.1.e2 0 same_working_day
13.1.e3 15 working_day
13.1.f 20 working_day
13.1.g 10 working_day
nd224.13 7 working_day_before
nd244.3 24 hour
nd244.6 1 per_month
nd244.7 24 hour
ltctt.18.4 5 working_day
ltctt.22.4 15 calendar_day
ltctt.30.3 3 working_day
ltctt.30.4a 3 working_day
ltctt.30.4b 15 working_day
ltctt.30.4c 15 calendar_day
ltctt.29 10 working_day
ltctt.31 5 working_day
ltctt.32.1 5 working_day
nd20.9 5 working_day
nd18.4.10 60 calendar_day
qppl 20 calendar_day
""".strip().splitlines())}

#: The table of days off: official rows on weekdays, and worked Saturdays.
OFF = {date.fromisoformat(day) for day in """
2025-01-01 2025-01-27 2025-01-28 2025-01-29 2025-01-30 2025-01-31 2025-04-07 2025-04-30 2025-05-01
2025-05-02 2025-09-01 2025-09-02 2026-01-01 2026-01-02 2026-02-16 2026-02-17 2026-02-18 2026-02-19
2026-02-20 2026-04-27 2026-04-30 2026-05-01 2026-08-31 2026-09-01 2026-09-02""".split()}
WORKED = {date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)}
#: Weekdays of rows that are only expected or one of several options.
NOT_ENTERED = {date.fromisoformat(day) for day in """
2026-11-24 2027-01-01 2027-02-04 2027-02-05 2027-02-08 2027-02-09 2027-02-10 2027-02-11 2027-04-16
2027-04-30 2027-05-03 2027-09-02 2027-09-03 2027-11-24""".split()}
CULTURE = date(2026, 11, 24)
TET = (date(2027, 1, 20), date(2027, 3, 1))

#: First and last day of force, by the beginning of the code.
FORCE = {'13.': (date(2025, 8, 16), date.max), 'nd2': (date(2026, 7, 1), date.max),
         'lt': (date(2018, 7, 1), date(2026, 8, 31)), 'qppl': (date(2025, 4, 1), date.max),
         'nd20': (date.min, date.max), 'nd18': (date.min, date.max)}

CLOSING = time(17)
ONE_DAY = timedelta(days=1)
EVERY = [date(2024, 1, 1) + n * ONE_DAY for n in range(1827)]   # to the end of 2028


class Dates(NamedTuple):
    """Sorted dates of a case: those that are not paused, and the working ones of them."""

    free: list[date]
    working: list[date]


@cache
def dates_of(known: str, pauses: str) -> Dates:
    off = OFF | {CULTURE} if known == 'culture_day' else OFF
    spans = [tuple(map(date.fromisoformat, span.split('/'))) for span in pauses.split(';') if span]
    free = [day for day in EVERY if not any(first <= day <= last for first, last in spans)]
    return Dates(free, [day for day in free if 2025 <= day.year <= 2027 and day not in off
                        and (day.weekday() < 5 or day in WORKED)])


def received(trigger: datetime, working: list[date]) -> date:
    """The working day that a receipt belongs to by the office hours."""
    first = trigger.date() + ONE_DAY if trigger.time() > CLOSING else trigger.date()
    return working[bisect_left(working, first)]


def after(day: date, limit: int, days: list[date]) -> date:
    return days[bisect_right(days, day) + limit - 1]


def before(day: date, limit: int, working: list[date]) -> date:
    return working[bisect_left(working, day) - limit]


def hours(trigger: datetime, limit: int, free: list[date]) -> datetime:
    place = bisect_left(free, trigger.date())
    minute = trigger.hour * 60 + trigger.minute if free[place] == trigger.date() else 0
    days, minutes = divmod(minute + limit * 60, 1440)
    return datetime.combine(free[place + days], time(*divmod(minutes, 60)))


def due(rule: str, trigger: datetime, pauses: str, known: str) -> date | datetime:
    limit, unit = RULES[rule]
    free, working = dates_of(known, pauses)
    day = trigger.date()
    if unit == 'working_day':
        return after(day, limit, working)
    if unit == 'calendar_day':
        return working[bisect_left(working, after(day, limit, free))]
    if unit == 'hour':
        return hours(trigger, limit, free)
    if unit == 'same_working_day':
        return received(trigger, working)
    if unit == 'working_day_before':
        return before(day, limit, working) - ONE_DAY
    return day.replace(day=monthrange(day.year, day.month)[1])


def _readings(rule: str, trigger: datetime, pauses: str, known: str, answer: date) -> list[str]:
    """Where another reading of the law gives another date."""
    unit, working = RULES[rule][1], dates_of(known, pauses).working
    made = []
    if rule in ('13.1.e1', '13.1.e3'):
        other = after(received(trigger, working), RULES[rule][0], working)
        made += [f'office_hours:{other}'] if other != answer else []
    if unit == 'same_working_day' and trigger.time() == CLOSING:
        made.append('at_closing')
    if unit == 'working_day_before' and answer not in working:
        made.append(f'notice_on_day_off:{before(answer, 1, working)}')
    if pauses and unit in ('hour', 'same_working_day'):
        made.append('pause_hours' if unit == 'hour' else 'pause_same_day')
    return made + (['period_month'] if unit == 'per_month' else [])


def _doubts(rule: str, trigger: date, known: str, answer: date) -> list[str]:
    """What of the calendar or of the force of the rule is not sure."""
    first, last = min(trigger, answer), max(trigger, answer)
    made = []
    if first <= TET[1] and last >= TET[0]:
        made.append('tet_not_announced')
    rest = {day for day in NOT_ENTERED if not TET[0] <= day <= TET[1]}
    if any(first <= day <= last for day in rest - ({CULTURE} if known else set())):
        made.append('expected_row')
    since, until = FORCE[max((start for start in FORCE if rule.startswith(start)), key=len)]
    if not since <= trigger <= until:
        made.append('outside_validity')
    if not 2025 <= first.year <= last.year <= 2027:
        made.append('outside_calendar')
    return made


def remark(rule: str, trigger: datetime, pauses: str, known: str) -> str:
    answer = due(rule, trigger, pauses, known)
    day = answer.date() if isinstance(answer, datetime) else answer
    return ';'.join(_readings(rule, trigger, pauses, known, day)
                    + _doubts(rule, trigger.date(), known, day))


def written(answer: date) -> str:
    """A date, or a moment to the minute."""
    if isinstance(answer, datetime):
        return answer.isoformat(timespec='minutes')
    return answer.isoformat()


def rows() -> list[tuple[str, ...]]:
    """The lines of the table, in order."""
    made: list[tuple[str, ...]] = []
    for case in CASES:
        question = (case.rule, datetime.fromisoformat(case.trigger), case.pauses, case.known)
        made.append((*case, written(due(*question)), remark(*question)))
    return made


def write() -> None:
    lines = [COLUMNS, *rows()]
    with ORACLE.open('w', encoding='utf-8', newline='') as file:
        csv.writer(file, lineterminator='\n').writerows(lines)


if __name__ == '__main__':
    write()
