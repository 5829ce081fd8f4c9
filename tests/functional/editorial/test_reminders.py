"""Boards are reminded of what is missing, once a day."""
import datetime

import pytest
import transaction
from hanoiportal.base.clock import local, parse
from hanoiportal.base.deadlines.terms import Rule
from hanoiportal.editorial.boards.changing import tell_of_changes
from hanoiportal.editorial.boards.interfaces import IRoster
from hanoiportal.editorial.boards.reminding import tell_of_holes
from hanoiportal.editorial.boards.services import BoardService
from hanoiportal.editorial.review.interfaces import IReviewRules
from hanoiportal.editorial.review.terms import RULE, due_from
from hanoiportal.kernel.security.authorization.grants import Grant, seat
from hanoiportal.kernel.security.authorization.roles import HEAD
from hanoiportal.kernel.tree.events import ObjectModified, send
from hanoiportal.kernel.workflow.interfaces import PUBLISHED
from hanoiportal.kernel.workflow.records import IN_EMERGENCY, Approval, Event, Review
from hanoiportal.platform.notifications.services import notifying
from hanoiportal.platform.scheduling.opening import opened
from support.new_days_off import enter, follow, moved_by, told_days
from support.scheduled_texts import look

TUESDAY = parse('2026-11-24T10:00')
DAY, HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)


@pytest.fixture
def clock_at():
    return TUESDAY


@pytest.fixture
def emergency(small_portal, editing, staff, clock, registry):
    """A text that the head of soxaydung has published alone on Tuesday, committed."""
    section = small_portal['sites']['soxaydung']['tin-tuc-su-kien']
    item = editing.add(section, 'bao', 'NewsItem', {'title': 'Tin bão khẩn cấp'},
                       staff['soxaydung-editor'].id)
    review = item.concluded = Review()
    review.approvals = item.approvals = (
        Approval(staff['soxaydung-head'].id, TUESDAY, 'x', IN_EMERGENCY),)
    item.state = PUBLISHED
    send(registry)(ObjectModified(item))
    transaction.commit()
    return item


def test_an_emergency_is_called_to_mind_on_each_day_until_somebody_has_looked(
        emergency, clock, registry, told, staff):
    clock.at = parse('2026-11-25T07:59')
    early = look(registry)
    clock.at = parse('2026-11-25T08:00')
    look(registry), look(registry)
    first = told('soxaydung-member')
    clock.at += DAY
    look(registry)
    second = told('soxaydung-member')
    emergency.concluded.second_look = Event(clock.at, 'u', 'look', 'published', 'published')
    send(registry)(ObjectModified(emergency))
    transaction.commit()
    clock.at += 5 * DAY
    look(registry)

    assert (early, first, second) == ((0, 0), ['second_look'], ['second_look'] * 2)
    assert told('soxaydung-member') == ['second_look'] * 2
    assert told('bavi-member') == []


def test_over_the_weekend_nobody_is_reminded(emergency, clock, registry, told):
    friday = parse('2026-11-27T16:00')
    emergency.concluded.approvals = (
        Approval('u', friday, 'x', IN_EMERGENCY),)
    send(registry)(ObjectModified(emergency))
    transaction.commit()
    clock.at = parse('2026-11-29T12:00')
    sunday = look(registry)
    clock.at = parse('2026-11-30T08:00')

    assert (sunday, look(registry)) == ((0, 0), (1, 0))


def test_a_new_day_off_tells_the_board_of_both_days_of_a_second_look_once(
        emergency, clock, registry, staff, small_portal):
    title, kind = 'Xem lại tin, bài đăng khẩn', 'second_look_redated'
    board = [staff[f'soxaydung-{role}'] for role in ('head', 'deputy', 'member')]
    assert moved_by(registry, small_portal, '2026-11-25') == [
        (title, emergency.__parent__.__parent__.title, '2026-11-25', '2026-11-26')]
    assert moved_by(registry, small_portal, '2026-11-26') == []
    clock.pass_(hours=1)
    enter(registry, small_portal, '2026-11-26')
    follow(registry, 'second look calendar')
    assert [told_days(registry, each, kind) for each in board] == [[]] * 3

    enter(registry, small_portal, '2026-11-25')
    for _again in range(2):
        follow(registry, 'second look calendar')

    assert [told_days(registry, each, kind) for each in board] == [
        ['25/11/2026 → 27/11/2026']] * 3
    for login in ('soxaydung-editor', 'bavi-head'):
        assert told_days(registry, staff[login], kind) == []
    emergency.concluded.second_look = Event(clock.at, 'u', 'look', 'published', 'published')
    transaction.commit()
    assert moved_by(registry, small_portal, '2026-11-27') == [], 'its moment is still in the index'


