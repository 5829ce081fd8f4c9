"""The duty roster: which member of the board sees to each publishing window (13.2)."""
import datetime

import pytest
from hanoiportal.base.clock import parse
from hanoiportal.base.errors import Refused
from hanoiportal.base.permissions import ASSIGN
from hanoiportal.editorial.boards.interfaces import IRoster
from hanoiportal.editorial.boards.roster import RosterService
from hanoiportal.editorial.boards.services import BoardService
from hanoiportal.editorial.windows.interfaces import IWindows
from hanoiportal.editorial.windows.table import read_windows
from hanoiportal.kernel.security.authorization.roles import BOARD_MEMBER, HEAD
from hanoiportal.platform.calendar.interfaces import ICalendars
from support.clocks import SetClock
from zope.interface.verify import verifyObject

START, END = parse('2026-01-01'), parse('2026-12-16T09:00')
NOW = parse('2026-12-01T20:00')
TUESDAY, SATURDAY = datetime.date(2026, 12, 1), datetime.date(2026, 12, 5)
MONDAY = datetime.date(2026, 11, 30)
WEEK = datetime.timedelta(days=7)
DECISION = 'QĐ 15'


def yes(permission, resource):
    return True


@pytest.fixture
def actions():
    return []


@pytest.fixture
def boards():
    return BoardService(yes, SetClock(NOW), lambda event: None)


@pytest.fixture
def roster(boards, registry, actions, small_portal):
    return RosterService(
        lambda permission, resource: permission == ASSIGN, SetClock(NOW), actions.append, boards,
        registry.getUtility(IWindows),
        registry.getUtility(ICalendars)(small_portal).known_on())


@pytest.fixture
def site(small_portal, registry, boards):
    """A site with a board: its head and a member, ``site.people``."""
    site, accounts = small_portal['sites']['soxaydung'], small_portal['accounts']
    boards.found(site, DECISION, START, END, 'u0')
    for login, role in (('truong', HEAD), ('vien', BOARD_MEMBER)):
        account = accounts.create(login, registry=registry)
        boards.appoint(site, account.id, role, DECISION, START, END, 'u0')
    return site


@pytest.fixture
def member(small_portal, site):
    return small_portal['accounts']['vien'].id


def codes(windows):
    return [window.code for window in windows]


def test_the_service_keeps_its_promise(roster):
    assert verifyObject(IRoster, roster)


def test_the_city_publishes_three_times_on_every_day(roster, small_portal):
    for day in (TUESDAY, SATURDAY, datetime.date(2026, 9, 2)):
        assert codes(roster.windows(small_portal, day)) == ['sang', 'chieu', 'toi']


def test_a_site_publishes_twice_on_a_working_day(roster, site):
    assert codes(roster.windows(site, TUESDAY)) == ['sang', 'chieu']
    assert roster.windows(site, SATURDAY) == ()
    assert roster.windows(site, datetime.date(2026, 9, 2)) == ()


def test_a_window_is_law_from_its_first_day_on(roster, site):
    assert roster.windows(site, datetime.date(2025, 8, 15)) == ()
    assert codes(roster.windows(site, datetime.date(2025, 8, 18))) == ['sang', 'chieu']


def test_a_member_is_assigned_to_a_window_and_taken_from_it(roster, site, member, actions):
    roster.assign(site, TUESDAY, 'sang', member, 'u0')
    assert roster.on_duty(site, TUESDAY) == {'sang': member}
    assert codes(roster.holes(site, TUESDAY)) == ['chieu']

    roster.assign(site, TUESDAY, 'sang', '', 'u0')
    roster.assign(site, TUESDAY, 'sang', '', 'u0')
    assert roster.on_duty(site, TUESDAY) == {} and not site.board.roster
    assert [(action.action, action.before, action.after) for action in actions] == [
        ('board-roster', '', member), ('board-roster', member, '')]


@pytest.mark.parametrize('day, window, account', [
    (TUESDAY, 'toi', None), (SATURDAY, 'sang', None), (TUESDAY, 'sang', 'u-none'),
    (datetime.date(2026, 12, 16), 'chieu', None)])
def test_a_duty_that_cannot_be_is_refused(roster, site, member, day, window, account):
    with pytest.raises(Refused):
        roster.assign(site, day, window, account or member, 'u0')


def test_a_member_whose_seat_ends_during_the_day_leaves_the_later_window_open(
        roster, site, member, boards):
    day = datetime.date(2026, 12, 15)
    for window in ('sang', 'chieu'):
        roster.assign(site, day, window, member, 'u0')
    boards.dismiss(site, member, BOARD_MEMBER, 'QĐ 16', parse('2026-12-15T12:00'), 'u0')

    assert codes(roster.holes(site, day)) == ['chieu']


def test_a_week_is_copied_to_the_next_where_nobody_stands_yet(roster, site, member, small_portal):
    head = small_portal['accounts']['truong'].id
    for day in range(5):
        roster.assign(site, MONDAY + datetime.timedelta(days=day), 'sang', member, 'u0')
    roster.assign(site, MONDAY + WEEK, 'sang', head, 'u0')

    assert roster.copy_week(site, TUESDAY, 'u0') == 4
    assert roster.on_duty(site, MONDAY + WEEK) == {'sang': head}
    assert roster.on_duty(site, TUESDAY + WEEK) == {'sang': member}
    assert roster.copy_week(site, MONDAY, 'u0') == 0


def test_who_is_of_the_board_no_more_is_not_copied(roster, site, member):
    wednesday = datetime.date(2026, 12, 9)
    roster.assign(site, wednesday, 'chieu', member, 'u0')

    assert roster.copy_week(site, wednesday, 'u0') == 0  # the term ends on the sixteenth at nine


def test_holes_are_told_a_day_ahead(roster, site, member, small_portal):
    wednesday = datetime.date(2026, 12, 2)
    roster.assign(site, wednesday, 'chieu', member, 'u0')

    (found, day, windows), = roster.holes_ahead(small_portal)
    assert (found, day, codes(windows)) == (site, wednesday, ['sang'])
    roster.assign(site, wednesday, 'sang', member, 'u0')
    assert list(roster.holes_ahead(small_portal)) == []


def test_only_who_may_assign_keeps_the_roster(site, member, boards, registry, small_portal):
    nobody = RosterService(
        lambda permission, resource: False, SetClock(NOW), print, boards,
        registry.getUtility(IWindows),
        registry.getUtility(ICalendars)(small_portal).known_on())

    with pytest.raises(Refused):
        nobody.assign(site, TUESDAY, 'sang', member, member)
    with pytest.raises(Refused):
        nobody.copy_week(site, MONDAY, member)


def test_a_site_without_a_board_has_no_roster(roster, small_portal, member):
    other = small_portal['sites']['bavi']

    assert roster.on_duty(other, TUESDAY) == {}
    with pytest.raises(Refused):
        roster.assign(other, TUESDAY, 'sang', member, 'u0')


@pytest.mark.parametrize('row', [
    'sang,portal,every,Sáng,25:00,09:00,x,2025-08-16,,',
    'sang,city,every,Sáng,07:30,09:00,x,2025-08-16,,',
    'sang,portal,some,Sáng,07:30,09:00,x,2025-08-16,,'])
def test_a_table_that_cannot_be_read_names_the_line(tmp_path, row):
    file = tmp_path / 'windows.csv'
    file.write_text(
        'code,site,days,title_vi,opens,closes,basis,valid_from,valid_to,note\n' + row)

    with pytest.raises(ValueError, match='line 2'):
        read_windows(file)
