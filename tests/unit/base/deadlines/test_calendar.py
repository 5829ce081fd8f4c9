"""Working days: the table of holidays, what was known of it on a day, and terms reckoned by it."""
import csv
import datetime

import pytest
from hanoiportal.base.clock import HANOI, UTC, local
from hanoiportal.base.deadlines.calendar import Calendar, read_holidays
from hanoiportal.base.deadlines.counting import read_counting
from hanoiportal.base.deadlines.interfaces import ORDINARY, CalendarEnds, DayRow, ICalendar
from hanoiportal.base.deadlines.owndays import in_working_days
from hypothesis import given
from hypothesis import strategies as st
from support import ROOT
from zope.interface.verify import verifyObject

HOLIDAYS = ROOT / 'config/hanoi/holidays.csv'
COUNTING = read_counting(ROOT / 'config/hanoi/counting_rules.csv')
HEAD = 'date,kind,name_vi,name_en,status,known_since,basis,source\n'
#: (day of the trigger, working days, due day, why), reckoned by hand from the announcements.
VECTORS = [
    ('2025-04-24', 2, '2025-04-26', 'Saturday 26/4/2025 is worked for 2/5'),
    ('2025-04-29', 2, '2025-05-06', '30/4 and 1/5 holidays, 2/5 swapped, a weekend'),
    ('2026-01-01', 2, '2026-01-06', '2/1/2026 is swapped'),
    ('2026-01-08', 2, '2026-01-10', 'Saturday 10/1/2026 is worked for 2/1'),
    ('2026-02-13', 2, '2026-02-24', 'Tết is from 14 to 22/2/2026'),
    ('2026-02-13', 15, '2026-03-13', '15 working days over Tết'),
    ('2026-08-20', 2, '2026-08-22', 'Saturday 22/8/2026 is worked for 31/8'),
    ('2026-08-28', 5, '2026-09-09', '31/8 swapped, 1 and 2/9 National Day'),
    ('2026-11-23', 2, '2026-11-25', 'no paper says yet that 24/11/2026 is off'),
    ('2027-02-03', 5, '2027-02-10', 'Tết 2027 was not announced'),
]
CULTURE_DAY = DayRow(
    date=datetime.date(2026, 11, 24), kind='holiday', name_vi='Ngày Văn hóa Việt Nam',
    basis='Thông báo 12/TB', known_since=datetime.date(2026, 11, 20))
BEGINNING = datetime.datetime(2025, 1, 1, tzinfo=UTC)
#: Seconds since then, until October 2026: forty working days later the table still knows.
moments = st.integers(0, 638 * 86_400).map(
    lambda seconds: BEGINNING + datetime.timedelta(seconds=seconds))
numbers = st.integers(1, 40)


@pytest.fixture(scope='module')
def calendar():
    """The calendar of Hanoi's table."""
    return known(HOLIDAYS)


def known(path, *more, on=None):
    return Calendar([*read_holidays(path, COUNTING).rows, *more], COUNTING, on)


def day(text):
    return datetime.date.fromisoformat(text)


def at(text):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=HANOI)


@pytest.mark.parametrize(('start', 'number', 'due', 'why'), VECTORS, ids=str)
def test_a_deadline_is_the_day_that_was_reckoned_by_hand(calendar, start, number, due, why):
    end = in_working_days(number, at(f'{start}T09:30'), calendar).due

    assert local(end).date() == day(due), why


def test_a_term_without_a_law_ends_on_any_day_of_2026_where_a_list_of_its_days_says(calendar):
    """The list is made of the announcements alone, days worked for others among them."""
    off = {day(each) for each in (
        '2026-01-01', '2026-01-02', '2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19',
        '2026-02-20', '2026-04-27', '2026-04-30', '2026-05-01', '2026-08-31', '2026-09-01',
        '2026-09-02')}
    saturdays = {day('2026-01-10'), day('2026-08-22')}
    year = [day('2026-01-01') + datetime.timedelta(each) for each in range(365)]
    worked = [each for each in year
              if each in saturdays or each.weekday() < 5 and each not in off]

    for start in year[:330]:
        ahead = [each for each in worked if each > start]
        found = [in_working_days(number, at(f'{start}T09:30'), calendar)
                 for number in range(1, 16)]

        assert [local(each.due).date() for each in found] == ahead[:15]
        assert [each.date for each in found[-1].days if each.counted] == ahead[:15]


