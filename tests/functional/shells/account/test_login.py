"""Logging in, out, and changing one's password."""
import datetime
import gc
import time

import pytest
import transaction
from hanoiportal.base.clock import local
from hanoiportal.kernel.security.authentication.attempts import attempts_in
from hanoiportal.kernel.security.authentication.rules import (
    LOCK,
    WRONG_LOGINS,
    AccountRules,
    IAccountRules,
    Rule,
)
from hanoiportal.kernel.security.authentication.sessions import COOKIE
from hanoiportal.kernel.security.authentication.usage import log_ins
from hanoiportal.kernel.storage.databases import content_database
from support.pages import problem, token_of
from support.people import PASSWORD, is_in, log_in, login_form
from webtest import TestApp

NEW = 'Hồ-Hoàn-Kiếm-2026'


def log_out(page):
    """Press the button of ``page`` that logs out."""
    next(form for form in page.forms.values() if form.action.endswith('/logout')).submit()


@pytest.fixture
def counted(small_portal):
    """``counted(account)``: until when it is closed, from the database."""
    def until(account, now):
        transaction.begin()
        return attempts_in(small_portal['interactions'].mounted()).closed_until(account.id, now)

    return until


def test_the_right_password_opens_the_console(visit):
    browser = visit('quantri')

    assert is_in(browser)


def test_the_session_cookie_is_for_the_server_alone(app, people):
    cookies = log_in(app, 'quantri').headers.getall('Set-Cookie')

    assert sorted(cookie.partition('=')[0] for cookie in cookies) == [COOKIE, 'thiet-bi']
    assert all('HttpOnly' in cookie and 'SameSite=Lax' in cookie for cookie in cookies)


def test_a_log_in_is_counted_for_its_site_and_day_and_names_nobody(
        app, people, small_portal, clock):
    log_in(app, 'quantri', 'Sai-mật-khẩu-1')
    for _each in range(2):
        log_in(app, 'quantri')
        app.reset()
    transaction.begin()

    day = local(clock.now()).date().isoformat()
    assert list(log_ins(small_portal, day)) == [(day, small_portal.__oid__, 2)]


def test_a_reader_of_public_pages_gets_no_cookie(app):
    assert 'Set-Cookie' not in app.get('/').headers


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(app, people):
    wrong = log_in(app, 'quantri', 'Sai-mật-khẩu-1')
    unknown = log_in(app, 'aido', 'Sai-mật-khẩu-1')

    assert problem(wrong) == problem(unknown)
    assert wrong.status_int == unknown.status_int == 200
    assert not is_in(app)


def test_an_unknown_name_costs_as_much_work_as_a_known_one(app, people, monkeypatch):
    checked = []
    monkeypatch.setattr(
        'hanoiportal.kernel.security.authentication.passwords._HASHER', Spy(checked))

    for login in ('quantri', 'aido', 'KHÔNG HỢP LỆ', ''):
        log_in(app, login, 'Sai-mật-khẩu-1')

    assert len(checked) == 4


class Spy:
    """An argon2 hasher that notes each check and finds it wrong."""

    def __init__(self, checked):
        self.checked = checked

    def verify(self, known, password):
        self.checked.append(known)
        return False


BAD_PASSWORDS = [
    'a' * 73, 'ă' * 256, 'a' * 257, 'a' * 1_000_000, 'a\u0323\u0302' * 300_000, '\x00',
    'ab\x00cd', '', '\udcff', '🙂' * 50]
BAD_LOGINS = ['\x00', 'a' * 1_000_000, '../..', '<script>', 'quantri\x00', 'ê', '\udcff']


# WebOb leaves the temporary file of a large body to the garbage collector.
@pytest.mark.filterwarnings('ignore:unclosed file:ResourceWarning')
@pytest.mark.filterwarnings('ignore::pytest.PytestUnraisableExceptionWarning')
def test_nothing_that_is_typed_is_an_error_of_ours(app, people):
    form = {'csrf_token': login_form(app.get('/login'))['csrf_token'].value}
    typed = [('quantri', password) for password in BAD_PASSWORDS]
    typed += [(login, PASSWORD) for login in BAD_LOGINS]

    for login, password in typed:
        page = app.post('/login', form | {
            'login': login.encode('utf-8', 'surrogatepass'),
            'password': password.encode('utf-8', 'surrogatepass')}, expect_errors=True)
        assert page.status_int in (200, 400, 413), (login[:20], password[:20])
        assert len(page.body) < 50_000 and not is_in(app)
    del page
    gc.collect()


def test_bytes_that_are_no_text_are_refused_politely(app, people):
    token = login_form(app.get('/login'))['csrf_token'].value

    page = app.post('/login', f'csrf_token={token}&login=quantri&password=%FF%FE'.encode(),
                    content_type='application/x-www-form-urlencoded', expect_errors=True)

    assert page.status_int in (200, 400)


