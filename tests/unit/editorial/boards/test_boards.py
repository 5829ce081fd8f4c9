"""Founding a board, seating its members, and what follows from it."""
import datetime
from types import SimpleNamespace

import pytest
from hanoiportal.base.clock import parse
from hanoiportal.base.errors import Refused
from hanoiportal.base.interfaces import IClock
from hanoiportal.base.permissions import EDIT, FOUND_BOARD, MANAGE_BOARD, NOT_ALLOWED
from hanoiportal.editorial.boards.interfaces import IBoards, IRoster
from hanoiportal.editorial.boards.services import (
    NOT_THE_OWNER,
    BoardService,
    board_service,
    roster_service,
)
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.reasons import Holder
from hanoiportal.kernel.security.authorization.roles import (
    BOARD_MEMBER,
    DEPUTY_HEAD,
    EDITOR,
    HEAD,
    OWNER_BODY,
)
from hanoiportal.kernel.tree.events import Action
from support.clocks import SetClock
from zope.interface.verify import verifyObject

SECOND = datetime.timedelta(seconds=1)
START, END = parse('2026-01-01'), parse('2031-01-01')
NOW = parse('2026-11-24T09:00')
DECISION = 'QĐ 15/QĐ-SXD ngày 05/01/2026'


@pytest.fixture
def actions():
    return []


@pytest.fixture
def boards(actions):
    return BoardService(
        lambda permission, resource: permission in (FOUND_BOARD, MANAGE_BOARD), SetClock(NOW),
        actions.append)


@pytest.fixture
def site(small_portal):
    return small_portal['sites']['soxaydung']


@pytest.fixture
def person(small_portal, registry):
    """``person(login)``: the account of that log-in, new if need be."""
    accounts = small_portal['accounts']
    return lambda login: accounts.get(login) or accounts.create(login, registry=registry)


@pytest.fixture
def founded(boards, site):
    boards.found(site, DECISION, START, END, 'u0', 'Quy chế hoạt động')
    return site


@pytest.fixture
def appoint(boards, founded, person):
    """``appoint(login, role, …)``: that person in the board of ``site``; returns the id."""
    def seated(login, role, starts=START, ends=None, **how):
        account = person(login).id
        boards.appoint(founded, account, role, DECISION, starts, ends, 'u0', **how)
        return account

    return seated


def who(boards, site, now=NOW):
    return [(each.account, each.role) for each in boards.members(site, now)]


def test_the_service_keeps_its_promise(boards):
    assert verifyObject(IBoards, boards)


@pytest.mark.clause('6.3.BBT')
@pytest.mark.clause('18.2')
def test_a_board_has_a_decision_a_term_a_head_deputies_and_members(boards, founded, appoint):
    head, deputy = appoint('truong', HEAD), appoint('pho', DEPUTY_HEAD)
    member = appoint('vien', BOARD_MEMBER)

    board = boards.board(founded)
    assert (board.decision, board.starts, board.ends) == (DECISION, START, END)
    assert board.regime == 'Quy chế hoạt động'
    assert who(boards, founded) == [
        (head, HEAD), (deputy, DEPUTY_HEAD), (member, BOARD_MEMBER)]
    assert founded.local_roles[head][HEAD].ends == END


@pytest.mark.clause('18.2')
def test_a_board_is_in_force_from_the_first_to_the_last_second_of_its_term(
        boards, founded, appoint):
    head = appoint('truong', HEAD)

    moments = [START - SECOND, START, END - SECOND, END]
    assert [boards.is_active(founded, at) for at in moments] == [False, True, True, False]
    assert [boards.is_member(founded, head, at) for at in moments] == [False, True, True, False]


@pytest.mark.clause('9.5')
def test_a_board_without_a_head_is_not_in_force(boards, site, appoint):
    assert not boards.is_active(site, NOW)
    appoint('pho', DEPUTY_HEAD)
    assert not boards.is_active(site, NOW)


def test_no_board_no_member(boards, small_portal, person):
    other = small_portal['sites']['bavi']

    assert boards.board(other) is None and boards.members(other, NOW) == []
    assert not boards.is_active(other, NOW)
    assert not boards.is_member(other, person('ai').id, NOW)