def test_a_deadline_ends_with_its_day_in_hanoi_and_is_told_in_utc(calendar):
    end = in_working_days(1, at('2026-03-02T23:59'), calendar).due

    assert end.tzinfo is UTC
    assert end == datetime.datetime(2026, 3, 3, 16, 59, 59, 999999, UTC)


def test_the_day_counts_that_it_is_in_hanoi(calendar):
    """At 17:30 UTC on Monday it is Tuesday there."""
    monday_evening = datetime.datetime(2026, 3, 2, 17, 30, tzinfo=UTC)

    assert local(in_working_days(1, monday_evening, calendar).due).date() == day('2026-03-04')


@given(moments, numbers)
def test_a_deadline_is_a_workday_and_later_than_its_trigger(calendar, moment, number):
    end = in_working_days(number, moment, calendar).due

    assert end > moment
    assert calendar.is_workday(local(end).date())


@given(moments, numbers)
def test_exactly_so_many_workdays_lie_between(calendar, moment, number):
    first, last = (local(each).date().toordinal()
                   for each in (moment, in_working_days(number, moment, calendar).due))

    assert number == sum(calendar.is_workday(datetime.date.fromordinal(each))
                         for each in range(first + 1, last + 1))
    assert number == calendar.workdays_between(*map(datetime.date.fromordinal, (first, last)))


@given(moments, numbers, numbers)
def test_days_may_be_added_in_two_steps(calendar, moment, one, other):
    at_once = in_working_days(one + other, moment, calendar).due
    between = in_working_days(one, moment, calendar).due

    assert in_working_days(other, between, calendar).due == at_once


@given(moments, moments, numbers)
def test_who_starts_later_is_never_due_earlier(calendar, one, other, number):
    early, late = sorted((one, other))

    assert (in_working_days(number, early, calendar).due
            <= in_working_days(number, late, calendar).due)


def test_a_year_that_was_not_announced_is_refused_and_not_guessed(calendar):
    with pytest.raises(CalendarEnds, match='2031'):
        calendar.is_workday(day('2031-01-02'))
    with pytest.raises(CalendarEnds, match='2028'):
        calendar.workday_after(day('2027-12-30'), 5)


def test_a_guess_by_weekends_is_made_when_asked_for(calendar):
    """The calendar itself still refuses that year, and what it said before holds."""
    found = in_working_days(1, at('2031-01-03T08:00'), calendar)

    assert local(found.due).date() == day('2031-01-06')
    assert [each.counted for each in found.days] == [False, False, False, True]
    assert calendar.guessing.guessing is calendar.guessing
    with pytest.raises(CalendarEnds, match='2031'):
        calendar.workday_after(day('2031-01-03'), 1)


@pytest.mark.parametrize('number', [0, -1])
def test_fewer_than_one_day_is_no_deadline(calendar, number):
    with pytest.raises(ValueError, match='at least 1'):
        in_working_days(number, at('2026-03-02T08:00'), calendar)


def test_only_what_is_official_changes_a_day(calendar):
    with open(HOLIDAYS, encoding='utf-8', newline='') as lines:
        plans = [day(row['date']) for row in csv.DictReader(lines) if row['status'] != 'official']

    assert {each.year for each in plans} == {2026, 2027}
    assert all(calendar.is_workday(each) == (each.weekday() < 5) for each in plans)
    assert all(calendar.pending(each) and not calendar.row_of(each) for each in plans)


def test_the_ninth_vector_holds_from_the_day_on_which_its_paper_is_known():
    before, after = day('2026-11-19'), day('2026-11-20')
    dues = [local(in_working_days(
        2, at('2026-11-23T09:00'), known(HOLIDAYS, CULTURE_DAY, on=on)).due)
        for on in (before, after, None)]

    assert [each.date() for each in dues] == [
        day('2026-11-25'), day('2026-11-26'), day('2026-11-26')]