def test_a_password_longer_than_72_bytes_counts_to_its_last_letter(visit, people):
    for length in (73, 256):
        password = ('Aa1-' + 'ă' * length)[:length]
        people['quantri'].set_password(password)
        transaction.commit()

        assert problem(log_in(visit(), 'quantri', password[:-1]))
        assert log_in(visit(), 'quantri', password).status_int == 303


def test_after_logging_in_one_is_where_one_wanted_to_go(app, people):
    asked = app.get('/console/sites/@@contents?page=2')
    form = login_form(asked.follow())
    form['login'], form['password'] = 'quantri', PASSWORD

    assert form.submit().location == 'http://localhost/console/sites/@@contents?page=2'


ELSEWHERE = [
    'https://evil.example/', '//evil.example', '/\\evil.example', '/\t/evil.example',
    'javascript:alert(1)', '\\\\evil.example', '/\n//evil.example', 'evil.example', '/' * 2000]


def test_nobody_is_sent_to_another_host(visit):
    for elsewhere in ELSEWHERE:
        browser = visit()
        form = login_form(browser.get('/login', {'came_from': elsewhere}))
        form['login'], form['password'] = 'quantri', PASSWORD
        form['came_from'].force_value(elsewhere)

        assert form.submit().location == 'http://localhost/console', elsewhere


def test_a_session_known_before_logging_in_is_not_the_one_after(app, people):
    before = login_form(app.get('/login'))['csrf_token'].value
    cookie = app.cookies[COOKIE]
    log_in(app, 'quantri')

    after = token_of(app.get('/console/@@contents'))
    assert before != after and app.cookies[COOKIE] != cookie


def test_logging_out_needs_a_form_and_ends_the_session(visit):
    browser = visit('quantri')
    page = browser.get('/console/@@contents')

    assert browser.get('/logout', expect_errors=True).status_int == 404
    assert is_in(browser)
    log_out(page)
    assert not is_in(browser)


def test_a_copy_of_the_cookie_is_no_log_in_after_logging_out(visit, registry):
    content = content_database(registry)
    browser, thief = visit('quantri'), visit()
    thief.set_cookie(COOKIE, browser.cookies[COOKIE])
    assert is_in(thief)
    before = content.lastTransaction()

    log_out(browser.get('/console/@@contents'))

    assert not is_in(thief)
    assert content.lastTransaction() == before


def test_a_log_in_ends_after_twelve_hours_however_busy(visit, clock):
    browser = visit('quantri')
    clock.at += datetime.timedelta(hours=11, minutes=59)
    assert is_in(browser)
    clock.at += datetime.timedelta(minutes=1)

    assert not is_in(browser)


def test_a_form_without_its_token_does_nothing(visit):
    browser = visit('quantri')

    assert browser.post('/logout', expect_errors=True).status_int == 400
    assert is_in(browser)


def test_a_log_in_ends_when_nothing_is_asked_for_a_while(visit, monkeypatch):
    browser = visit('quantri')
    later = time.time() + 15 * 60 + 5
    monkeypatch.setattr('pyramid.session.time.time', lambda: later)

    assert not is_in(browser)


def test_a_new_password_ends_every_other_session(visit, people):
    here, there = visit('vanhanh'), visit('vanhanh')
    form = login_form_of_change(here.get('/password'))
    form['current_password'], form['new_password'], form['password_again'] = PASSWORD, NEW, NEW
    form.submit()

    assert is_in(here)
    assert not is_in(there)


def login_form_of_change(page):
    return next(form for form in page.forms.values() if 'password_again' in form.fields)


@pytest.mark.clause('8.9')
def test_a_suspended_account_is_out_at_once(visit, people):
    browser = visit('vanhanh')
    people['vanhanh'].suspended = True
    transaction.commit()

    assert not is_in(browser)
    assert problem(log_in(browser, 'vanhanh'))


REFUSED = [
    ('Sai-mật-khẩu-1', NEW, NEW), (PASSWORD, NEW, NEW + 'x'), (PASSWORD, PASSWORD, PASSWORD),
    (PASSWORD, 'ngắn', 'ngắn'), (PASSWORD, 'không-có-số-và-HOA', 'không-có-số-và-HOA'),
    (PASSWORD, 'Aa1-' * 65, 'Aa1-' * 65)]


def test_a_password_that_may_not_be_is_refused_with_the_reason(visit):
    browser = visit('vanhanh')
    form = login_form_of_change(browser.get('/password'))

    for form['current_password'], form['new_password'], form['password_again'] in REFUSED:
        assert problem(form.submit())
    assert is_in(browser) and is_in(visit('vanhanh'))