@pytest.mark.clause('8.7')
def test_who_sits_for_a_time_loses_every_right_at_the_instant(
        boards, small_portal, founded, appoint, person):
    until = NOW + 60 * SECOND
    appoint('truong', HEAD)
    appoint('vien', BOARD_MEMBER, ends=until)

    def may(moment):
        return Holder(small_portal, person('vien'), moment).may(EDIT, founded)

    assert may(until - SECOND) == BOARD_MEMBER
    assert may(until) is None
    assert not boards.is_member(founded, person('vien').id, until)


@pytest.mark.clause('18.2')
def test_a_second_head_is_refused_and_a_successor_ends_the_first(boards, founded, appoint):
    first = appoint('truong', HEAD)
    with pytest.raises(Refused) as refused:
        appoint('moi', HEAD, NOW)
    assert list(refused.value.reasons) == ['role']

    second = appoint('moi', HEAD, NOW, succeeds=True)

    assert who(boards, founded, NOW - SECOND) == [(first, HEAD)]
    assert who(boards, founded, NOW) == [(second, HEAD)]
    assert boards.is_active(founded, NOW - SECOND) and boards.is_active(founded, NOW)


def test_a_head_may_follow_one_whose_term_is_over(boards, founded, appoint):
    appoint('truong', HEAD, ends=NOW)
    second = appoint('moi', HEAD, NOW)

    assert who(boards, founded) == [(second, HEAD)]


def test_a_deputy_who_becomes_head_is_deputy_no_more(boards, founded, appoint):
    appoint('pho', DEPUTY_HEAD)
    account = appoint('pho', HEAD, NOW)

    assert who(boards, founded, NOW - SECOND) == [(account, DEPUTY_HEAD)]
    assert who(boards, founded, NOW) == [(account, HEAD)]


def test_nobody_is_a_member_before_a_board_that_was_founded_anew_begins(
        boards, founded, appoint):
    account = appoint('vien', BOARD_MEMBER)
    boards.found(founded, 'QĐ 2', NOW + SECOND, END, 'u0')

    assert not boards.is_member(founded, account, NOW)
    assert boards.is_member(founded, account, NOW + SECOND)
    assert who(boards, founded, NOW) == []


def test_a_head_may_be_appointed_again_without_standing_in_their_own_way(
        boards, founded, appoint):
    account = appoint('truong', HEAD)

    assert appoint('truong', HEAD, NOW) == account
    assert who(boards, founded) == [(account, HEAD)]


def test_no_right_of_a_seat_begins_before_its_board_or_ends_after_it(boards, founded, appoint):
    early = appoint('som', BOARD_MEMBER, START - SECOND, END + SECOND)
    short = appoint('ngan', BOARD_MEMBER, START + SECOND, END - SECOND)

    given = founded.local_roles[early][BOARD_MEMBER], founded.local_roles[short][BOARD_MEMBER]
    assert [(each.starts, each.ends) for each in given] == [
        (START, END), (START + SECOND, END - SECOND)]


def test_a_board_without_an_end_leaves_the_seats_theirs(boards, site, person):
    boards.found(site, DECISION, START, None, 'u0')
    account = person('vien').id
    boards.appoint(site, account, BOARD_MEMBER, DECISION, START, END, 'u0')
    boards.found(site, DECISION, START, None, 'u0')

    assert site.local_roles[account][BOARD_MEMBER].ends == END
    assert boards.is_member(site, account, END - SECOND)


def test_a_head_is_appointed_beside_those_who_are_none(boards, founded, appoint):
    deputy = appoint('pho', DEPUTY_HEAD)
    head = appoint('truong', HEAD)

    assert who(boards, founded) == [(head, HEAD), (deputy, DEPUTY_HEAD)]


def test_who_edits_at_the_site_is_no_member_of_its_board(boards, founded, person):
    account = person('bientap').id
    grant(founded, account, EDITOR)

    assert not boards.is_member(founded, account, NOW)


def test_a_decision_and_a_regime_may_be_so_long_and_no_longer(boards, site):
    for decision, regime, field in (('x' * 501, '', 'decision'), ('x', 'x' * 20_001, 'regime')):
        with pytest.raises(Refused) as refused:
            boards.found(site, decision, START, END, 'u0', regime)
        assert list(refused.value.reasons) == [field]

    board = boards.found(site, 'x' * 500, START, END, 'u0', 'x' * 20_000)
    assert board is site.board and (len(board.decision), len(board.regime)) == (500, 20_000)


