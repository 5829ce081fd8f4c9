"""Roles whose holders come in by passkey alone, once they have two (ASVS 5.0, 6.3.3, level 3)."""
from dataclasses import replace
from types import SimpleNamespace

import pytest
import transaction
from hanoiportal.base.settings import ISettings
from hanoiportal.base.settingsfile import read_settings
from hanoiportal.kernel.security.authentication import passkeyalone
from hanoiportal.kernel.security.authentication.factors import Passkey
from hanoiportal.kernel.security.authentication.passkeyalone import lacks_passkeys
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.roles import ACCOUNTANT, TITLES
from hanoiportal.shells.commands import user
from pyramid.config import Configurator
from pyramid.paster import get_appsettings
from servers import CONFIG
from support.people import BASIS, PASSWORD, is_in, log_in
from support.second_factors import form_of, second_step


@pytest.fixture
def bound(registry):
    """Let administrators come in by passkey alone."""
    registry.registerUtility(replace(
        registry.getUtility(ISettings), passkey_roles=('administrator',)), ISettings)


@pytest.fixture
def with_passkeys(people, clock):
    """``with_passkeys(login, number)``: let that person have so many."""
    def have(login, number):
        transaction.begin()
        people[login].passkeys = tuple(
            Passkey(f'id{each}', b'', 0, f'Thiết bị {each}', clock.at) for each in range(number))
        transaction.commit()

    return have


@pytest.mark.clause('8.1')
@pytest.mark.parametrize('number', [0, 1])
def test_with_fewer_than_two_passkeys_a_code_opens_the_page_that_adds_them_and_nothing_else(
        visit, enrol, with_passkeys, bound, number):
    telephone, _codes = enrol('quantri')
    with_passkeys('quantri', number)
    browser = visit()

    answer = second_step(browser, 'quantri', telephone.code())

    assert answer.location.endswith('/account') and not is_in(browser)
    assert f'ít nhất hai thiết bị; hiện có {number}' in browser.get('/account').text
    with_passkeys('quantri', 2)
    assert is_in(browser)
    assert 'ít nhất hai thiết bị' not in browser.get('/account').text


@pytest.mark.clause('8.1')
def test_with_two_passkeys_a_code_opens_nothing_and_a_recovery_code_does(
        visit, enrol, with_passkeys, bound):
    telephone, codes = enrol('quantri')
    with_passkeys('quantri', 2)
    browser = visit()

    page = second_step(browser, 'quantri', telephone.code())

    assert page.html.find(id='problem') and not is_in(browser)
    assert 'Hãy dùng khóa truy cập, hoặc nhập một mã khôi phục' in page.text
    assert second_step(browser, 'quantri', codes[0]).status_int == 303 and is_in(browser)


def test_neither_does_a_code_prove_anew_who_it_is(visit, enrol, with_passkeys, bound, clock):
    telephone, codes = enrol('quantri')
    with_passkeys('quantri', 2)
    browser = visit()
    second_step(browser, 'quantri', codes[0])
    page = browser.get('/confirm')
    form = page.forms[form_of(page, 'password')]
    form['password'], form['code'] = 'Cầu-Long-Biên-1902', telephone.code()

    assert form.submit().html.find(id='problem')


def test_it_concerns_nobody_with_other_roles(visit, enrol, with_passkeys, bound):
    telephone, _codes = enrol('vanhanh')
    with_passkeys('vanhanh', 2)
    browser = visit()

    assert second_step(browser, 'vanhanh', telephone.code()).status_int == 303 and is_in(browser)
    assert log_in(visit(), 'kiemtra').status_int == 303


def test_without_the_setting_nothing_changes(visit, enrol, with_passkeys):
    telephone, _codes = enrol('quantri')
    with_passkeys('quantri', 2)

    assert second_step(visit(), 'quantri', telephone.code()).status_int == 303


def test_the_command_lists_who_has_too_few(environment, with_passkeys, bound, capsys):
    for number, printed in ((1, 'quantri\t1\n'), (2, '')):
        with_passkeys('quantri', number)
        user.run(environment, SimpleNamespace(action='passkeys'))
        assert capsys.readouterr().out == printed


def delivered(ini):
    """Return ``portal.passkey_roles`` as the file ``ini`` of config/ has it."""
    return read_settings(get_appsettings(
        str(CONFIG / ini), 'main', options={'var': '/srv', 'http_port': '1'})).passkey_roles


def test_as_delivered_for_service_every_role_comes_in_by_passkey_alone(
        registry, small_portal, staff):
    registry.registerUtility(replace(
        registry.getUtility(ISettings), passkey_roles=delivered('production.ini')), ISettings)
    payer = small_portal['accounts'].create('ketoan', 'Người ketoan', registry=registry)
    grant(small_portal, payer.id, ACCOUNTANT, Grant(basis=BASIS))
    sites = small_portal, *small_portal['sites'].values()
    held = {role for site in sites for roles in site.local_roles.values() for role in roles}

    assert held == set(TITLES) and lacks_passkeys(payer, registry)
    assert [login for login, account in staff.items()
            if not lacks_passkeys(account, registry)] == ['khach']


@pytest.mark.parametrize('ini', ['development.ini', 'testing.ini'])
def test_on_ones_own_machine_nobody_needs_two_devices(ini):
    assert delivered(ini) == ()


def test_the_first_administrator_adds_two_passkeys_before_anything_else(
        visit, small_portal, registry, with_passkeys, people):
    registry.registerUtility(replace(
        registry.getUtility(ISettings), passkey_roles=delivered('production.ini'),
        second_factor='required'), ISettings)
    people['quantri'].must_change_password = True
    transaction.commit()
    browser = visit()

    assert log_in(browser, 'quantri').location.endswith('/password')
    page = browser.get('/password')
    form = page.forms[form_of(page, 'password_again')]
    form['current_password'] = PASSWORD
    form['new_password'] = form['password_again'] = 'Hồ-Gươm-Xanh-1'
    assert form.submit().location.endswith('/account')
    for number in (0, 1):
        with_passkeys('quantri', number)
        assert not is_in(browser)
        assert f'ít nhất hai thiết bị; hiện có {number}' in browser.get('/account').text
    with_passkeys('quantri', 2)
    assert is_in(browser)


def test_a_role_that_there_is_not_stops_the_start():
    config = Configurator()
    config.registry.registerUtility(
        read_settings({'portal.passkey_roles': 'quantri'}), ISettings)

    with pytest.raises(ValueError, match='no role is called quantri'):
        config.include(passkeyalone)
