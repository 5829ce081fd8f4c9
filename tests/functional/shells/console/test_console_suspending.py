"""Suspending an account in the console, and lifting it: two questions, apart (clause 8.9)."""
import datetime

import pytest
import transaction
from hanoiportal.base.clock import UTC
from hanoiportal.base.interfaces import IClock
from hanoiportal.editorial.suspension.resource import register_of
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.roles import ADMINISTRATOR, OPERATOR
from support.clocks import SetClock
from support.pages import form_with
from support.people import BASIS, log_in

NOON = datetime.datetime(2026, 11, 24, 5, tzinfo=UTC)
ORDER = 'Công văn 12/UBND-VP'


@pytest.fixture
def clock(registry):
    set_clock = SetClock(NOON)
    registry.registerUtility(set_clock, IClock)
    return set_clock


@pytest.fixture
def two_administrators(people, small_portal):
    grant(small_portal, people['khach'].id, ADMINISTRATOR, Grant(basis=BASIS))
    transaction.commit()
    return people


def page_of(browser, login):
    return browser.get(f'/console/accounts/{login}/@@account')


def question(browser, login, verb='suspend'):
    return browser.get(f'/console/accounts/{login}/@@{verb}')


def asked(page, **values):
    """Return the form of a question, filled in."""
    form = next(form for form in page.forms.values() if {'reason', 'note'} & set(form.fields))
    for name, value in values.items():
        form[name] = value
    return form


def suspend(browser, login, **values):
    return asked(question(browser, login), **{
        'reason': 'Mất điện thoại', 'basis': ORDER, **values}).submit()


def said(answer):
    """Return what the page after ``answer`` says of what was done."""
    while answer.status_int == 303:
        answer = answer.follow()
    return ' '.join(each.text for each in answer.html.select('.flash'))


def reports(portal):
    transaction.begin()
    return list(register_of(portal).by_number.values())


@pytest.mark.clause('8.9')
def test_an_account_is_suspended_with_a_reason_and_a_basis_and_opened_again(
        administrator, visit, app, people, small_portal):
    there = visit('kiemtra')

    assert 'báo cáo cơ quan quản lý' in said(suspend(administrator, 'kiemtra'))

    assert there.get('/console/@@contents', expect_errors=True).status_int == 303
    assert log_in(app, 'kiemtra').status_int == 200
    page = page_of(administrator, 'kiemtra')
    for words in ('Mất điện thoại', ORDER, 'Người quantri'):
        assert words in page.html.main.text
    assert 'Đã mở lại' in said(asked(question(administrator, 'kiemtra', 'lift'),
                                     note='Đã tìm thấy').submit())
    assert log_in(app, 'kiemtra').status_int == 303
    [report] = reports(small_portal)
    assert (report.reason, report.basis, report.note) == ('Mất điện thoại', ORDER, 'Đã tìm thấy')


def test_the_question_says_what_will_happen_and_shows_the_roles(administrator, people):
    text = question(administrator, 'vanhanh').html.main.text

    assert 'Có hiệu lực ngay' in text and 'Đơn vị vận hành' in text
    assert 'người thứ hai xác nhận' in text
    assert 'người thứ hai' not in question(administrator, 'kiemtra').html.main.text


@pytest.mark.parametrize(('values', 'field'), [
    ({'reason': ' '}, 'e-reason'), ({'basis': ''}, 'e-basis')])
def test_what_is_missing_is_said_beside_its_field_and_nothing_changes(
        administrator, people, values, field):
    form = asked(question(administrator, 'kiemtra'), **{
        'reason': 'Vì thế', 'basis': ORDER, **values})
    page = form.submit(status=422)

    assert page.html.find(id=field)
    transaction.begin()
    assert not people['kiemtra'].suspended


@pytest.mark.clause('8.9')
def test_a_page_out_of_date_that_suspends_changes_nothing_and_says_who_did_it_and_when(
        administrator, visit, clock, people, small_portal):
    operator = visit('vanhanh')
    stale = asked(question(operator, 'kiemtra'), reason='Vì thế', basis=ORDER)
    suspend(administrator, 'kiemtra')
    clock.pass_(minutes=5)

    told = said(stale.submit())

    assert 'Người quantri đã tạm ngừng tài khoản này lúc 24/11/2026 12:00' in told
    assert 'Không có gì thay đổi' in told
    assert len(reports(small_portal)) == 1 and people['kiemtra'].suspended