def test_the_days_of_a_second_look_are_those_of_the_table_on_the_day_of_publishing(
        emergency, registry, small_portal, monkeypatch):
    rules = registry.getUtility(IReviewRules)
    monkeypatch.setattr(rules, '_rules', (
        Rule(name=RULE, working_days=1, basis='x', starts=None, ends=TUESDAY.date()),
        Rule(name=RULE, working_days=3, basis='y', starts=TUESDAY.date() + DAY, ends=None)))
    dues = [due_from(TUESDAY + days * DAY, small_portal, registry) for days in (0, 1)]

    assert [local(each).date().isoformat() for each in dues] == ['2026-11-25', '2026-11-30']


def holes(registry):
    with opened(registry, 'test') as environment:
        tell_of_holes(environment)


def test_the_heads_are_told_once_which_windows_nobody_sees_to_tomorrow(
        staff, clock, registry, told):
    holes(registry)
    holes(registry)

    assert told('soxaydung-head') == told('soxaydung-deputy') == ['roster_hole']
    assert told('soxaydung-member') == []
    [hole] = notifying(registry).list(staff['soxaydung-head'])
    assert hole.details['note'].startswith('25/11/2026: ')


def test_who_has_filled_the_roster_is_not_told(staff, clock, registry, told, small_portal):
    site = small_portal['sites']['soxaydung']
    with opened(registry, 'test') as environment:
        def fill():
            roster = environment.request.service(IRoster)
            place = environment.portal['sites']['soxaydung']
            tomorrow = datetime.date(2026, 11, 25)
            for window in roster.windows(place, tomorrow):
                roster.assign(place, tomorrow, window.code, staff['soxaydung-member'].id, 'u')

        environment.in_transaction(fill)
    holes(registry)

    assert site.board is not None
    assert (told('soxaydung-head'), told('bavi-head')) == ([], ['roster_hole'])


def test_at_night_nobody_is_told_of_holes(staff, clock, registry, told):
    clock.at = parse('2026-11-24T07:59')
    holes(registry)

    assert told('soxaydung-head') == []


def changes(registry):
    with opened(registry, 'test') as environment:
        tell_of_changes(environment)


@pytest.mark.clause('9.5')
def test_who_decides_on_a_board_is_told_before_its_head_goes_and_when(
        staff, clock, registry, told, small_portal):
    site = small_portal['sites']['soxaydung']
    seat(site, staff['soxaydung-head'].id, HEAD, Grant('QĐ 3', ends=clock.at + 7 * DAY - HOUR))
    transaction.commit()
    changes(registry)
    changes(registry)

    for login in ('quanly', 'chuquan', 'soxaydung-head', 'soxaydung-deputy'):
        assert told(login) == ['board_ending'], login
    [notice] = notifying(registry).list(staff['quanly'])
    assert notice.details['note'] == '01/12/2026: không còn Trưởng Ban Biên tập'
    assert told('soxaydung-editor') == told('bavi-head') == []
    clock.at += DAY
    changes(registry)
    assert told('soxaydung-deputy') == ['board_ending'], 'not told each day'


@pytest.mark.clause('9.5')
def test_who_decides_is_told_before_the_last_who_approves_goes(
        staff, clock, registry, told, small_portal):
    site, until = small_portal['sites']['soxaydung'], clock.at + 7 * DAY - HOUR
    for seated in BoardService(lambda permission, place: True, clock, send(registry)).seats(site):
        seat(site, seated.account, seated.role, Grant('QĐ 3', ends=until))
    transaction.commit()
    changes(registry)

    assert told('quanly') == ['board_ending']
    [notice] = notifying(registry).list(staff['quanly'])
    assert notice.details['note'] == '01/12/2026: không còn người phê duyệt'


@pytest.mark.clause('9.5')
def test_an_account_that_is_closed_leaves_its_seat_empty(
        staff, clock, registry, told, small_portal):
    for login in ('soxaydung-head', 'bavi-head', 'bavi-deputy', 'bavi-member'):
        staff[login].suspended = True
    transaction.commit()
    changes(registry)
    transaction.begin()
    names = {site.__oid__: site.__name__ for site in small_portal['sites'].values()}
    found = {names[notice.oid]: (notice.kind, notice.details['note']) for notice in
             notifying(registry).list(staff['chuquan'])}

    assert found == {
        'soxaydung': ('board_lacking', 'không còn Trưởng Ban Biên tập'),
        'bavi': ('board_lacking', 'không còn người phê duyệt')}
