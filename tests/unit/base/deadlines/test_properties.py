"""What holds of every deadline, whatever the calendar (clause 13.1).

A sample runs with the suite; ``make deadlines`` runs as many as are asked for of each.
"""
import os
from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hanoiportal.base.clock import local
from hanoiportal.base.deadlines import engine
from hanoiportal.base.deadlines.calendar import Calendar, read_holidays
from hanoiportal.base.deadlines.counting import read_counting
from hanoiportal.base.deadlines.engine import compute
from hanoiportal.base.deadlines.interfaces import OFF, DayRow, DeadlineRule
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from support import ROOT

CASES = int(os.environ.get('CASES', '40'))
sampled = settings(max_examples=CASES, deadline=None, database=None,
                   derandomize='CASES' not in os.environ)
DATA = ROOT / 'config/hanoi'
COUNTING = read_counting(DATA / 'counting_rules.csv')
ROWS = read_holidays(DATA / 'holidays.csv', COUNTING).rows
FIRST, DAYS = date(2025, 1, 1), 3 * 365
BEGINNING = datetime(2025, 6, 1, tzinfo=UTC)

#: Drawn by week and day: numbers of a wide range are mostly drawn near its ends.
days = st.builds(lambda week, day: FIRST + timedelta(day, weeks=week),
                 st.integers(0, 100) | st.integers(56, 156), st.integers(0, 6))
#: So early and so late that every day on any way is of a year that the table knows.
moments = st.builds(lambda week, day, second: BEGINNING + timedelta(day, second, weeks=week),
                    st.integers(0, 100), st.integers(0, 6), st.integers(0, 86_399))
pauses = st.lists(st.tuples(moments, st.integers(0, 10 * 86_400)).map(
    lambda pause: (pause[0], pause[0] + timedelta(0, pause[1]))), max_size=2)
#: A weekday can be off, a day of a weekend be worked; each taken back by a later row.
rows = st.lists(st.builds(
    lambda day, takes_back, status, since: DayRow(
        date=day, name_vi='Ngày', basis='TB', status=status, known_since=since,
        kind='ordinary' if takes_back else 'workday_swap' if day.weekday() > 4 else 'holiday'),
    days, st.booleans(), st.sampled_from(['official', 'official', 'expected']),
    st.none() | days), max_size=12)
ENDING_ON_A_WORKING_DAY = ('working_day', 'calendar_day', 'same_working_day', 'per_working_day')
UNITS = st.sampled_from((*ENDING_ON_A_WORKING_DAY, 'working_day_before', 'hour', 'per_month'))
limits = st.integers(1, 25)


def rule(limit, unit):
    return DeadlineRule(
        code='x', clause='', what='', what_en='', limit=limit, unit=unit, starts_at='', actor='',
        basis='', confidence='', starts=None, ends=None)


def known(entered, on=None):
    return Calendar([*ROWS, *entered], COUNTING, on)


@sampled
@given(rows, st.sampled_from(ENDING_ON_A_WORKING_DAY), limits, moments, pauses)
def test_what_is_due_is_due_on_a_working_day_on_which_the_term_runs(
        entered, unit, limit, moment, stops):
    calendar = known(entered)
    due = local(compute(rule(limit, unit), moment, calendar, pauses=stops).due)

    assert calendar.is_workday(due.date())
    assert not any(local(start).date() <= due.date() <= local(end).date()
                   for start, end in stops)
    assert due.time() == due.time().max and due >= moment


@sampled
@given(rows, UNITS, limits, moments, moments, pauses)
def test_what_starts_later_is_never_due_earlier(entered, unit, limit, one, other, stops):
    calendar = known(entered)
    early, late = (compute(rule(limit, unit), moment, calendar, pauses=stops).due
                   for moment in sorted((one, other)))

    assert early <= late


def adds_up(entered, unit, limit, moment, stops):
    """Assert that the way of a deadline is one of whole days, and counts as many as it should."""
    calendar = known(entered)
    found = compute(rule(limit, unit), moment, calendar, pauses=stops)
    told = [each.date for each in found.days]
    step = timedelta(-1 if unit == 'working_day_before' else 1)

    assert told[0] == local(moment).date() and told[-1] == local(found.due).date()
    assert all(after - before == step for before, after in pairwise(told))
    assert sum(each.counted for each in found.days) == limit
    if unit != 'calendar_day':
        assert all(calendar.is_workday(each.date) for each in found.days if each.counted)
    assert all(each.why and (each.source or 'tạm ngừng' in each.why) for each in found.days)


@sampled
@given(rows, st.sampled_from(('working_day', 'calendar_day', 'working_day_before')), limits,
       moments, pauses)
def test_the_way_adds_up(entered, unit, limit, moment, stops):
    adds_up(entered, unit, limit, moment, stops)


def as_counted_on_fingers(entered, limit, moment, stops):
    """Assert that a term of working days ends where a list of all of them says."""
    decides = {row.date: row.kind for row in (*ROWS, *entered) if row.status == 'official'}
    every = (FIRST + timedelta(number) for number in range(DAYS))
    worked = [day for day in every if decides.get(day) == 'workday_swap'
              or day.weekday() < 5 and decides.get(day) not in OFF]
    first = bisect_right(worked, local(moment).date())
    due = compute(rule(limit, 'working_day'), moment, known(entered)).due

    assert local(due).date() == worked[first + limit - 1]


@sampled
@given(rows, limits, moments)
def test_working_days_are_those_of_a_list(entered, limit, moment):
    as_counted_on_fingers(entered, limit, moment, ())


@sampled
@given(rows, UNITS, limits, moments, days)
def test_what_was_known_on_a_day_stays_so_and_entering_twice_changes_nothing(
        entered, unit, limit, moment, on):
    then = [row for row in entered if row.known_since is None or row.known_since <= on]
    later, now, twice = (
        compute(rule(limit, unit), moment, calendar) for calendar in (
            known(entered, on), known(then, on), known([*entered, *entered], on)))

    assert later == now == twice and later.days == now.days




def counting_the_first_day(task):
    return ENGINE_END(task) - timedelta(1)


def cut_short(task):
    return list(ENGINE_WAY(task))[:-1]


def swaps_forgotten(calendar, day):
    row = calendar.row_of(day)
    return day.weekday() < 5 and (row is None or row.kind not in OFF)


ENGINE_WAY, ENGINE_END = engine._WAYS['working_day'], engine._ENDS['working_day']


@pytest.mark.parametrize(('place', 'name', 'fault', 'check'), [
    (engine._ENDS, 'working_day', counting_the_first_day, as_counted_on_fingers),
    (Calendar, 'is_workday', swaps_forgotten, as_counted_on_fingers),
    (engine._WAYS, 'working_day', cut_short, adds_up)],
    ids=['a day too few', 'swaps forgotten', 'a way that is cut short'])
def test_a_planted_fault_is_found_by_the_sample(monkeypatch, place, name, fault, check):
    if isinstance(place, dict):
        monkeypatch.setitem(place, name, fault)
    else:
        monkeypatch.setattr(place, name, fault)
    units = {'unit': st.just('working_day')} if check is adds_up else {}
    sample = settings(
        sampled, phases=[Phase.generate], max_examples=400, derandomize=True)(given(
        entered=rows, limit=limits, moment=moments, stops=pauses, **units)(check))

    with pytest.raises((AssertionError, ExceptionGroup)):
        sample()
