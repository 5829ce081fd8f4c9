"""Granting roles at a place, and asking for them without knowing who has an account (8.7, 8.8)."""
import pytest
from hanoiportal.base.clock import SystemClock, parse
from hanoiportal.base.errors import Refused
from hanoiportal.editorial.boards.interfaces import IRoleRequests, ISharing
from hanoiportal.editorial.boards.requests import MOST_WAITING, RoleRequests
from hanoiportal.editorial.boards.sharing import SHARED, SharingService
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.groups import create_group, join
from hanoiportal.kernel.security.authorization.reasons import Holder
from hanoiportal.kernel.security.authorization.roles import (
    ADMINISTRATOR,
    BOARD_MEMBER,
    CONTRIBUTOR,
    EDITOR,
    GRANTABLE,
    HEAD,
    INSPECTOR,
    MANAGER,
    OPERATOR,
)
from support.application import bavi
from zope.interface.verify import verifyObject

START, END = parse('2026-01-01'), parse('2099-01-01')
BASIS = 'QĐ 3/QĐ-BBT'

site = bavi


@pytest.fixture
def actions():
    return []


@pytest.fixture
def sharing(small_portal, staff, actions):
    """``sharing(login)``: the ``ISharing`` of that person."""
    def made(login):
        holder = Holder(small_portal, staff[login], SystemClock().now())
        return SharingService(
            small_portal, holder.may, holder.roles, SystemClock(), actions.append, lambda: True,
            lambda *given: '')

    return made


@pytest.fixture
def requests(small_portal, staff, sharing, actions):
    """``requests(login)``: the ``IRoleRequests`` of that person."""
    def made(login):
        holder = Holder(small_portal, staff[login], SystemClock().now())
        return RoleRequests(
            small_portal, holder.may, sharing(login), SystemClock(), actions.append)

    return made


def names(found):
    return [account.__name__ for account in found[0]]


def test_the_services_keep_their_promises(sharing, requests):
    assert verifyObject(ISharing, sharing('bavi-head'))
    assert verifyObject(IRoleRequests, requests('bavi-head'))


@pytest.mark.parametrize('login, roles', [
    ('bavi-head', SHARED), ('quanly', SHARED), ('soxaydung-head', set()), ('bavi-deputy', set()),
    ('bavi-editor', set()), ('khach', set()), ('kiemtra', set()), ('hanoi-head', set()),
    ('quantri', GRANTABLE), ('vanhanh', SHARED | {OPERATOR, INSPECTOR})])
@pytest.mark.clause('8.7')
def test_nobody_grants_more_than_their_own_role_lets_them(sharing, site, login, roles):
    assert set(sharing(login).roles(site)) == roles


@pytest.mark.clause('8.8')
def test_the_head_chooses_from_the_staff_of_the_site_alone(sharing, site):
    assert names(sharing('bavi-head').known(site['tin-tuc-su-kien'])) == [
        'bavi-contributor', 'bavi-deputy', 'bavi-editor', 'bavi-head', 'bavi-member',
        'bavi-responder', 'bavi-translator']


def test_who_left_the_site_is_of_its_staff_no_more(sharing, site, staff):
    grant(site, staff['bavi-editor'].id, EDITOR, Grant(BASIS, START, parse('2026-01-02')))

    assert 'bavi-editor' not in names(sharing('bavi-head').known(site))


def test_the_members_of_a_group_are_of_the_staff(sharing, site, staff, small_portal):
    group = create_group(small_portal['accounts'], 'Tổ tin')
    other = create_group(small_portal['accounts'], 'Tổ khác')
    join(group, staff['khach'])
    grant(site['tin-tuc-su-kien'], group.id, CONTRIBUTOR)

    accounts, groups = sharing('bavi-head').known(site)
    assert staff['khach'] in accounts and groups == [group]
    assert sharing('quantri').known(site)[1] == [other, group]


