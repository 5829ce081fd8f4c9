"""``bin/portal user``: accounts and roles from the command line (clause 8.7)."""
from types import SimpleNamespace

import pytest
import transaction
from hanoiportal.base.clock import SystemClock
from hanoiportal.kernel.security.authentication.attempts import attempts_in, get_or_create_attempts
from hanoiportal.kernel.security.authorization.grants import revoke, roles_at
from hanoiportal.kernel.security.authorization.workplaces import workplace_of
from hanoiportal.kernel.storage.interfaces import INTERACTIONS
from hanoiportal.safekeeping.audit.interfaces import LogQuery
from hanoiportal.safekeeping.audit.services import AuditService
from hanoiportal.shells.commands import user
from hanoiportal.shells.commands.environment import Failure
from hanoiportal.shells.console.people.accounts import workplace_field
from hanoiportal.shells.console.people.finding import sites_of
from hanoiportal.types.component_site import PRACTICE, SERVICE
from support.people import log_in

GOOD = 'Chợ-Đồng-Xuân-1889'


def options(**changes):
    return SimpleNamespace(**{
        'action': 'add', 'login': 'lan', 'name': 'Nguyễn Thị Lan', 'role': 'operator', 'at': '/',
        'basis': 'Quyết định giao nhiệm vụ', 'workplace': '', 'password_stdin': True, **changes})


@pytest.fixture
def typed(monkeypatch):
    """callable(text): what standard input holds."""
    def give(text):
        monkeypatch.setattr('sys.stdin', SimpleNamespace(readline=lambda: text + '\n'))

    return give


def roles(environment, path='/'):
    portal = environment.portal
    place = portal if path == '/' else portal['sites'][path.rsplit('/')[-1]]
    return roles_at(place, {portal['accounts']['lan'].id}, SystemClock().now())


@pytest.mark.clause('16.1/1')
@pytest.mark.clause('8.7')
def test_an_account_gets_its_role_at_a_place_and_below(environment, small_portal, typed):
    typed(GOOD)

    user.run(environment, options(at='/sites/bavi'))

    assert roles(environment, '/sites/bavi') == {'operator'}
    assert roles(environment) == set()
    assert roles(environment, '/sites/soxaydung') == set()
    account = small_portal['accounts']['lan']
    assert small_portal['sites']['bavi'].local_roles[account.id]['operator'].basis == (
        'Quyết định giao nhiệm vụ')
    assert small_portal['accounts'].authenticate('lan', GOOD) is account


def test_a_second_role_leaves_the_first_and_the_password(environment, small_portal, typed):
    typed(GOOD)
    user.run(environment, options())

    user.run(environment, options(role='inspector', password_stdin=False))

    assert roles(environment) == {'operator', 'inspector'}
    assert small_portal['accounts'].authenticate('lan', GOOD)


@pytest.mark.clause('9.3')
@pytest.mark.clause('20.1')
def test_a_person_works_where_it_is_said_or_else_where_the_first_role_is(
        environment, small_portal, capsys):
    sites = small_portal['sites']
    editor = options(login='mai', role='editor', at='/sites/bavi', password_stdin=False)
    user.run(environment, editor)
    mai = small_portal['accounts']['mai']
    assert mai.workplace == sites['bavi'].__oid__

    for changes, told in (({'workplace': 'khong-co'}, 'khong-co'),
                          ({'at': '/sites/soxaydung'}, 'quy chế phối hợp')):
        with pytest.raises(Failure, match=told):
            user.run(environment, SimpleNamespace(**{**vars(editor), **changes}))
    user.run(environment, SimpleNamespace(**{
        **vars(editor), 'at': '/sites/soxaydung', 'workplace': 'soxaydung'}))
    assert mai.workplace == sites['soxaydung'].__oid__
    audit = AuditService(environment.registry, lambda *asked: True)
    wanted = LogQuery(action='change_workplace', oid=mai.__oid__)
    [logged] = audit.entries(mai, 0, 9, wanted).items
    assert (logged.before, logged.after) == ('/sites/bavi', '/sites/soxaydung')

    mai.workplace = None  # as of before it was noted: the first of two roles says it
    transaction.commit()
    capsys.readouterr()
    user.run(environment, options(action='workplaces'))
    user.run(environment, options(action='workplaces'))
    assert mai.workplace in (sites['bavi'].__oid__, sites['soxaydung'].__oid__)
    assert capsys.readouterr().out.startswith('mai\t/sites/')

    own, other = sites['bavi'], sites['soxaydung']
    revoke(other, mai.id, 'editor')
    other.purpose, mai.workplace = PRACTICE, other.__oid__
    assert workplace_of(small_portal, mai) is own
    assert [other.__name__] == [name for name, _title in sites_of(small_portal)
                                if name not in dict(workplace_field(small_portal, '').choices)]
    transaction.commit()
    user.run(environment, options(action='workplaces'))
    assert mai.workplace == own.__oid__
    newcomer = {**vars(editor), 'login': 'hoa'}
    user.run(environment, SimpleNamespace(**{**newcomer, 'at': '/sites/soxaydung'}))
    for changes, told in (({'workplace': 'soxaydung'}, 'there is no site'),
                          ({'role': 'responder'}, 'mới chỉ có vai trò ở trang thực hành')):
        with pytest.raises(Failure, match=told):
            user.run(environment, SimpleNamespace(**{**newcomer, **changes}))
    user.run(environment, SimpleNamespace(**{**newcomer, 'workplace': 'bavi'}))
    assert small_portal['accounts']['hoa'].id in own.local_roles, 'now it is known who employs her'
    other.purpose, own.owner, small_portal.owner, mai.workplace = SERVICE, '', '', None
    assert workplace_of(small_portal, mai) is own, 'nobody has said yet who owns it'


