"""The due moment of every unit, and the way to it (clause 13.1)."""
import csv
from datetime import UTC, date, datetime, timedelta

import pytest
from hanoiportal.base.clock import local, parse
from hanoiportal.base.deadlines.calendar import Calendar, read_holidays
from hanoiportal.base.deadlines.counting import read_counting
from hanoiportal.base.deadlines.engine import compute
from hanoiportal.base.deadlines.interfaces import CalendarEnds, DayRow, DeadlineRule, NoRule
from hanoiportal.base.deadlines.owndays import in_working_days
from hanoiportal.base.deadlines.rules import read_deadline_rules
from support import ROOT

DATA = ROOT / 'config/hanoi'
COUNTING = read_counting(DATA / 'counting_rules.csv')
RULES = read_deadline_rules(DATA / 'deadline_rules.csv')
ROWS = read_holidays(DATA / 'holidays.csv', COUNTING).rows
CALENDAR = Calendar(ROWS, COUNTING)
CULTURE_DAY = DayRow(
    date=date(2026, 11, 24), kind='holiday', name_vi='Ngày Văn hóa Việt Nam',
    basis='Thông báo 12/TB', known_since=date(2026, 11, 20))


def rule(limit, unit):
    return DeadlineRule(
        code='x', clause='', what='', what_en='', limit=limit, unit=unit, starts_at='', actor='',
        basis='Luật', confidence='', starts=None, ends=None)


def due(limit, unit, trigger, calendar=CALENDAR, pauses=()):
    """Return the due moment in Hanoi, to the second, as text."""
    stops = [(parse(start), parse(end)) for start, end in pauses]
    found = compute(rule(limit, unit), parse(trigger), calendar, pauses=stops)
    return local(found.due).isoformat(timespec='seconds').removesuffix('+07:00')


def test_working_days_end_as_reckoned_by_hand():
    for trigger, number, expected in (
            ('2025-04-24', 2, '2025-04-26'), ('2025-04-29', 2, '2025-05-06'),
            ('2026-01-01', 2, '2026-01-06'), ('2026-01-08', 2, '2026-01-10'),
            ('2026-02-13', 2, '2026-02-24'), ('2026-02-13', 15, '2026-03-13'),
            ('2026-08-20', 2, '2026-08-22'), ('2026-08-28', 5, '2026-09-09'),
            ('2026-11-23', 2, '2026-11-25')):
        assert due(number, 'working_day', trigger) == f'{expected}T23:59:59'


def test_the_ninth_vector_needs_the_paper_of_an_operator():
    dues = [due(2, 'working_day', '2026-11-23', Calendar([*ROWS, CULTURE_DAY], COUNTING, on))
            for on in (date(2026, 11, 19), date(2026, 11, 20))]

    assert dues == ['2026-11-25T23:59:59', '2026-11-26T23:59:59']


def test_the_same_working_day_is_that_of_the_office_hours():
    for trigger, expected in (
            ('2026-11-27T06:00', '2026-11-27'), ('2026-11-27T16:59', '2026-11-27'),
            ('2026-11-27T17:00', '2026-11-27'), ('2026-11-27T17:01', '2026-11-30'),
            ('2026-11-28T09:00', '2026-11-30'),  # a Saturday
            ('2026-08-22T09:00', '2026-08-22'),  # a Saturday that is worked
            ('2026-08-28T17:01', '2026-09-03'),  # before four days off, one of them swapped
            ('2026-02-13T17:30', '2026-02-23')):
        assert due(0, 'same_working_day', trigger) == f'{expected}T23:59:59'


@pytest.mark.parametrize(('trigger', 'number', 'expected'), [
    ('2026-11-10T10:00', 15, '2026-11-25'),
    ('2026-11-06T10:00', 15, '2026-11-23'),  # from Saturday to Monday
    ('2026-01-31T10:00', 15, '2026-02-23'),  # the fifteenth day is a Sunday, and then Tết
    ('2026-08-07T10:00', 15, '2026-08-22'),  # a Saturday that is worked
    ('2026-01-30T23:59', 60, '2026-03-31')])
def test_calendar_days_run_on_and_end_on_a_working_day(trigger, number, expected):
    assert due(number, 'calendar_day', trigger) == f'{expected}T23:59:59'


