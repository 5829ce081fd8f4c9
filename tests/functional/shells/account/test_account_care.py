"""Accounts that nobody uses, and the list that is gone through every quarter."""
import datetime
from types import SimpleNamespace

import pytest
import transaction
from hanoiportal.kernel.security.authentication import passwords
from hanoiportal.kernel.security.authentication.rules import (
    PASSWORD_KINDS,
    AccountRules,
    IAccountRules,
)
from hanoiportal.safekeeping.audit.interfaces import LogQuery
from hanoiportal.safekeeping.audit.services import AuditService
from hanoiportal.shells.account.unused import disable_unused
from hanoiportal.shells.commands import user
from hanoiportal.shells.commands.environment import Failure
from support.pages import problem
from support.people import PASSWORD, log_in

LIST = '/console/accounts/@@review'


@pytest.fixture
def after(environment, people, clock):
    """``after(days)``: let time pass and the job come round."""
    def waits(days):
        clock.at += datetime.timedelta(days=days)
        transaction.begin()
        disable_unused(environment)

    return waits


def press(page, action):
    return next(each for each in page.forms.values() if each.action.endswith(action)).submit()


def disabled(small_portal):
    transaction.begin()
    return [each.__name__ for each in small_portal['accounts'].values() if each.disabled]


def actions(small_portal, registry):
    transaction.begin()
    audit = AuditService(registry, lambda *asked: True)
    return [entry.action for entry in audit.entries(small_portal['accounts']).items]


@pytest.mark.clause('8.1')
def test_what_nobody_uses_for_45_days_is_disabled_but_the_last_administrator(
        after, visit, small_portal, registry):
    after(0)
    after(44)
    assert disabled(small_portal) == []
    log_in(visit(), 'vanhanh')

    after(1)

    assert disabled(small_portal) == ['khach', 'kiemtra']
    assert log_in(visit(), 'kiemtra').status_int == 200
    assert actions(small_portal, registry).count('disable_unused') == 2


def test_a_disabled_account_is_opened_again_for_as_long(after, visit, small_portal, registry):
    after(0)
    after(45)
    administrator = visit('quantri')
    press(administrator.get('/console/accounts/kiemtra/@@account'), '@@enable')
    assert disabled(small_portal) == ['khach', 'vanhanh']

    after(44)
    assert 'kiemtra' not in disabled(small_portal)
    after(1)

    assert 'kiemtra' in disabled(small_portal)
    assert actions(small_portal, registry).count('enable_account') == 1


def test_the_list_is_gone_through_every_quarter(visit, clock, small_portal, registry):
    administrator = visit('quantri')
    page = administrator.get(LIST)
    assert 'quá hạn rà soát' in page.text
    row = next(each for each in page.html.select('tbody tr') if 'quantri' in each.text)
    assert 'Quản trị hệ thống · Cổng' in row.text and 'Chưa có' in row.text

    press(page, '@@review')

    assert 'quá hạn rà soát' not in administrator.get(LIST).text
    assert actions(small_portal, registry).count('review_accounts') == 1
    clock.at += datetime.timedelta(days=93)
    assert 'quá hạn rà soát' in administrator_after_long(visit).get(LIST).text


def administrator_after_long(visit):
    """Log in with a password that is too old, and change it."""
    browser = visit('quantri')
    assert change(browser, 'Hồ-Gươm-Xanh-1').location == 'http://localhost/console'
    return browser


def change(browser, new, current=PASSWORD):
    """Fill in the page of the own password and return the answer."""
    form = next(form for form in browser.get('/password').forms.values()
                if 'password_again' in form.fields)
    form['current_password'], form['new_password'], form['password_again'] = current, new, new
    return form.submit()


def test_kinds_of_characters_are_asked_for_by_a_rule_and_not_without_it(visit, clock, registry):
    browser, phrase = visit('kiemtra'), 'hồ gươm xanh mùa lá rụng'
    with_rule = change(browser, phrase)
    rules = [rule for rule in registry.getUtility(IAccountRules)._rules
             if rule.name != PASSWORD_KINDS]
    registry.registerUtility(AccountRules(rules), IAccountRules)

    assert 'chữ hoa' in problem(with_rule)
    assert 'loại nào cũng được' in browser.get('/password').html.find(id='rules').text
    assert change(browser, phrase).status_int == 303


def test_an_administrator_changes_the_password_every_two_months_others_need_not(
        visit, clock, people):
    for login, days, is_old in (
            ('quantri', 60, False), ('quantri', 62, True), ('vanhanh', 62, True),
            ('kiemtra', 400, False)):
        transaction.begin()
        people[login].password_at = clock.at
        transaction.commit()
        clock.at += datetime.timedelta(days=days)

        entered = log_in(visit(), login)

        assert (entered.location == 'http://localhost/password') is is_old, login


def test_an_old_password_opens_nothing_but_its_change_whatever_one_proves(visit, clock, people):
    clock.at += datetime.timedelta(days=70)
    browser = visit('quantri')
    assert browser.get('/console/@@contents').location == 'http://localhost/password'
    assert browser.get('/account').location == 'http://localhost/password'
    assert browser.get('/account-code').location == 'http://localhost/password'
    proof = browser.get('/confirm').forms
    proof = next(form for form in proof.values() if 'password' in form.fields)
    proof['password'] = PASSWORD
    proof.submit()
    assert browser.get('/console/@@contents').location == 'http://localhost/password'
    assert 'sau mỗi 2 tháng' in browser.get('/password').html.find(id='forced').text

    assert change(browser, 'Hồ-Gươm-Xanh-1').location == 'http://localhost/console'

    assert browser.get('/console/@@contents').status_int == 200
    assert browser.get('/password').html.find(id='forced') is None


