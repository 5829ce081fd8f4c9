"""Which windows were kept: the fold over what the ledger tells (13.2), without a portal."""
import datetime
from random import Random

import pytest
from hanoiportal.base.clock import parse
from hanoiportal.editorial.freshness.fold import Day, fold, spans
from hanoiportal.editorial.freshness.interfaces import (
    COMING,
    INDICATIVE,
    KEPT,
    MISSED,
    NOT_OWED,
    OPEN,
)
from hanoiportal.editorial.windows.resource import HoursDecision
from hanoiportal.editorial.windows.table import read_windows
from hanoiportal.platform.ledger.interfaces import CORRECTED, PUBLISHED, WITHDRAWN, Event
from hypothesis import given, settings
from hypothesis import strategies as st
from support import ROOT

TABLE = read_windows(ROOT / 'config/hanoi/publishing_windows.csv')
TUESDAY = datetime.date(2026, 12, 1)
ONE_DAY = datetime.timedelta(days=1)
EVENING = parse('2026-12-01T23:00')
DECIDED = HoursDecision(
    1, '12/QĐ-UBND', datetime.date(2026, 11, 1), 'Ủy ban nhân dân thành phố',
    datetime.date(2026, 11, 10),
    {(row.site, row.code): (row.opens, row.closes) for row in TABLE.rows},
    frozenset({'component'}), parse('2026-11-09'), 'u1')


def windows(kind, decision=DECIDED):
    return [row.by(decision) for row in TABLE.rows if row.site == kind]


def event(time, item='10', kind=PUBLISHED, day=TUESDAY, site='1', number=1):
    return Event(number, parse(f'{day}T{time}'), kind, site, item, 'NewsItem', '7', 'vi', 'u1')


def folded(*events, kind='component', is_workday=True, now=EVENING, decision=DECIDED,
           is_bound=True, is_new=lambda event: True, day=TUESDAY):
    return fold(Day('1', day, spans(day, windows(kind, decision)), is_workday, is_bound), events,
                is_new, now)


def states(*events, **how):
    return [window.state for window in folded(*events, **how)]


@pytest.mark.clause('13.2.b/1')
def test_a_component_site_keeps_two_windows_of_a_working_day():
    morning, afternoon = folded(event('08:15'), event('13:00', '11'))

    assert (morning.state, afternoon.state) == (KEPT, KEPT)
    assert (morning.kept_by.item, morning.kept_by.moment) == ('10', parse('2026-12-01T08:15'))
    assert afternoon.kept_by.item == '11'


@pytest.mark.clause('13.2.b/1')
def test_nothing_new_in_a_window_of_a_working_day_is_a_breach():
    assert states(event('07:29'), event('09:00', '11')) == [MISSED, MISSED]


@pytest.mark.clause('13.2.a/1')
def test_the_city_owes_three_windows_on_days_off_too():
    assert states(event('08:00'), event('14:29', '11'), kind='portal', is_workday=False) == [
        KEPT, KEPT, MISSED]


def test_before_the_rules_no_window_is_owed():
    assert states(event('08:00'), kind='of no row') == []


@pytest.mark.clause('13.2.b/1')
def test_on_a_day_off_a_component_site_owes_nothing_and_what_it_does_is_seen():
    morning, afternoon = folded(event('08:00'), is_workday=False)

    assert (morning.state, afternoon.state) == (NOT_OWED, NOT_OWED)
    assert morning.kept_by.item == '10'


@pytest.mark.clause('13.2.b/1')
@pytest.mark.parametrize(('now', 'expected'), [
    ('07:29', [COMING, COMING]), ('07:30', [OPEN, COMING]), ('08:59', [OPEN, COMING]),
    ('09:00', [MISSED, COMING]), ('14:29', [MISSED, OPEN]), ('14:30', [MISSED, MISSED])])
def test_a_window_runs_until_its_end(now, expected):
    assert states(now=parse(f'2026-12-01T{now}')) == expected


@pytest.mark.clause('13.2.a/1')
def test_without_a_decision_on_hours_nothing_is_a_breach_and_the_parts_of_the_day_are_told():
    found = folded(event('10:00'), event('20:00', '11'), event('23:00', '12'), kind='portal',
                   decision=None)

    assert {window.state for window in found} == {INDICATIVE}
    assert [[each.item for each in window.came] for window in found] == [
        ['10'], [], ['11', '12']]
    assert [window.kept_by and window.kept_by.item for window in found] == [None, None, '11']