def test_hours_run_on_to_the_minute():
    assert due(24, 'hour', '2026-02-14T10:30') == '2026-02-15T10:30:00'
    assert due(0, 'immediate', '2026-11-28T10:30') == '2026-11-28T10:30:00'
    assert due(0, 'on_change', '2026-11-28') == due(0, 'on_request', '2026-11-28')


def test_before_a_moment_so_many_working_days_lie_between():
    """As the notice of a stop is judged from the other side: a term of seven ends before it."""
    stop = '2026-12-24T22:00'
    last = due(7, 'working_day_before', stop)

    assert last == '2026-12-14T23:59:59'
    assert in_working_days(7, parse(last), CALENDAR).due < parse(stop)
    assert in_working_days(7, parse(last) + timedelta(seconds=1), CALENDAR).due > parse(stop)
    assert due(7, 'working_day_before', '2026-09-03T08:00') == '2026-08-20T23:59:59'


@pytest.mark.parametrize(('limit', 'unit', 'expected'), [
    (1, 'per_week', '2026-11-29'), (1, 'per_month', '2026-11-30'), (2, 'per_year', '2026-12-31'),
    (4, 'per_year', '2026-12-31'), (3, 'per_calendar_day', '2026-11-28'),
    (2, 'per_working_day', '2026-11-30')])
def test_a_period_ends_with_its_last_day(limit, unit, expected):
    assert due(limit, unit, '2026-11-28T10:00') == f'{expected}T23:59:59'


def test_periods_begin_where_the_one_before_ends():
    for limit, unit, trigger, expected in (
            (1, 'per_month', '2026-02-01', '2026-02-28'),
            (1, 'per_month', '2028-02-29', '2028-02-29'),
            (2, 'per_year', '2026-06-30T23:59', '2026-06-30'),
            (2, 'per_year', '2026-07-01', '2026-12-31'),
            (4, 'per_year', '2026-03-31', '2026-03-31'),
            (4, 'per_year', '2026-04-01', '2026-06-30'),
            (1, 'per_week', '2026-11-30', '2026-12-06'),
            (1, 'per_week', '2026-11-29', '2026-11-29')):
        assert due(limit, unit, trigger) == f'{expected}T23:59:59'


@pytest.mark.parametrize(('pause', 'expected'), [
    ([], '2026-03-06'), ([('2026-03-04T08:00', '2026-03-04T17:00')], '2026-03-09'),
    ([('2026-03-02T08:00', '2026-03-03T09:00')], '2026-03-09'),
    ([('2026-03-05T15:00', '2026-03-10T09:00'), ('2026-03-06T15:00', '2026-03-09T09:00')],
     '2026-03-12'),
    ([('2026-03-09T08:00', '2026-03-10T09:00')], '2026-03-06')])
def test_a_term_stands_still_on_each_day_of_a_pause(pause, expected):
    assert due(4, 'working_day', '2026-03-02', pauses=pause) == f'{expected}T23:59:59'


def test_hours_stand_still_for_exactly_the_time_of_the_pauses():
    pauses = [('2026-03-02T12:00', '2026-03-02T13:00'), ('2026-03-02T12:30', '2026-03-02T14:00')]

    assert due(24, 'hour', '2026-03-02T10:00', pauses=pauses) == '2026-03-03T12:00:00'
    assert due(24, 'hour', '2026-03-02T13:30', pauses=pauses) == '2026-03-03T14:00:00'


def test_the_way_tells_each_day_with_its_reason_and_row():
    found = compute(rule(2, 'working_day'), parse('2026-08-28T10:00'), CALENDAR)
    told = [(day.date.day, day.counted, str(day.why).partition(':')[0]) for day in found.days]

    assert told == [
        (28, False, 'Ngày phát sinh, không tính vào thời hạn'), (29, False, 'Nghỉ hằng tuần'),
        (30, False, 'Nghỉ hằng tuần'), (31, False, 'Ngày nghỉ'), (1, False, 'Ngày nghỉ'),
        (2, False, 'Ngày nghỉ'), (3, True, 'Ngày làm việc'), (4, True, 'Ngày làm việc')]
    assert 'Điều 147' in found.days[0].source and '188/1999' in found.days[1].source
    assert 'hoán đổi' in found.days[3].source and 'Điều 112' in found.days[4].source
    assert found.due.tzinfo is UTC and found.remarks == ()