def test_a_new_password_opens_an_account_that_wrong_ones_have_closed(
        environment, small_portal, typed):
    typed(GOOD)
    user.run(environment, options())
    account, now = small_portal['accounts']['lan'], SystemClock().now()
    interactions = small_portal[INTERACTIONS].mounted()
    for _ in range(5):
        get_or_create_attempts(interactions).failed(account.id, now, 5, 12)
    transaction.commit()
    closed = attempts_in(interactions).closed_until(account.id, now)

    user.run(environment, options())

    assert closed
    assert not attempts_in(interactions).closed_until(account.id, now)


def test_a_new_password_is_in_the_log_and_told_to_its_owner(environment, small_portal, typed):
    typed(GOOD)
    user.run(environment, options())
    account = small_portal['accounts']['lan']
    audit = AuditService(environment.registry, lambda *asked: True)
    wanted = LogQuery(action='change_password', oid=account.__oid__)
    assert audit.entries(account, 0, 9, wanted).items == () and account.notices is None
    account.must_change_password = False
    transaction.commit()

    user.run(environment, options())

    [entry] = audit.entries(account, 0, 9, wanted).items
    assert entry.who == 'system'
    assert [each[0] for each in account.notices.entries.values()] == ['account_changed']
    assert account.must_change_password


def test_the_password_of_a_new_account_is_good_once(environment, small_portal, typed, app):
    typed(GOOD)
    user.run(environment, options())

    assert small_portal['accounts']['lan'].must_change_password
    page = log_in(app, 'lan', GOOD).follow()
    assert page.request.path == '/password'
    assert app.get('/desk').location.endswith('/password')


def test_an_account_without_a_role_is_added_and_waits_for_one(
        environment, small_portal, typed, capsys):
    typed(GOOD)

    user.run(environment, options(role=None, basis=''))

    assert roles(environment) == set()
    assert capsys.readouterr().out == 'lan: no role given\n'
    user.run(environment, options(role='inspector', password_stdin=False))
    assert roles(environment) == {'inspector'}


@pytest.mark.parametrize('changes', [{'at': '/sites/bavi'}, {'at': '/'}])
def test_a_place_and_a_basis_without_a_role_are_refused(environment, small_portal, changes):
    with pytest.raises(Failure, match='give --role'):
        user.run(environment, options(role=None, password_stdin=False, **changes))

    assert list(small_portal['accounts']) == []


@pytest.mark.parametrize(('changes', 'password', 'words'), [
    ({}, 'short', '8 đến 256'), ({}, 'alllowercase1-', 'chữ hoa'),
    ({'login': 'Lan Anh'}, GOOD, 'Tên đăng nhập'), ({'at': '/sites/nobody'}, GOOD, 'nothing at')])
def test_what_cannot_be_is_refused_and_nothing_is_kept(
        environment, small_portal, typed, changes, password, words):
    typed(password)

    with pytest.raises(Failure, match=words):
        user.run(environment, options(**changes))

    assert list(small_portal['accounts']) == []