def test_a_board_that_is_founded_anew_says_what_was_before(actions, boards, founded):
    boards.found(founded, 'QĐ 2', START, END, 'u0')

    assert [(action.before, action.after) for action in actions] == [('', DECISION),
                                                                     (DECISION, 'QĐ 2')]


def test_only_who_sits_then_is_dismissed_and_by_a_decision(boards, site, person):
    boards.found(site, DECISION, START, None, 'u0')
    account = person('vien').id

    def refused(decision='QĐ 16', role=BOARD_MEMBER, ends=NOW):
        with pytest.raises(Refused) as error:
            boards.dismiss(site, account, role, decision, ends, 'u0')
        return list(error.value.reasons)

    assert refused() == ['']
    boards.appoint(site, account, BOARD_MEMBER, DECISION, START, None, 'u0')
    assert refused(' ') == ['decision'] and refused(role=DEPUTY_HEAD) == ['']
    boards.dismiss(site, account, BOARD_MEMBER, 'QĐ 16', NOW, 'u0')
    assert refused() == refused(ends=NOW + SECOND) == ['']
    boards.appoint(site, account, HEAD, DECISION, NOW, None, 'u0')
    boards.dismiss(site, account, BOARD_MEMBER, 'QĐ 17', NOW - SECOND, 'u0')
    assert site.local_roles[account][BOARD_MEMBER].ends == NOW - SECOND


@pytest.mark.parametrize('record', [
    None, [], 'QĐ', {}, {'decision': 'QĐ 1'}, {'starts': '2026-01-01'},
    {'decision': 'QĐ 1', 'starts': '2026-01-01', 'more': 'x'},
    {'decision': 7, 'starts': '2026-01-01'}, {'decision': 'QĐ 1', 'starts': 'x'},
    {'decision': 'QĐ 1', 'starts': '2026-01-01', 'regime': 7},
    {'decision': 'QĐ 1', 'starts': '2026-01-01', 'ends': 'x'}])
def test_a_record_that_is_none_of_a_board_is_refused(boards, site, record):
    with pytest.raises(Refused) as refused:
        boards.restore(site, record)

    assert list(refused.value.reasons) == ['board'] and site.board is None


def test_the_least_record_of_a_board_is_taken(boards, site):
    boards.restore(site, {'decision': 'QĐ 1', 'starts': '2026-01-01'})

    assert (site.board.decision, site.board.starts, site.board.ends, site.board.regime) == (
        'QĐ 1', START, None, '')


def test_a_request_has_the_services_of_boards(registry, site):
    request = SimpleNamespace(
        registry=registry, root=site, has_permission=lambda *asked: True)

    assert verifyObject(IBoards, board_service(request))
    assert verifyObject(IRoster, roster_service(request))
    assert board_service(request).found(site, DECISION, START, END, 'u0') is site.board


def test_who_is_appointed_again_sits_without_a_gap(boards, founded, appoint):
    account = appoint('vien', BOARD_MEMBER, ends=NOW + 60 * SECOND)
    appoint('vien', BOARD_MEMBER, NOW + 60 * SECOND)

    assert boards.is_member(founded, account, NOW)
    assert boards.is_member(founded, account, END - SECOND)


def test_who_is_dismissed_sits_until_the_day_given(boards, founded, appoint):
    account = appoint('vien', BOARD_MEMBER)
    boards.dismiss(founded, account, BOARD_MEMBER, 'QĐ 16', NOW, 'u0')

    assert boards.is_member(founded, account, NOW - SECOND)
    assert not boards.is_member(founded, account, NOW)
    with pytest.raises(Refused):
        boards.dismiss(founded, account, BOARD_MEMBER, 'QĐ 16', NOW, 'u0')


def test_a_new_decision_with_a_shorter_term_ends_the_seats_with_it(boards, founded, appoint):
    account = appoint('truong', HEAD)
    boards.found(founded, 'QĐ 2', START, NOW, 'u0')

    assert not boards.is_active(founded, NOW)
    assert founded.local_roles[account][HEAD].ends == NOW
    boards.found(founded, 'QĐ 3', START, END, 'u0')
    assert not boards.is_active(founded, NOW)


@pytest.mark.clause('9.2')
def test_a_head_of_the_city_is_no_member_of_a_department_s_board(
        boards, small_portal, founded, person):
    account = person('truong').id
    boards.found(small_portal, DECISION, START, END, 'u0')
    boards.appoint(small_portal, account, HEAD, DECISION, START, None, 'u0')

    assert boards.is_active(small_portal, NOW)
    assert not boards.is_member(founded, account, NOW)
    assert not boards.is_active(founded, NOW)