def test_a_password_of_unknown_age_is_too_old(visit, people):
    people['quantri'].password_at = None
    transaction.commit()

    assert log_in(visit(), 'quantri').location == 'http://localhost/password'


@pytest.mark.parametrize(('login', 'may'), [('quantri', False), ('kiemtra', True)])
def test_an_administrator_takes_none_of_the_last_ten_passwords_again(
        visit, people, password_hash, login, may):
    account = people[login]
    account.past_passwords = tuple(
        passwords.hashed(f'Cây-Bàng-Xưa-{number}') for number in range(12))
    transaction.commit()

    browser = visit(login)
    again = change(browser, 'Cây-Bàng-Xưa-8')

    if may:
        assert again.status_int == 303
        return
    assert '10 mật khẩu gần nhất' in problem(again)
    assert change(browser, 'Cây-Bàng-Xưa-9').status_int == 303
    transaction.begin()
    assert len(account.past_passwords) == 12 and account.past_passwords[0] == password_hash
    assert '10 mật khẩu gần nhất' in problem(change(browser, PASSWORD, 'Cây-Bàng-Xưa-9'))


def test_a_password_with_the_name_of_its_account_is_refused_with_the_reason(visit):
    page = change(visit('quantri'), 'Anh-QUÁN-2-Quẩntrị')

    assert problem(page) == 'Mật khẩu không được chứa tên đăng nhập.'


def test_a_change_of_password_is_in_the_log_and_nothing_of_it(visit, small_portal, registry):
    browser = visit('kiemtra')
    assert problem(change(browser, 'ngắn'))
    assert 'change_password' not in actions(small_portal, registry)

    change(browser, 'Hồ-Gươm-Xanh-1')

    transaction.begin()
    audit = AuditService(registry, lambda *asked: True)
    entry = audit.entries(small_portal['accounts']).items[0]
    account = small_portal['accounts']['kiemtra']
    assert (entry.action, entry.who, entry.path) == (
        'change_password', account.id, f'/accounts/{account.id}')
    kept = entry.line().decode()
    assert not [each for each in ('Hồ-Gươm', PASSWORD, '$argon2', 'kiemtra') if each in kept]


def test_the_command_resets_a_second_factor_of_who_was_made_sure_of(
        environment, enrol, visit, small_portal, registry):
    enrol('vanhanh')
    transaction.begin()

    def reset(login, checked='official_letter', reference='Công văn 12/UBND-VP'):
        user.run(environment, SimpleNamespace(
            action='reset-second-factor', login=login, checked=checked, reference=reference))

    with pytest.raises(Failure, match='in_person'):
        reset('vanhanh', checked='')
    with pytest.raises(Failure, match='số căn cước'):
        reset('vanhanh', reference='001203004567')
    assert log_in(visit(), 'vanhanh').location.endswith('/second-factor')

    reset('vanhanh')

    assert log_in(visit(), 'vanhanh').location.endswith('/console')
    transaction.begin()
    audit = AuditService(registry, lambda *asked: True)
    [entry] = audit.entries(small_portal['accounts'], 0, 9, LogQuery(
        action='reset_second_factor')).items
    assert entry.who == 'system' and entry.why.endswith(': Công văn 12/UBND-VP')
    with pytest.raises(Failure, match='no account'):
        reset('aido')


def test_the_command_lists_what_nobody_uses(after, environment, capsys):
    after(0)
    after(45)

    user.run(environment, SimpleNamespace(action='unused'))

    lines = [line.split('\t') for line in capsys.readouterr().out.splitlines()]
    assert {login: state for login, _last, state in lines} == {
        'khach': 'disabled', 'kiemtra': 'disabled', 'vanhanh': 'disabled', 'quantri': 'unused'}


def test_every_wrong_way_costs_one_hash_and_says_the_same(
        visit, people, monkeypatch, small_portal):
    for _ in range(5):
        log_in(visit(), 'vanhanh', 'Sai-mật-khẩu-1')
    transaction.begin()
    small_portal['accounts']['kiemtra'].suspended = True
    small_portal['accounts']['khach'].disabled = True
    transaction.commit()
    checked = []
    monkeypatch.setattr(passwords, '_HASHER', Counting(passwords._HASHER, checked))

    said = {log_in(visit(), login, password).html.find(id='problem').text for login, password in (
        ('aido', 'Sai-mật-khẩu-1'), ('quantri', 'Sai-mật-khẩu-1'), ('vanhanh', PASSWORD),
        ('kiemtra', PASSWORD), ('khach', PASSWORD), ('', ''))}

    assert len(said) == 1 and len(checked) == 6


class Counting:
    """A hasher that notes each check."""

    def __init__(self, hasher, checked):
        self._hasher, self._checked = hasher, checked

    def verify(self, known, password):
        self._checked.append(known)
        return self._hasher.verify(known, password)


@pytest.mark.parametrize('by_another', [False, True])
def test_a_new_password_is_told_to_its_owner(visit, people, by_another):
    if by_another:
        press(visit('quantri').get('/console/accounts/kiemtra/@@account'), '@@reset')
    else:
        change(visit('kiemtra'), 'Hồ-Gươm-Xanh-1')

    transaction.begin()
    kinds = [entry[0] for entry in people['kiemtra'].notices.entries.values()]
    assert kinds == ['account_changed']