def test_what_is_not_announced_is_said_and_not_guessed():
    found = compute(rule(3, 'working_day'), parse('2027-02-03T10:00'), CALENDAR)
    said = [str(each.interpolate()) for each in found.remarks]

    assert local(found.due).date() == date(2027, 2, 8)
    assert said[0].startswith('Lịch nghỉ Tết 2027 chưa được công bố')
    assert [each[:15] for each in said[1:]] == [
        'Ngày 04/02/2027', 'Ngày 05/02/2027', 'Ngày 08/02/2027']
    assert not compute(rule(24, 'hour'), parse('2027-02-03T10:00'), CALENDAR).remarks


def test_a_year_without_a_row_is_refused():
    with pytest.raises(CalendarEnds) as ends:
        compute(rule(2, 'working_day'), parse('2027-12-30T10:00'), CALENDAR)

    assert ends.value.reason.interpolate() == (
        'Lịch ngày nghỉ chưa có dòng nào của năm 2028, nên không tính được thời hạn.')
    row = DayRow(date=date(2028, 1, 3), kind='compensatory', name_vi='Nghỉ bù', basis='Thông báo')
    longer = Calendar([*ROWS, row], COUNTING)
    assert due(2, 'working_day', '2027-12-30', longer) == '2028-01-04T23:59:59'


def test_a_moment_without_a_zone_and_a_pause_that_ends_before_it_begins_are_refused():
    moment = parse('2026-03-02T10:00')
    with pytest.raises(ValueError, match='zone'):
        compute(rule(2, 'working_day'), datetime(2026, 3, 2), CALENDAR)  # noqa: DTZ001
    with pytest.raises(ValueError, match='before it begins'):
        compute(rule(2, 'working_day'), moment, CALENDAR,
                pauses=[(moment, moment - timedelta(days=1))])


def test_a_rule_is_found_by_its_code_on_the_day_of_the_trigger():
    assert RULES.rule('13.1.e3', parse('2026-11-20')).limit == 15
    assert '42/2022' in RULES.rule('nd224.13', parse('2026-06-30T23:59')).basis
    assert '224/2026' in RULES.rule('nd224.13', parse('2026-07-01')).basis
    for code, moment in (('13.9', '2026-11-20'), ('13.1.e3', '2025-08-15T23:59'),
                         ('ltctt.18.4', '2026-09-01')):
        with pytest.raises(NoRule):
            RULES.rule(code, parse(moment))


def test_every_rule_of_the_table_leads_to_a_moment():
    for each in RULES.all():
        found = compute(each, parse('2026-03-02T10:00'), CALENDAR)

        assert found.days and all(day.why for day in found.days), each.code


def sections():
    with open(DATA / 'sections.csv', encoding='utf-8', newline='') as lines:
        return {row['code']: row['deadline_rule'].split('|') for row in csv.DictReader(lines)
                if row['deadline_rule']}


def test_sections_name_rules_of_the_table():
    codes = {each.code for each in RULES.all()}

    assert len(sections()) > 20
    assert {code for named in sections().values() for code in named} <= codes


def test_every_rule_is_used_or_the_table_says_why_not():
    """Used: what recurs names it, or a kind of cases, or clocks of requests, or the source.  That
    a section names it lets nothing begin."""
    with open(DATA / 'periodic_duties.csv', encoding='utf-8', newline='') as lines:
        named = {row['rule'] for row in csv.DictReader(lines)}
    with open(DATA / 'case_kinds.csv', encoding='utf-8', newline='') as lines:
        named.update(row[f'{name}_rule'] for row in csv.DictReader(lines)
                     for name in ('triage', 'scope', 'answer'))
    with open(DATA / 'access_clocks.csv', encoding='utf-8', newline='') as lines:
        named.update(row['rule'] for row in csv.DictReader(lines))
    source = '\n'.join(path.read_text(encoding='utf-8')
                       for path in (ROOT / 'src/hanoiportal').rglob('*.py'))
    with open(DATA / 'deadline_rules.csv', encoding='utf-8', newline='') as lines:
        rows = list(csv.DictReader(lines))

    assert len(rows) >= 32
    assert [row['code'] for row in rows if not row['use'].startswith('không: ')
            and row['code'] not in named and f"'{row['code']}'" not in source] == []