@pytest.mark.clause('8.7')
def test_a_role_is_granted_on_a_basis_and_ended(sharing, site, staff, actions):
    service, account = sharing('bavi-head'), staff['bavi-contributor'].id
    service.give(site, account, EDITOR, f' {BASIS} ', START, END, 'u0')
    assert site.local_roles[account][EDITOR] == Grant(BASIS, START, END)

    service.take(site, account, EDITOR, 'u0')
    assert EDITOR not in site.local_roles[account]
    assert [(action.action, action.object, action.why, action.details) for action in actions] == [
        ('grant_role', site, BASIS, {'principal': account}),
        ('revoke_role', site, BASIS, {'principal': account})]


@pytest.mark.parametrize('change', [
    {'role': INSPECTOR}, {'role': BOARD_MEMBER}, {'role': 'king'}, {'basis': ' '},
    {'basis': 'x' * 501}, {'ends': START}, {'principal': 'soxaydung-editor'},
    {'principal': 'khach'}, {'principal': 'u-none'}])
def test_a_grant_that_may_not_be_is_refused(sharing, site, staff, change):
    good = {'principal': 'bavi-contributor', 'role': EDITOR, 'basis': BASIS, 'starts': START,
            'ends': None}
    given = {**good, **change}
    account = staff.get(given['principal'])
    given['principal'] = account.id if account else given['principal']
    before = {who: dict(held) for who, held in site.local_roles.items()}

    with pytest.raises(Refused):
        sharing('bavi-head').give(site, **given, actor='u0')
    assert dict(site.local_roles) == before


def test_a_person_of_another_site_and_one_who_is_nobody_are_refused_alike(sharing, site, staff):
    reasons = []
    for principal in (staff['soxaydung-editor'].id, 'u-none'):
        with pytest.raises(Refused) as refused:
            sharing('bavi-head').give(site, principal, EDITOR, BASIS, None, None, 'u0')
        reasons.append(refused.value.reasons)
    assert reasons[0] == reasons[1]


def test_the_operator_makes_nobody_an_administrator_or_a_manager(sharing, site, staff):
    for role in (ADMINISTRATOR, MANAGER):
        with pytest.raises(Refused):
            sharing('vanhanh').give(site, staff['khach'].id, role, BASIS, None, None, 'u0')


def test_a_role_of_the_board_or_beyond_one_s_own_is_not_ended_here(sharing, site, staff):
    grant(site, staff['khach'].id, INSPECTOR)
    for login, role in (('bavi-member', BOARD_MEMBER), ('khach', INSPECTOR), ('khach', EDITOR)):
        with pytest.raises(Refused):
            sharing('bavi-head').take(site, staff[login].id, role, 'u0')
    assert site.local_roles[staff['khach'].id] == {INSPECTOR: Grant()}


@pytest.fixture
def ask(requests, site, staff):
    """``ask(login)``: what that log-in is asked for by the head of the site."""
    def asked(login, role=EDITOR, asker='bavi-head', **how):
        return requests(asker).ask(
            site, login, role, BASIS, START, None, staff[asker].id, **how)

    return asked


@pytest.mark.clause('8.8')
def test_asking_says_the_same_of_whoever_is_asked_for(ask, requests, site, staff):
    assert ask('khach') is None and ask('khong-co-ai') is None
    for waiting in ('khach', ' khong-co-ai'):
        with pytest.raises(Refused):
            ask(waiting)

    found = requests('bavi-head').asked(site, staff['bavi-head'].id)
    assert [each.login for each in found] == ['khach', 'khong-co-ai']
    assert {(each.role, each.given, each.succeeds) for each in found} == {
        (EDITOR, Grant(BASIS, START, None), False)}
    assert requests('bavi-head').waiting() == []


