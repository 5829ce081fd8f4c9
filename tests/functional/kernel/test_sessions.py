"""Sessions: what ends one, what goes on under another name, and what the log says of log-ins."""
import datetime
import io
import json
import logging

import pytest
import transaction
from hanoiportal.kernel.security.authentication.sessions import COOKIE
from hanoiportal.kernel.security.authentication.usage import usage_of
from hanoiportal.platform.monitoring.lines import JsonLines
from support.people import PASSWORD, is_in, log_in, login_form
from support.second_factors import form_of, second_step

OUTSIDE = '203.0.113.77'


@pytest.fixture
def lines():
    """``lines(logger)``: what that logger wrote, a ``dict`` for each line."""
    written, portal = io.StringIO(), logging.getLogger('hanoiportal')
    handler, level = logging.StreamHandler(written), portal.level
    handler.setFormatter(JsonLines())
    portal.addHandler(handler)
    portal.setLevel(logging.INFO)
    yield lambda logger: [line for line in map(json.loads, written.getvalue().splitlines())
                          if line['logger'] == logger]
    portal.removeHandler(handler)
    portal.setLevel(level)


@pytest.fixture
def sessions(small_portal):
    """``sessions(account)``: the names of its open sessions, as they are listed."""
    def names(account):
        transaction.begin()
        return set(usage_of(small_portal, account).sessions)

    return names


def copied(visit, browser):
    thief = visit()
    thief.set_cookie(COOKIE, browser.cookies[COOKIE])
    assert is_in(thief)
    return thief


def prove(browser, password=PASSWORD, **more):
    page = browser.get('/confirm')
    form = page.forms[form_of(page, 'password')]
    for name, value in {'password': password, **more}.items():
        form[name] = value
    return form.submit()


def log_out(browser):
    forms = browser.get('/console/@@contents').forms.values()
    return next(form for form in forms if form.action.endswith('/logout')).submit()


def end_others(browser):
    page = browser.get('/account')
    form = next(each for each in page.forms.values() if each.action.endswith('/account-sessions')
                and each['session'].value == 'others')
    return form.submit()


def test_after_a_proof_anew_a_copy_of_the_cookie_from_before_opens_nothing(
        visit, people, sessions):
    browser = visit('quantri')
    thief, before = copied(visit, browser), sessions(people['quantri'])

    assert prove(browser).status_int == 303

    assert is_in(browser) and not is_in(thief)
    after = sessions(people['quantri'])
    assert len(before) == len(after) == 1 and before != after


def test_a_proof_anew_makes_no_session_longer(visit, clock):
    browser = visit('quantri')
    clock.at += datetime.timedelta(hours=11, minutes=59)
    prove(browser)
    assert is_in(browser)
    clock.at += datetime.timedelta(minutes=1)

    assert not is_in(browser)


def test_who_logs_in_over_a_session_ends_it(visit, people, sessions):
    browser = visit('quantri')
    thief = copied(visit, browser)
    form = login_form(browser.get('/login', {'came_from': '/console'}))
    form['login'], form['password'] = 'vanhanh', PASSWORD
    assert form.submit().status_int == 303

    assert not is_in(thief)
    assert not sessions(people['quantri']) and len(sessions(people['vanhanh'])) == 1


def test_who_logs_in_over_a_session_in_two_steps_ends_it(visit, enrol, people, sessions):
    browser, (telephone, _codes) = visit('quantri'), enrol('vanhanh')
    thief, form = copied(visit, browser), login_form(browser.get('/login', {'came_from': '/'}))
    form['login'], form['password'] = 'vanhanh', PASSWORD
    page = form.submit().follow()

    assert not is_in(thief) and not sessions(people['quantri'])
    form = page.forms[form_of(page, 'code')]
    form['code'] = telephone.code()
    assert form.submit().status_int == 303 and is_in(browser)
    assert sessions(people['vanhanh'])


def test_a_session_that_was_logged_out_is_listed_no_more(visit, people, sessions):
    log_out(visit('quantri'))

    assert sessions(people['quantri']) == set()