def test_a_one_time_password_opens_nothing_but_its_change(app, people):
    people['quantri'].must_change_password = True
    transaction.commit()

    assert log_in(app, 'quantri').location == 'http://localhost/password'
    assert app.get('/console/@@contents').location == 'http://localhost/password'
    form = login_form_of_change(app.get('/password'))
    form['current_password'], form['new_password'], form['password_again'] = PASSWORD, NEW, NEW
    assert form.submit().location == 'http://localhost/console'
    assert is_in(app)


def test_five_wrong_passwords_in_a_row_close_the_account_for_twelve_hours(
        app, people, clock, counted):
    answers = [problem(log_in(app, 'vanhanh', 'Sai-mật-khẩu-1')) for _ in range(5)]

    assert problem(log_in(app, 'vanhanh')) == answers[0] == answers[4]
    assert counted(people['vanhanh'], clock.at) == clock.at + datetime.timedelta(hours=12)
    clock.at += datetime.timedelta(hours=12)
    assert log_in(app, 'vanhanh').status_int == 303


def test_how_many_close_it_and_how_long_is_a_rule_of_the_day(
        app, people, clock, counted, registry):
    today = clock.at.date()
    registry.registerUtility(AccountRules([
        Rule(name, number, unit, starts=starts, ends=ends)
        for starts, ends, numbers in (
            (None, today, (5, 12)), (today + datetime.timedelta(days=1), None, (2, 1)))
        for name, number, unit in zip(
            (WRONG_LOGINS, LOCK), numbers, ('attempt', 'hour'), strict=True)]), IAccountRules)
    for _ in range(2):
        log_in(app, 'vanhanh', 'Sai-mật-khẩu-1')
    assert counted(people['vanhanh'], clock.at) is None

    clock.at += datetime.timedelta(days=2)
    for _ in range(2):
        log_in(app, 'vanhanh', 'Sai-mật-khẩu-1')
    assert counted(people['vanhanh'], clock.at) == clock.at + datetime.timedelta(hours=1)


def test_a_right_password_starts_the_count_anew(app, visit, clock):
    for _ in range(2):
        for _ in range(4):
            log_in(app, 'vanhanh', 'Sai-mật-khẩu-1')
        assert is_in(visit('vanhanh'))


def test_logging_in_writes_the_interactions_database_alone(app, people, registry):
    content = content_database(registry)
    interactions = content.databases['interactions']
    before = content.lastTransaction(), interactions.lastTransaction()

    log_in(app, 'vanhanh', 'Sai-mật-khẩu-1')
    failed = interactions.lastTransaction()
    log_in(app, 'vanhanh')

    assert content.lastTransaction() == before[0]
    assert before[1] != failed != interactions.lastTransaction()


def test_what_is_counted_names_nobody_by_log_in(app, people, small_portal):
    for login in ('vanhanh', 'aido'):
        log_in(app, login, 'Sai-mật-khẩu-1')
    transaction.begin()
    attempts = attempts_in(small_portal['interactions'].mounted())

    assert list(attempts.by_account) == [people['vanhanh'].id]
    assert attempts.unknown() == 1


def test_one_logs_in_on_a_component_site_and_in_english_too(wsgi, people):
    browser = TestApp(wsgi, extra_environ={'HTTP_HOST': 'soxaydung.hanoi.gov.vn'})

    entered = log_in(browser, 'quantri', path='/english/login')

    assert entered.location == 'http://soxaydung.hanoi.gov.vn/english/console'
    assert browser.get('/english/console/@@contents').html.html['lang'] == 'en'


def test_wrong_passwords_at_the_change_close_it_to_this_device(visit, people, clock, counted):
    browser = visit('vanhanh')
    form = login_form_of_change(browser.get('/password'))
    for _ in range(5):
        form['current_password'] = 'Sai-mật-khẩu-1'
        form['new_password'] = form['password_again'] = NEW
        wrong = problem(form.submit())

    assert counted(people['vanhanh'], clock.at) is None
    form['current_password'] = PASSWORD
    assert problem(form.submit()) == wrong
    transaction.begin()
    assert people['vanhanh'].generation == 0


def test_whose_session_it_is_is_looked_up_once_for_a_whole_page(visit, monkeypatch):
    browser, asked = visit('quantri'), []

    def spy(portal, session):
        asked.append(session)
        return False

    monkeypatch.setattr('hanoiportal.kernel.security.authorization.policy.is_ended', spy)
    browser.get('/console/@@contents')

    # Once for the page; once for the request that substanced makes up to ask for the tabs.
    assert len(asked) == 2


def test_readers_are_told_that_the_page_is_for_staff_and_staff_whom_to_ask(app, people):
    page = app.get('/login').html.main

    assert 'người đọc không cần tài khoản' in page.text
    assert 'liên hệ người quản trị tài khoản của cơ quan' in page.text