def test_a_later_row_takes_an_earlier_one_back():
    back = DayRow(date=CULTURE_DAY.date, kind=ORDINARY, name_vi='Không nghỉ 24/11',
                  basis='Thông báo 13/TB', known_since=day('2026-11-22'))
    off, worked, at_last = (
        known(HOLIDAYS, CULTURE_DAY, back, on=on and day(on)).is_workday(CULTURE_DAY.date)
        for on in ('2026-11-21', '2026-11-22', None))

    assert (off, worked, at_last) == (False, True, True)


def test_tet_is_announced_by_an_official_row_alone(calendar):
    tet = DayRow(date=day('2027-02-05'), kind='holiday', name_vi='Nghỉ Tết Nguyên đán',
                 basis='Thông báo 14/TB')

    assert calendar.announces_tet(2025) and calendar.announces_tet(2026)
    assert not calendar.announces_tet(2027)
    assert known(HOLIDAYS, tet).announces_tet(2027)


def test_a_swap_of_2026_was_not_known_before_it_was_told():
    days = [day('2026-01-02'), day('2026-01-10')]
    before, after = (known(HOLIDAYS, on=day(on)) for on in ('2025-12-25', '2025-12-26'))

    assert [before.is_workday(each) for each in days] == [True, False]
    assert [after.is_workday(each) for each in days] == [False, True]


def test_every_day_of_the_table_says_on_what_it_rests():
    with open(HOLIDAYS, encoding='utf-8', newline='') as lines:
        rows = list(csv.DictReader(lines))

    assert all(row['basis'] and row['source'] and row['name_vi'] for row in rows)
    assert len({row['date'] for row in rows}) == len(rows)


@pytest.mark.parametrize(('line', 'why'), [
    ('2026-02-30,holiday,,,official,,Luật,', 'line 2'),
    ('2026-03-02,feast,,,official,,Luật,', "no such kind of day: 'feast'"),
    ('2026-03-02,holiday,,,maybe,,Luật,', "no such status: 'maybe'"),
    ('2026-03-02,holiday,,,official,,,', 'line 2: it has no basis'),
    ('2026-03-02,workday_swap,,,official,,Luật,', 'worked anyway'),
    ('2026-03-06,workday_swap,,,official,,Luật,', 'worked anyway'),
])
def test_a_line_that_cannot_be_right_is_named(tmp_path, line, why):
    table = tmp_path / 'holidays.csv'
    table.write_text(f'{HEAD}{line}\n', encoding='utf-8')

    with pytest.raises(ValueError, match=why):
        read_holidays(table, COUNTING)


def test_each_kind_of_day_is_read_and_what_is_not_official_changes_no_day(tmp_path):
    table = tmp_path / 'holidays.csv'
    table.write_text(HEAD + '\n'.join((
        '2026-03-02,holiday,,,official,,Luật,', '2026-03-03,dayoff_swap,,,official,,Luật,',
        '2026-03-04,compensatory,,,official,,Luật,', '2026-03-05,holiday,,,option,,Luật,',
        '2026-03-06,holiday,,,expected,,Luật,', '2026-03-07,workday_swap,,,official,,Luật,',
        '2026-03-14,workday_swap,,,option,,Luật,')))
    calendar = known(table)
    days = [datetime.date(2026, 3, number) for number in range(1, 16)]

    assert [each.day for each in days if calendar.is_workday(each)] == [5, 6, 7, 9, 10, 11, 12, 13]
    assert calendar.years == {2026}


def test_a_worked_saturday_is_worked_and_the_next_is_not():
    row = DayRow(date=day('2026-03-07'), kind='workday_swap', name_vi='Làm bù', basis='x')
    calendar = Calendar([row], COUNTING)

    assert calendar.is_workday(day('2026-03-07'))
    assert not calendar.is_workday(day('2026-03-14'))
    assert verifyObject(ICalendar, calendar)
