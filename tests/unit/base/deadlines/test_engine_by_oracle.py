"""The engine finds the due dates of the oracle, which was written without a look at it (13.1)."""
import csv
from datetime import date, datetime, timedelta

import pytest
from hanoiportal.base.clock import HANOI, local, parse
from hanoiportal.base.deadlines.calendar import Calendar, read_holidays
from hanoiportal.base.deadlines.counting import read_counting
from hanoiportal.base.deadlines.engine import compute
from hanoiportal.base.deadlines.interfaces import DayRow
from hanoiportal.base.deadlines.rules import read_deadline_rules
from support import ROOT
from unit.base.deadlines.make_oracle import ORACLE

DATA = ROOT / 'config/hanoi'
COUNTING = read_counting(DATA / 'counting_rules.csv')
#: The oracle asks of rules out of force as well, and a code always has one limit and unit.
RULES = {rule.code: rule for rule in read_deadline_rules(DATA / 'deadline_rules.csv').all()}
SEED = read_holidays(DATA / 'holidays.csv', COUNTING).rows
CULTURE_DAY = DayRow(date=date(2026, 11, 24), kind='holiday', name_vi='Ngày Văn hóa Việt Nam',
                     basis='Thông báo 12/TB')
CALENDARS = {'': Calendar(SEED, COUNTING),
             'culture_day': Calendar([*SEED, CULTURE_DAY], COUNTING)}


def midnight(text):
    return datetime.combine(date.fromisoformat(text), datetime.min.time(), HANOI)


def found(case):
    """Return what the engine says, as the oracle writes it."""
    rule = RULES[case['rule']]
    # Days of a pause are whole; for days the last moment of the last, for hours its end.
    over = timedelta(days=1) if rule.unit == 'hour' else timedelta(days=1, microseconds=-1)
    stops = [(midnight(first), midnight(last) + over) for first, last in (
        span.split('/') for span in case['pauses'].split(';') if span)]
    due = local(compute(rule, parse(case['trigger']), CALENDARS[case['known']], pauses=stops).due)
    return (due.isoformat(timespec='minutes').removesuffix('+07:00') if rule.unit == 'hour'
            else due.date().isoformat())


def cases():
    with open(ORACLE, encoding='utf-8', newline='') as lines:
        return list(csv.DictReader(lines))


def disagreements():
    return {case['case']: (found(case), case['due']) for case in cases()
            if found(case) != case['due']}


def test_it_finds_every_due_date_of_the_oracle():
    assert len(cases()) > 1000
    assert disagreements() == {}


@pytest.mark.parametrize('fault', ['a day too few', 'swaps forgotten'])
def test_a_planted_fault_is_found(monkeypatch, fault):
    if fault == 'swaps forgotten':
        monkeypatch.setattr(Calendar, 'is_workday', lambda calendar, day: (
            day.weekday() < 5 and calendar.row_of(day) is None))
    else:
        monkeypatch.setitem(RULES, '13.1.e3', RULES['13.1.c2'])

    assert len(disagreements()) > 10
