"""Accounts that nobody uses, and the list that is gone through every quarter."""
import datetime
from types import SimpleNamespace

import pytest
import transaction
from hanoiportal.account.unused import disable_unused
from hanoiportal.audit.services import AuditService
from hanoiportal.commands import user
from hanoiportal.commands.environment import Failure
from hanoiportal.security import passwords
from people import PASSWORD, log_in

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


def deeds(small_portal, registry):
    transaction.begin()
    audit = AuditService(registry, lambda *asked: True)
    return [entry.deed for entry in audit.entries(small_portal['accounts']).items]


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
    assert deeds(small_portal, registry).count('disable_unused') == 2


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
    assert deeds(small_portal, registry).count('enable_account') == 1


def test_the_list_is_gone_through_every_quarter(visit, clock, small_portal, registry):
    administrator = visit('quantri')
    page = administrator.get(LIST)
    assert 'quá hạn rà soát' in page.text
    row = next(each for each in page.html.select('tbody tr') if 'quantri' in each.text)
    assert 'Quản trị hệ thống' in row.text and 'Chưa có' in row.text

    press(page, '@@review')

    assert 'quá hạn rà soát' not in administrator.get(LIST).text
    assert deeds(small_portal, registry).count('review_accounts') == 1
    clock.at += datetime.timedelta(days=93)
    assert 'quá hạn rà soát' in visit('quantri').get(LIST).text


def test_the_command_resets_a_second_factor(environment, enrol, visit):
    enrol('vanhanh')
    transaction.begin()

    user.run(environment, SimpleNamespace(deed='reset-second-factor', login='vanhanh'))

    assert log_in(visit(), 'vanhanh').location.endswith('/console')
    with pytest.raises(Failure):
        user.run(environment, SimpleNamespace(deed='reset-second-factor', login='aido'))


def test_the_command_lists_what_nobody_uses(after, environment, capsys):
    after(0)
    after(45)

    user.run(environment, SimpleNamespace(deed='unused'))

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


def test_who_proved_themselves_long_ago_gives_no_weighty_role(visit, clock, people):
    administrator = visit('quantri')
    clock.at += datetime.timedelta(minutes=16)
    page = administrator.get('/console/@@access')
    form = next(form for form in page.forms.values() if 'login' in form.fields)
    form['login'], form['role'], form['basis'] = 'khach', 'operator', 'QĐ 9'

    refused = form.submit(expect_errors=True)

    assert refused.status_int == 422 and refused.html.find(id='e-role')
    form['role'] = 'inspector'
    assert form.submit().status_int == 303