def test_a_page_out_of_date_that_lifts_changes_nothing_and_says_who_did_it(
        administrator, visit, people, small_portal):
    suspend(administrator, 'kiemtra')
    stale = asked(question(visit('vanhanh'), 'kiemtra', 'lift'))
    asked(question(administrator, 'kiemtra', 'lift')).submit()

    assert 'Người quantri đã mở lại tài khoản này' in said(stale.submit())

    suspend(administrator, 'kiemtra', reason='Lần hai')
    assert 'hãy xem lại tình trạng' in said(stale.submit())
    assert len(reports(small_portal)) == 2 and people['kiemtra'].suspended


def test_an_open_account_is_not_opened_again(administrator, people):
    assert 'Không có gì thay đổi' in said(question(administrator, 'kiemtra', 'lift'))


def test_an_account_that_was_imported_suspended_is_opened(administrator, people):
    people['khach'].suspended = True
    transaction.commit()

    asked(question(administrator, 'khach', 'lift')).submit()

    transaction.begin()
    assert not people['khach'].suspended


def test_nobody_suspends_their_own_account(administrator, people):
    page = page_of(administrator, 'quantri')

    assert not [link for link in page.html.select('a') if link['href'].endswith('@@suspend')]
    assert 'Không thể tự tạm ngừng' in said(suspend(administrator, 'quantri'))
    transaction.begin()
    assert not people['quantri'].suspended


@pytest.mark.clause('8.9')
def test_the_last_administrator_is_never_suspended(visit, people):
    assert 'quản trị hệ thống cuối cùng' in said(suspend(visit('vanhanh'), 'quantri'))

    transaction.begin()
    assert not people['quantri'].suspended


@pytest.mark.clause('8.9')
def test_an_operator_stops_an_administrator_for_a_day_and_a_second_administrator_confirms_it(
        visit, clock, two_administrators):
    operator, second = visit('vanhanh'), visit('quantri')
    suspend(operator, 'khach')
    page = page_of(operator, 'khach')
    assert 'tự mở lại lúc 25/11/2026 12:00' in page.html.main.text
    assert 'Xác nhận tạm ngừng' not in page.text

    form = form_with(page_of(second, 'khach'), 'number')
    assert 'Đã xác nhận' in said(form.submit())

    text = page_of(second, 'khach').html.main.text
    assert 'tự mở lại' not in text and 'Người xác nhận' in text
    assert 'đã thay đổi' in said(suspend_again(second, form))


def suspend_again(browser, form):
    """Send a form of confirmation once more, with a number that is none."""
    return browser.post(form.action, {'csrf_token': form['csrf_token'].value, 'number': '77'})


def test_an_operator_lifts_no_suspension_of_an_administrator_by_another(
        visit, two_administrators, small_portal):
    suspend(visit('quantri'), 'khach')
    operator = visit('vanhanh')
    page = page_of(operator, 'khach')

    assert not [link for link in page.html.select('a') if link['href'].endswith('@@lift')]
    asked(question(operator, 'khach', 'lift')).submit()
    transaction.begin()
    assert two_administrators['khach'].suspended


def test_who_suspended_lifts_it_and_does_not_confirm_it(visit, two_administrators, small_portal):
    administrator = visit('quantri')
    suspend(administrator, 'khach')
    page = page_of(administrator, 'khach')

    assert 'Xác nhận tạm ngừng' not in page.text
    form = asked(question(administrator, 'khach', 'lift'))
    administrator.post('/console/accounts/khach/@@confirm-suspension', {
        'csrf_token': form['csrf_token'].value, 'number': form['number'].value})
    assert reports(small_portal)[0].state == 'reported'
    form.submit()
    transaction.begin()
    assert not two_administrators['khach'].suspended


def test_that_of_an_operator_waits_for_a_second_person_too(visit, clock, people, small_portal):
    grant(small_portal, people['khach'].id, OPERATOR, Grant(basis=BASIS))
    transaction.commit()

    suspend(visit('vanhanh'), 'khach')

    assert reports(small_portal)[0].confirm_by == NOON + datetime.timedelta(days=1)