def test_who_logs_out_leaves_nothing_in_the_browsers_storage(visit):
    answer = log_out(visit('quantri'))

    assert answer.headers['Clear-Site-Data'] == '"storage"'


def test_other_sessions_are_ended_by_who_has_proved_lately_who_they_are(visit, clock):
    here, there = visit('vanhanh'), visit('vanhanh')
    clock.at += datetime.timedelta(minutes=16)

    assert '/confirm' in end_others(here).location and is_in(there)
    prove(here)
    end_others(here)

    assert is_in(here) and not is_in(there)


def test_a_cookie_that_was_not_signed_for_a_session_is_none(visit):
    browser = visit('quantri')
    good = browser.cookies[COOKIE]
    middle = len(good) // 2
    changed = good[:middle] + ('A' if good[middle] != 'A' else 'B') + good[middle + 1:]

    for value in (changed, browser.cookies['thiet-bi'], good[:-1], ''):
        thief = visit()
        thief.set_cookie(COOKIE, value)
        assert not is_in(thief), value


def test_fields_of_passwords_are_masked_and_known_to_password_managers(visit):
    browser = visit('quantri')
    fields = [field for page in ('/login?came_from=/', '/password', '/confirm')
              for field in browser.get(page).html.select('input[name*=password]')]

    assert [field['type'] for field in fields] == ['password'] * 5
    assert {field['autocomplete'] for field in fields} == {'current-password', 'new-password'}
    assert not any(name.startswith('on') for field in fields for name in field.attrs)


def test_a_one_time_password_opens_no_account_without_its_second_factor(visit, enrol):
    enrol('vanhanh')
    page = visit('quantri').get('/console/accounts/vanhanh/@@account')
    form = next(each for each in page.forms.values() if each.action.endswith('@@reset'))
    password = form.submit().html.find('code').text

    assert log_in(visit(), 'vanhanh', password).location.endswith('/second-factor')


def test_every_log_in_and_attempt_is_told_by_ids_and_marks(
        visit, people, enrol, lines):
    telephone, _codes = enrol('quantri')
    browser = visit()
    browser.extra_environ['REMOTE_ADDR'] = OUTSIDE
    log_in(browser, 'aido', 'Sai-mật-khẩu-1')
    log_in(browser, 'quantri', 'Sai-mật-khẩu-1')
    second_step(browser, 'quantri', '000000')
    second_step(browser, 'quantri', telephone.code())
    prove(browser, 'Sai-mật-khẩu-1')
    prove(browser, code=telephone.code())
    log_out(browser)

    found, account = lines('hanoiportal.security'), people['quantri'].id
    found = found[[line.get('means') for line in found].index('password') + 1:]
    assert [(line['message'], line['who']) for line in found] == [
        ('log-in wrong', None), ('log-in wrong', account), ('log-in wrong', account),
        ('logged in', account), ('log-in wrong', account), ('proved anew', account),
        ('logged out', account)]
    assert found[3]['means'] == 'code' and all(line['request'] for line in found)
    assert len({line['network'] for line in found if 'network' in line}) == 1
    assert OUTSIDE not in str(found) and 'quantri' not in str(found)


def test_a_right_password_for_an_account_that_is_closed_is_told(visit, people, lines):
    for _ in range(5):
        log_in(visit(), 'quantri', 'Sai-mật-khẩu-1')
    log_in(visit(), 'quantri')

    assert [line['message'] for line in lines('hanoiportal.security')] == [
        'log-in wrong'] * 5 + ['log-in closed']


def test_what_is_refused_is_told_with_the_reason_and_whose_session_it_was(visit, people, lines):
    browser = visit('kiemtra')
    browser.get('/console/accounts/@@accounts', expect_errors=True)
    browser.post('/logout', expect_errors=True)
    browser.get('/khong-co', expect_errors=True)
    visit().get('/', headers={'Host': 'evil.example'}, expect_errors=True)

    found = lines('hanoiportal.requests')[-4:]
    assert [(line.get('refused'), line.get('who')) for line in found] == [
        ('right', people['kiemtra'].id), ('forgery', people['kiemtra'].id), (None, None),
        ('host', None)]