@pytest.mark.parametrize('change', [
    {'account': 'u-none'}, {'role': EDITOR}, {'decision': '  '}, {'decision': 'x' * 501},
    {'ends': START}, {'starts': END}])
def test_a_seat_with_a_mistake_is_refused(boards, founded, person, change):
    good = {'account': person('vien').id, 'role': BOARD_MEMBER, 'decision': DECISION,
            'starts': START, 'ends': None}
    with pytest.raises(Refused):
        boards.appoint(founded, **{**good, **change}, actor='u0')

    assert boards.seats(founded) == []


def test_nobody_is_seated_before_the_board_is_founded(boards, site, person):
    with pytest.raises(Refused):
        boards.appoint(site, person('vien').id, HEAD, DECISION, START, END, 'u0')


def test_a_board_needs_a_decision_a_term_and_a_site(boards, site):
    for decision, starts, ends in ((' ', START, END), (DECISION, END, START)):
        with pytest.raises(Refused):
            boards.found(site, decision, starts, ends, 'u0')
    with pytest.raises(Refused):
        boards.found(site['tin-tuc-su-kien'], DECISION, START, END, 'u0')
    assert boards.board(site) is None


@pytest.mark.clause('18.2')
def test_only_who_manages_boards_founds_and_seats(founded, person, registry):
    nobody = BoardService(
        lambda permission, resource: permission not in (FOUND_BOARD, MANAGE_BOARD),
        registry.getUtility(IClock), lambda event: None)
    account = person('vien').id
    for action in (
            lambda: nobody.found(founded, 'QĐ 9', START, END, account),
            lambda: nobody.appoint(founded, account, HEAD, 'QĐ 9', START, END, account),
            lambda: nobody.dismiss(founded, account, HEAD, 'QĐ 9', NOW, account),
            lambda: nobody.restore(founded, {'decision': 'QĐ 9', 'starts': '2026-01-01'})):
        with pytest.raises(Refused) as refused:
            action()
        assert refused.value.reasons == {'': NOT_ALLOWED}
    assert founded.board.decision == DECISION


@pytest.mark.clause('6.3.BBT')
def test_where_there_is_an_owner_body_no_other_account_founds(boards, site, person, small_portal):
    admin, owner, of_ward = (person(each).id for each in ('quantri', 'ubtp', 'ubx'))
    boards.found(site, DECISION, START, END, admin)
    grant(small_portal, owner, OWNER_BODY, Grant(ends=NOW + SECOND))
    grant(small_portal['sites']['bavi'], of_ward, OWNER_BODY)

    for actor in (admin, of_ward):
        with pytest.raises(Refused) as refused:
            boards.found(site, 'QĐ 2', START, END, actor)
        assert refused.value.reasons == {'': NOT_THE_OWNER}
    boards.found(site, 'QĐ 3', START, END, owner)
    boards.found(site, 'QĐ 4', START, END, 'system')
    assert boards.owners(site, NOW) == {owner} and not boards.owners(site, NOW + SECOND)
    assert [boards.is_owner(site, each, NOW) for each in (admin, owner, of_ward, 'system')] == [
        False, True, False, False]
    assert not boards.is_owner(site, owner, NOW + SECOND)


def test_every_action_is_told(actions, boards, founded, appoint):
    account = appoint('vien', BOARD_MEMBER)
    boards.dismiss(founded, account, BOARD_MEMBER, 'QĐ 16', NOW, 'u0')

    assert all(isinstance(action, Action) and action.object is founded for action in actions)
    assert [(action.action, action.actor, action.why) for action in actions] == [
        ('board-found', 'u0', DECISION), ('board-appoint', 'u0', DECISION),
        ('board-dismiss', 'u0', 'QĐ 16')]


def test_a_board_goes_to_another_portal_and_back_as_it_was(boards, founded, small_portal):
    record = founded.board.record()
    other = small_portal['sites']['bavi']
    boards.restore(other, record)

    assert other.board.record() == record
    with pytest.raises(Refused):
        boards.restore(other, {'decision': 'QĐ 1', 'starts': 'hôm nay'})
    with pytest.raises(Refused):
        boards.restore(other, {'decision': 'QĐ 1'})
