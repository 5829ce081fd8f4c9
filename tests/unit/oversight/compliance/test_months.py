"""Sums of windows and duties by month: exact folds over what became of each (4.1, 10)."""
import datetime
from random import Random

import pytest
from hanoiportal.base.months import after, before
from hanoiportal.oversight.compliance.indicators import Used, closed, summed, values_of
from hanoiportal.oversight.compliance.interfaces import Indicator
from hanoiportal.oversight.compliance.league import DUTIES, WINDOWS, Line, chosen
from hanoiportal.oversight.compliance.months import (
    MonthSums,
    months_of,
    months_until,
    quarter_of,
    row_of,
    together,
)
from hanoiportal.oversight.compliance.values import (
    EXCUSED,
    LATE,
    MET,
    MISSED,
    OUTCOMES,
    RUNNING,
    DayWindows,
    DutyCount,
    DutyResult,
    Month,
    SectionFigure,
    SiteNow,
    Value,
    WindowResult,
)

DAY = datetime.date(2026, 11, 3)
MONTH = '2026-11'


def fold(ended, owed):
    """Return the months of a site with these windows and duties."""
    sums = MonthSums()
    sums.add_windows(ended)
    sums.add_duties(owed)
    return sums.months()


def windows(*kept, day=DAY):
    return [WindowResult(day, code, one) for code, one in zip(
        ('sang', 'chieu'), kept, strict=True)]


def test_a_window_that_nobody_owed_counts_for_nothing_but_what_came_in_it():
    found = fold([WindowResult(DAY, 'sang', False, owed=False, came=3),
                  WindowResult(DAY, 'chieu', True, came=1)], [])[MONTH]

    assert found.windows == (1, 1)
    assert found.missed == ()
    assert [(part.code, part.came) for part in found.parts] == [('sang', 3), ('chieu', 1)]


def test_duties_are_counted_by_rule_and_what_is_excused_or_runs_is_not_judged():
    duties = [DutyResult('13.1.d', DAY, state) for state in OUTCOMES]

    found = fold([], duties)[MONTH]

    assert found.duties == (DutyCount('13.1.d', 1, 1, 1, 1, 1),)
    assert found.in_time == (1, 3)


@pytest.mark.clause('10')
@pytest.mark.parametrize('seed', range(5))
def test_in_a_synthetic_month_of_150_sites_what_is_found_is_what_was_planted(seed):
    chance = Random(seed)
    planted = {'windows': set(), 'missed': 0, 'late': 0}
    months = {}
    for site in range(1, 151):
        ended, owed = [], []
        for day in (datetime.date(2026, 11, number) for number in range(1, 31)):
            for code in ('sang', 'chieu') if day.weekday() < 5 else ():
                kept = chance.random() > 0.05
                if not kept:
                    planted['windows'].add((site, day, code))
                ended.append(WindowResult(day, code, kept))
        for _number in range(chance.randrange(20)):
            state = chance.choice(OUTCOMES)
            planted['missed'] += state == MISSED
            planted['late'] += state == LATE
            owed.append(DutyResult(chance.choice(('13.1.c1', '13.1.d')), DAY, state))
        chance.shuffle(ended)
        months[site] = fold(ended, owed)[MONTH]

    assert {(site, each.day, each.code) for site, month in months.items()
            for each in month.missed} == planted['windows']
    everything = together(months.values())
    assert everything.windows == (150 * 42 - len(planted['windows']), 150 * 42)
    assert sum(count.missed for count in everything.duties) == planted['missed']
    assert sum(count.late for count in everything.duties) == planted['late']
    assert sum(row_of(site, month).windows[0] for site, month in months.items()) == (
        everything.windows[0])


def test_what_stands_in_two_months_is_counted_in_each_by_its_own_day():
    late = datetime.date(2026, 12, 1)

    found = fold([*windows(True, False), *windows(True, True, day=late)], [
        DutyResult('13.1.b', late, RUNNING)])

    assert found[MONTH].days == (DayWindows(DAY, 2, 1, ('sang',)),)
    assert found['2026-12'].days == (DayWindows(late, 2, 2, ('sang', 'chieu')),)
    assert found['2026-12'].in_time == (0, 0)


def test_months_and_quarters_follow_each_other():
    assert months_until(datetime.date(2026, 2, 1), 3) == ['2026-02', '2026-01', '2025-12']
    assert (before('2026-01'), after('2026-12')) == ('2025-12', '2027-01')
    assert quarter_of(datetime.date(2027, 1, 1)) == '2027-Q1'
    assert months_of('2027-Q1') == ['2027-01', '2027-02', '2027-03']


def line(oid, windows=(0, 0), in_time=(0, 0), level='agency'):
    return Line(oid, level, 'active', (0, 0), (0, 0), windows, in_time, (0, 0))


def test_the_table_is_sorted_by_shares_and_who_has_none_stands_last():
    lines = [line(1, (1, 2)), line(2), line(3, (9, 10), level='commune'), line(4, (2, 4))]
    names = {1: 'd', 2: 'a', 3: 'c', 4: 'b'}

    assert [each.oid for each in chosen(lines, '', WINDOWS, names)] == [3, 4, 1, 2]
    assert [each.oid for each in chosen(lines, '', 'ten', names)] == [2, 4, 3, 1]
    assert [each.oid for each in chosen(lines, 'commune', DUTIES, names)] == [3]


def indicator(code, computed):
    return Indicator(starts=None, ends=None, code=code, head='a', titles={}, unit='percent',
                     computed=computed, how={}, basis='', source='', certainty='')


INDICATORS = [indicator('a', 'sections_filled'), indicator('b', 'windows_kept'),
              indicator('c', 'none'), indicator('d', 'visits'), indicator('e', 'loading')]
SITE = SiteNow(1, 'agency', 'active', (SectionFigure('x', True, own=True),
                                       SectionFigure('y', False)))


@pytest.mark.clause('21.1')
def test_indicators_of_a_quarter_are_shares_of_its_months_and_what_is_not_measured_says_so():
    months = [Month((DayWindows(DAY, 2, 1),)), Month((DayWindows(DAY, 4, 4),)), Month()]

    assert values_of(INDICATORS, SITE, months, Used()) == (
        Value('a', 1, 2), Value('b', 5, 6), Value('c', known=False), Value('d', known=False),
        Value('e', known=False))
    assert values_of(INDICATORS, SITE, months, Used(7, (900, 3)))[3:] == (
        Value('d', 7), Value('e', 900, 3))


@pytest.mark.clause('21.1')
def test_the_sheet_of_all_sites_adds_them_and_a_quarter_that_has_ended_keeps_its_moment():
    sheets = [(Value('a', 1, 2), Value('b', 5, 6), Value('e', 900, 3)),
              (Value('a', 2, 2), Value('b', 0, 6), Value('e', known=False))]

    assert summed(sheets, 9, INDICATORS) == (
        Value('a', 3, 4), Value('b', 5, 12), Value('c', known=False), Value('d', 9),
        Value('e', 900, 3))
    anew = Value('a', 2, 2), Value('b', 6, 6), Value('e', 950, 4)
    assert closed(INDICATORS, sheets[0], anew) == (Value('a', 1, 2), *anew[1:])


def test_excused_duties_weigh_nothing():
    duties = [DutyResult('r', DAY, MET), DutyResult('r', DAY, EXCUSED)]

    assert fold([], duties)[MONTH].in_time == (1, 1)