def test_what_is_no_publication_of_something_new_does_not_count():
    assert states(event('08:00', kind=CORRECTED))[0] == MISSED
    assert states(event('08:00'), is_new=lambda event: False)[0] == MISSED


def test_a_withdrawal_within_the_window_takes_the_item_away():
    assert states(event('08:00'), event('08:30', kind=WITHDRAWN))[0] == MISSED
    assert states(event('08:00'), event('09:00', kind=WITHDRAWN))[0] == KEPT


def test_what_is_withdrawn_and_public_again_within_the_window_counts():
    assert states(event('08:00'), event('08:30', kind=WITHDRAWN),
                  event('08:45', number=3))[0] == KEPT


def test_a_second_item_stands_in_for_one_that_was_withdrawn():
    [morning, _afternoon] = folded(
        event('08:00'), event('08:10', '11'), event('08:30', kind=WITHDRAWN))

    assert (morning.state, morning.kept_by.item) == (KEPT, '11')


def test_an_item_counts_once_and_where_it_came_first():
    morning, afternoon = folded(
        event('08:00'), event('10:00', kind=WITHDRAWN), event('13:30'))

    assert (morning.state, afternoon.state) == (KEPT, MISSED)


def test_whether_a_cross_posted_item_counts_is_decided_with_the_hours():
    carried = event('08:00', kind='crossposted')

    assert states(carried)[0] == KEPT
    assert states(carried, kind='portal')[0] == MISSED


def test_a_site_that_is_not_bound_owes_nothing():
    assert states(is_bound=False) == [NOT_OWED, NOT_OWED]


def test_what_is_later_than_now_has_not_happened():
    assert states(event('08:30'), now=parse('2026-12-01T08:10'))[0] == OPEN


def test_the_planted_breaches_of_150_sites_in_a_month_are_found_exactly():
    chance, planted, found = Random(13), set(), set()
    for site in range(150):
        kind = 'portal' if site == 0 else 'component'
        for number in range(30):
            day = TUESDAY + number * ONE_DAY
            is_workday = day.weekday() < 5
            events = []
            for window in windows(kind):
                misses = chance.random() < .1
                if misses and (kind == 'portal' or is_workday):
                    planted.add((site, day, window.code))
                events += noise(chance, window, day, site) if misses else [
                    within(chance, window, day, site)]
            for each in folded(*events, kind=kind, is_workday=is_workday, day=day,
                               now=parse('2027-01-02')):
                if each.state == MISSED:
                    found.add((site, day, each.code))

    assert len(planted) > 500
    assert found == planted


def within(chance, window, day, site):
    """Return a publication in ``window``."""
    first = datetime.datetime.combine(day, window.opens)
    seconds = int((datetime.datetime.combine(day, window.closes) - first).total_seconds())
    at = first + datetime.timedelta(seconds=chance.randrange(seconds))
    return event(f'{at:%H:%M:%S}', str(chance.randrange(10**9)), day=day, site=str(site))


def noise(chance, window, day, site):
    """Return what seems to keep ``window`` and does not."""
    new = within(chance, window, day, site)
    return chance.choice([
        [], [new._replace(kind=CORRECTED)],
        [new, new._replace(kind=WITHDRAWN)],
        [event(f'{window.closes:%H:%M}', '5', day=day, site=str(site))]])


TIMES = st.times(datetime.time(6), datetime.time(23)).map(lambda at: f'{at:%H:%M:%S}')
EVENTS = st.lists(st.builds(
    event, TIMES, st.sampled_from(['1', '2', '3']), st.sampled_from([PUBLISHED, WITHDRAWN])),
    max_size=8)


@settings(max_examples=150)
@given(EVENTS, TIMES, TIMES)
def test_what_is_told_later_changes_nothing_that_is_over(events, one, other):
    early, late = sorted((one, other))
    before = folded(*events, now=parse(f'2026-12-01T{early}'), kind='portal')
    after = folded(*events, now=parse(f'2026-12-01T{late}'), kind='portal')

    for first, second in zip(before, after, strict=True):
        if first.closes <= parse(f'2026-12-01T{early}'):
            assert (first.state, first.kept_by) == (second.state, second.kept_by)
            assert first.state in (KEPT, MISSED)
