"""Accounts and roles, as those see them who may."""
import datetime
import re

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.kernel.security.authentication.accounts import BadLogin
from hanoiportal.kernel.security.authorization.grants import Grant, grant, roles_at
from hanoiportal.kernel.security.authorization.roles import ADMINISTRATOR, INSPECTOR, OPERATOR
from hanoiportal.kernel.security.authorization.workplaces import workplace_of
from hanoiportal.types.component_site import PRACTICE
from support.pages import form_with
from support.people import BASIS, PASSWORD, log_in

NOW = datetime.datetime(2026, 11, 24, tzinfo=datetime.timezone.utc)
LIST = '/console/accounts/@@accounts'


def form_to(page, view):
    """Return the form of ``page`` that is sent to ``view``."""
    return next(form for form in page.forms.values() if form.action.endswith(view))


def once(page):
    """Return the one-time password on ``page``."""
    return page.html.select('.once code')[0].text


@pytest.mark.clause('8.8')
def test_the_list_of_accounts_is_shown_to_those_who_manage_them(administrator, visit):
    page = administrator.get(LIST)

    assert [cell.text for cell in page.html.select('table a')] == [
        'khach', 'kiemtra', 'quantri', 'vanhanh']
    assert visit('vanhanh').get(LIST).status_int == 200
    assert visit('kiemtra').get(LIST, expect_errors=True).status_int == 403


def test_a_new_account_gets_a_password_that_is_shown_once(administrator, app, small_portal):
    form = form_with(administrator.get(LIST), 'login')
    form['login'], form['name'] = 'lan', 'Nguyễn Thị Lan'
    small_portal['sites']['soxaydung'].purpose = PRACTICE
    transaction.commit()
    for workplace, why in (('khong-co', 'Không có trang này'),
                           ('soxaydung', 'không phải của cơ quan nào')):
        form['workplace'].force_value(workplace)
        page = form.submit(status=422)
        assert why in page.html.find(id='e-workplace').text
        transaction.begin()
        assert 'lan' not in small_portal['accounts']
    form['workplace'] = 'bavi'
    password = once(form.submit())

    assert password not in administrator.get(LIST).text
    assert log_in(app, 'lan', password).location.endswith('/password')
    transaction.begin()
    account = small_portal['accounts']['lan']
    assert account.full_name == 'Nguyễn Thị Lan' and account.must_change_password
    assert workplace_of(small_portal, account) is small_portal['sites']['bavi']
    form = form_to(administrator.get('/console/accounts/lan/@@account'), '@@workplace')
    form['workplace'].force_value('soxaydung')
    assert 'không phải của cơ quan nào' in form.submit().follow().follow().text
    transaction.begin()
    assert account.workplace == small_portal['sites']['bavi'].__oid__
    assert password not in account.password_hash


def test_a_log_in_name_that_cannot_be_is_refused_beside_its_field(administrator, small_portal):
    form = form_with(administrator.get(LIST), 'login')
    form['name'] = 'Lan'

    for form['login'] in ('quantri', 'Lan Hương', '', '<b>'):
        page = form.submit(expect_errors=True)
        assert page.status_int == 422 and page.html.find(id='e-login')
        assert form_with(page, 'name')['name'].value == 'Lan'
    transaction.begin()
    assert len(small_portal['accounts']) == 4


def test_a_reset_ends_the_sessions_and_the_old_password(administrator, visit, app):
    there = visit('vanhanh')
    page = administrator.get('/console/accounts/vanhanh/@@account')

    password = once(form_to(page, '@@reset').submit())

    assert there.get('/console/@@contents', expect_errors=True).status_int == 303
    assert log_in(app, 'vanhanh').status_int == 200
    assert log_in(app, 'vanhanh', password).location.endswith('/password')


def test_an_account_that_wrong_passwords_closed_is_opened_by_hand(administrator, app):
    for _ in range(5):
        log_in(app, 'vanhanh', 'Sai-mật-khẩu-1')
    assert log_in(app, 'vanhanh').status_int == 200

    page = administrator.get('/console/accounts/vanhanh/@@account')
    assert 'Khóa đăng nhập đến' in page.text
    form_to(page, '@@unlock').submit()

    assert log_in(app, 'vanhanh').status_int == 303


def test_unlocking_what_is_not_locked_writes_nothing(administrator, small_portal):
    page = administrator.get('/console/accounts/vanhanh/@@account')
    token = form_to(page, '@@reset')['csrf_token'].value

    administrator.post('/console/accounts/vanhanh/@@unlock', {'csrf_token': token})

    transaction.begin()
    assert 'attempts' not in small_portal['interactions'].mounted()


def test_a_person_is_shown_by_name_and_never_by_hash(administrator, people):
    page = administrator.get('/console/accounts/quantri/@@object')

    assert '•••' in page.text and people['quantri'].password_hash not in page.text
    assert PASSWORD not in page.text


@pytest.mark.clause('8.7')
def test_who_can_do_what_here_is_shown_with_place_and_basis(administrator, small_portal):
    page = administrator.get('/console/sites/bavi/@@access')

    rows = [[re.sub(r'\s+', ' ', cell.text).strip() for cell in row.find_all('td')]
            for row in page.html.select('tbody tr')]
    assert ['Người kiemtra kiemtra', 'Kiểm tra, giám sát kế thừa từ ' + small_portal.title,
            BASIS, '—', ''] in rows