def test_an_operator_sees_what_is_asked_and_gives_it(ask, requests, site, staff, actions):
    ask(' Khach ')
    asked, = requests('vanhanh').waiting()
    requests('vanhanh').accept(asked.id, staff['vanhanh'].id)

    assert site.local_roles[staff['khach'].id] == {EDITOR: Grant(BASIS, START, None)}
    assert requests('vanhanh').waiting() == []
    assert [(each.action, each.actor) for each in actions if hasattr(each, 'action')] == [
        ('ask_role', staff['bavi-head'].id), ('accept_role', staff['vanhanh'].id)]


def test_an_e_mail_address_finds_the_one_who_has_it(ask, requests, site, staff):
    staff['khach'].email = 'Lan@hanoi.gov.vn'
    ask('lan@HANOI.gov.vn')
    asked, = requests('vanhanh').waiting()
    requests('vanhanh').accept(asked.id, staff['vanhanh'].id)

    assert EDITOR in site.local_roles[staff['khach'].id]


def test_what_nobody_answers_to_cannot_be_given(ask, requests, staff):
    ask('khong-co-ai')
    asked, = requests('vanhanh').waiting()

    with pytest.raises(Refused):
        requests('vanhanh').accept(asked.id, staff['vanhanh'].id)
    with pytest.raises(Refused):
        requests('vanhanh').decline(asked.id, staff['vanhanh'].id, ' ')
    requests('vanhanh').decline(asked.id, staff['vanhanh'].id, 'Sai tên')
    assert requests('vanhanh').waiting() == []


def test_only_who_knows_the_accounts_decides(ask, requests, site, staff):
    ask('khach')
    asked, = requests('vanhanh').waiting()

    for login in ('bavi-head', 'quanly', 'kiemtra'):
        for verb, *why in ((requests(login).accept,), (requests(login).decline, 'Sai tên')):
            with pytest.raises(Refused):
                verb(asked.id, staff[login].id, *why)
    assert staff['khach'].id not in site.local_roles


def test_who_asked_and_has_lost_the_right_gives_nothing(ask, requests, site, staff, small_portal):
    ask('khach')
    asked, = requests('vanhanh').waiting()
    del site.local_roles[staff['bavi-head'].id]

    with pytest.raises(Refused):
        requests('vanhanh').accept(asked.id, staff['vanhanh'].id)
    assert staff['khach'].id not in site.local_roles


def test_the_managing_body_asks_for_a_head_and_an_operator_confirms(ask, requests, site, staff):
    ask('khach', HEAD, 'quanly', succeeds=True)
    asked, = requests('vanhanh').waiting()
    requests('vanhanh').accept(asked.id, staff['vanhanh'].id)

    heads = [who for who, held in site.local_roles.items()
             if HEAD in held and held[HEAD].holds(SystemClock().now())]
    assert heads == [staff['khach'].id]


def test_a_seat_asked_for_without_a_first_day_begins_when_it_is_given(requests, site, staff):
    requests('quanly').ask(
        site, 'khach', HEAD, BASIS, None, None, staff['quanly'].id, succeeds=True)
    asked, = requests('vanhanh').waiting()

    requests('vanhanh').accept(asked.id, staff['vanhanh'].id)

    given = site.local_roles[staff['khach'].id][HEAD]
    assert asked.asked_at <= given.starts and given.holds(SystemClock().now())


@pytest.mark.parametrize('login, role, asker', [
    ('', EDITOR, 'bavi-head'), ('x' * 201, EDITOR, 'bavi-head'), ('a\x00b', EDITOR, 'bavi-head'),
    ('khach', HEAD, 'bavi-head'), ('khach', INSPECTOR, 'bavi-head'),
    ('khach', EDITOR, 'soxaydung-head'), ('khach', EDITOR, 'khach')])
def test_what_one_may_not_grant_one_may_not_ask_for(ask, small_portal, login, role, asker):
    with pytest.raises(Refused):
        ask(login, role, asker)
    assert not getattr(small_portal, 'role_requests', None)


def test_nobody_searches_for_log_in_names_by_asking(ask):
    for number in range(MOST_WAITING):
        ask(f'ten-{number}')

    with pytest.raises(Refused):
        ask('ten-them')