@pytest.mark.clause('8.7')
def test_a_role_is_granted_at_a_place_on_a_basis_for_a_time(administrator, small_portal, people):
    form = form_with(administrator.get('/console/sites/bavi/@@access'), 'basis')
    form['login'], form['role'], form['basis'] = 'khach', OPERATOR, 'QĐ 12/QĐ-UBND'
    form['starts'], form['ends'] = '2026-12-01', '2026-12-31'
    page = form.submit().follow()

    transaction.begin()
    site, account = small_portal['sites']['bavi'], people['khach'].id
    held = site.local_roles[account][OPERATOR]
    assert held.basis == 'QĐ 12/QĐ-UBND'
    assert (held.starts, held.ends) == (parse('2026-12-01'), parse('2027-01-01'))
    assert roles_at(site, {account}, parse('2026-12-31T23:59')) == {OPERATOR}
    asked = form_to(page, '@@revoke').submit()
    transaction.begin()
    assert site.local_roles[account][OPERATOR] is held
    again = form_to(asked, '@@revoke').submit(status=422)
    assert again.html.find(id='e-why').text == 'Hãy ghi lý do thu hồi.'
    form = form_to(again, '@@revoke')
    form['why'] = 'Chuyển công tác'
    page = form.submit().follow()
    transaction.begin()
    assert not site.local_roles
    form_to(page, '@@give-back').submit()
    transaction.begin()
    assert site.local_roles[account][OPERATOR].basis == 'QĐ 12/QĐ-UBND'


def test_a_grant_with_a_mistake_comes_back_as_it_was_typed(administrator, small_portal):
    form = form_with(administrator.get('/console/sites/bavi/@@access'), 'basis')
    form['login'], form['starts'], form['ends'] = 'aido', '2026-12-31', 'ngày mai'

    page = form.submit(expect_errors=True)

    assert page.status_int == 422
    assert {error['id'] for error in page.html.select('.field .error')} == {
        'e-login', 'e-role', 'e-basis', 'e-ends'}
    assert form_with(page, 'basis')['starts'].value == '2026-12-31'
    transaction.begin()
    assert not small_portal['sites']['bavi'].local_roles


def test_days_that_make_no_sense_are_refused(administrator):
    for starts, ends in (
            ('2026-12-31', '2026-12-01'), ('', '9999-12-31'), ('0001-01-01', ''),
            ('2026-02-30', '')):
        form = form_with(administrator.get('/console/sites/bavi/@@access'), 'basis')
        form['login'], form['basis'], form['starts'], form['ends'] = 'khach', 'QĐ 1', starts, ends

        assert form.submit(expect_errors=True).status_int == 422, starts


def test_a_role_takes_effect_at_the_next_request(administrator, visit, people):
    browser = visit('khach')
    assert browser.get('/console', expect_errors=True).status_int == 403
    form = form_with(administrator.get('/console/@@access'), 'basis')
    form['login'], form['role'], form['basis'] = 'khach', INSPECTOR, 'QĐ 1'
    form.submit()

    assert browser.get('/console/@@contents').status_int == 200


@pytest.mark.clause('8.8')
def test_an_administrator_of_one_site_reads_no_log_in_of_the_city(
        app, small_portal, people, visit, environment):
    account = people['khach']
    grant(small_portal['sites']['bavi'], account.id, ADMINISTRATOR, Grant(basis='QĐ 1'))
    transaction.commit()

    page = visit('khach').get('/console/sites/bavi/@@access')

    logins = {each.text for each in page.html.find('table').find_all('span', class_='where')}
    assert 'khach' in logins
    assert not logins & {'quantri', 'vanhanh', 'kiemtra'}


@pytest.mark.clause('8.8')
def test_an_administrator_of_one_site_cannot_find_out_who_has_an_account(
        app, small_portal, people, visit):
    site = small_portal['sites']['bavi']
    grant(site, people['khach'].id, ADMINISTRATOR, Grant(basis='QĐ 1'))
    transaction.commit()
    browser, answers = visit('khach'), []

    for login in ('vanhanh', 'ai-do'):
        form = form_with(browser.get('/console/sites/bavi/@@access'), 'basis')
        form['login'], form['role'], form['basis'] = login, INSPECTOR, 'QĐ 2'
        answer = form.submit()
        shown = answer.follow().html
        asked = [each.text.split(' – ')[:2] for each in shown.find(class_='asked').extract()('li')]
        answers.append((
            answer.status_int, re.sub(r'value="[0-9a-f]{40,}"', '', str(shown)),
            [role for name, role in asked if name == login]))

    assert answers[0] == answers[1] and answers[0][0] == 303 and len(answers[0][2]) == 1
    transaction.begin()
    assert set(site.local_roles) == {people['khach'].id}
    assert {asked.login for asked in small_portal.role_requests.values()} == {
        'vanhanh', 'ai-do'}


@pytest.mark.clause('8.8')
def test_no_address_of_the_console_holds_a_log_in(administrator, people):
    account = people['vanhanh']
    page = administrator.get(LIST)
    assert {link['href'].split('/')[3] for link in page.html.select('table a')} == {
        each.id for each in people.values()}

    page = administrator.get(f'/console/accounts/{account.id}/@@account')
    assert 'Người vanhanh' in page.text
    addresses = [each.get('href') or each.get('action') or ''
                 for each in page.html.select('[href], form')]
    assert any(account.id in address for address in addresses)
    assert not [address for address in addresses if 'vanhanh' in address]


def test_an_id_is_nobody_s_log_in(small_portal, people, registry):
    with pytest.raises(BadLogin):
        small_portal['accounts'].create(people['khach'].id, registry=registry)
