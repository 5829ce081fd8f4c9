"""The second factor: required of staff, applications that tell codes, recovery codes."""
import datetime

import pytest
import transaction
from hanoiportal.kernel.security.authentication.attempts import attempts_in
from hanoiportal.kernel.security.authentication.usage import usage_of
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.storage.tallies import save_taken
from hanoiportal.safekeeping.audit.services import AuditService
from hanoiportal.shells.account.sessionlastseen import ISessionLastSeen, write_down
from support.pages import token_of
from support.people import PASSWORD, is_in, log_in
from support.second_factors import form_of, second_step

WRONG = '000000'


def press(page, action, **values):
    """Send the form of ``page`` that leads to ``action``."""
    form = next(each for each in page.forms.values() if each.action.endswith(action) and all(
        name in each.fields and each[name].value == value for name, value in values.items()))
    return form.submit()


@pytest.mark.clause('8.1')
def test_staff_get_nowhere_before_they_have_a_second_factor(visit, required):
    browser = visit('quantri')

    for address in ('/console', '/console/accounts', '/desk'):
        assert browser.get(address).location.endswith('/account'), address
    assert 'yếu tố thứ hai' in browser.get('/account').text
    page = browser.get('/account')
    token = page.forms[form_of(page, 'csrf_token')]['csrf_token'].value
    page = browser.post('/console/accounts/vanhanh/@@suspend', {'csrf_token': token})
    assert page.location.endswith('/account')


def test_enrolling_an_application_opens_the_console_and_asks_from_then_on(
        visit, required, enrol, small_portal):
    telephone, codes = enrol('quantri')
    browser = visit()

    first = log_in(browser, 'quantri')
    assert first.location.endswith('/second-factor') and not is_in(browser)
    page = first.follow()
    form = page.forms[form_of(page, 'code')]
    form['code'] = telephone.code()
    assert form.submit().location.endswith('/console') and is_in(browser)
    assert len(codes) == 10
    transaction.begin()
    account = small_portal['accounts']['quantri']
    secret = telephone._totp.secret.encode()
    assert secret not in account.one_time.sealed
    assert not any(code.replace('-', '') in ''.join(account.recovery) for code in codes)


def test_without_a_requirement_only_those_are_asked_who_have_one(visit, enrol):
    enrol('quantri')

    assert log_in(visit(), 'quantri').location.endswith('/second-factor')
    assert is_in(visit('vanhanh'))


def test_a_code_opens_once(visit, enrol):
    telephone, _codes = enrol('quantri')
    code = telephone.code()

    assert second_step(visit(), 'quantri', code).status_int == 303
    again = second_step(visit(), 'quantri', code)
    assert again.status_int == 200 and 'đã dùng' in again.html.find(id='problem').text


def test_a_recovery_code_opens_once(visit, enrol):
    _telephone, codes = enrol('quantri')

    assert second_step(visit(), 'quantri', codes[3].lower()).status_int == 303
    assert second_step(visit(), 'quantri', codes[3]).status_int == 200
    browser = visit()
    assert second_step(browser, 'quantri', codes[4]).status_int == 303
    text = ' '.join(browser.get('/account').html.get_text().split())
    assert 'Còn 8 trên 10 mã' in text


def test_wrong_codes_close_the_account_like_wrong_passwords(visit, enrol, clock):
    telephone, _codes = enrol('quantri')
    wrong = [second_step(visit(), 'quantri', WRONG) for _ in range(5)]

    assert {page.status_int for page in wrong} == {200}
    right = log_in(visit(), 'quantri')
    assert right.status_int == 200
    clock.at += datetime.timedelta(hours=12)
    assert second_step(visit(), 'quantri', telephone.code()).status_int == 303


def test_right_passwords_do_not_forget_wrong_codes(visit, enrol, small_portal, clock):
    enrol('quantri')
    for _ in range(3):
        second_step(visit(), 'quantri', WRONG)
    log_in(visit(), 'quantri')

    transaction.begin()
    attempts = attempts_in(small_portal['interactions'].mounted())
    assert attempts.by_account[small_portal['accounts']['quantri'].id][0] == 3


def test_who_waits_too_long_with_the_second_step_begins_anew(visit, enrol, clock):
    telephone, _codes = enrol('quantri')
    browser = visit()
    page = log_in(browser, 'quantri').follow()
    clock.at += datetime.timedelta(minutes=10)
    form = page.forms[form_of(page, 'code')]
    form['code'] = telephone.code()

    assert form.submit().location.endswith('/login')
    assert not is_in(browser)


def test_logging_in_in_two_steps_writes_no_content(visit, enrol, registry):
    telephone, _codes = enrol('quantri')
    before = content_database(registry).lastTransaction()

    assert second_step(visit(), 'quantri', telephone.code()).status_int == 303
    assert content_database(registry).lastTransaction() == before


def test_a_new_factor_ends_every_other_session_and_its_owner_is_told(
        visit, enrol, small_portal):
    other = visit('quantri')
    enrol('quantri')

    assert not is_in(other)
    transaction.begin()
    kinds = [entry[0] for entry in small_portal['accounts']['quantri'].notices.entries.values()]
    assert 'account_changed' in kinds


def test_who_proved_themselves_long_ago_does_it_again_before_a_change(visit, clock):
    browser = visit('quantri')
    clock.at += datetime.timedelta(minutes=16)

    page = browser.get('/account-code').follow()
    form = page.forms[form_of(page, 'password')]
    form['password'] = 'Sai-mật-khẩu-1'
    assert form.submit().html.find(id='problem')
    form['password'] = PASSWORD
    assert form.submit().follow().status_int == 200
    assert browser.get('/account-code').status_int == 200


def test_who_has_a_second_factor_proves_anew_by_both(visit, enrol, clock):
    telephone, codes = enrol('quantri')
    browser = visit()
    second_step(browser, 'quantri', telephone.code())
    clock.at += datetime.timedelta(minutes=16)

    def proof(code):
        page = browser.get('/confirm')
        form = page.forms[form_of(page, 'password')]
        form['password'], form['code'] = PASSWORD, code
        return form.submit().status_int

    used = telephone.code()
    assert proof('') == proof(WRONG) == 200
    assert browser.get('/account-code').status_int == 303
    assert proof(used) == 303 and browser.get('/account-code').status_int == 200
    assert proof(used) == 200 and proof(codes[0]) == 303


def test_an_administrator_resets_the_second_factor_of_another_and_not_their_own(
        visit, enrol, small_portal, registry):
    enrol('vanhanh')
    administrator = visit('quantri')
    page = administrator.get('/console/accounts/vanhanh/@@account')
    assert 'Ứng dụng tạo mã' in page.text

    form = page.forms[form_of(page, 'reference')]
    form['check'], form['reference'] = 'in_person', 'gặp tại phòng 305'
    form.submit()

    assert is_in(visit('vanhanh'))
    own = administrator.get('/console/accounts/quantri/@@account')
    token = token_of(own)
    administrator.post('/console/accounts/quantri/@@reset-factors', {
        'csrf_token': token, 'check': 'in_person', 'reference': 'gặp tại phòng 305'},
        status=422)
    transaction.begin()
    assert small_portal['accounts']['vanhanh'].recovery == ()
    told = AuditService(registry, lambda *asked: True).entries(small_portal['accounts']).items
    assert [entry.action for entry in told].count('reset_second_factor') == 1


def test_taking_the_last_factor_away_takes_the_recovery_codes(visit, enrol, small_portal):
    telephone, _codes = enrol('quantri')
    browser = visit()
    second_step(browser, 'quantri', telephone.code())

    press(browser.get('/account'), '/account-drop', factor='code')

    assert is_in(browser)
    transaction.begin()
    account = small_portal['accounts']['quantri']
    assert not account.has_second_factor and account.recovery == ()


def test_new_recovery_codes_replace_the_old(visit, enrol):
    telephone, codes = enrol('quantri')
    browser = visit()
    second_step(browser, 'quantri', telephone.code())

    new = press(browser.get('/account'), '/account-recovery').html.select('.codes code')

    assert second_step(visit(), 'quantri', codes[0]).status_int == 200
    assert second_step(visit(), 'quantri', new[0].text).status_int == 303


def test_sessions_are_listed_and_ended_from_elsewhere(visit):
    here, there, third = visit('vanhanh'), visit('vanhanh'), visit('vanhanh')
    page = here.get('/account')
    assert len(page.html.select('form[action$="/account-sessions"] [name=session]')) == 3

    [one, *_rest] = [form for form in page.forms.values() if form.action.endswith(
        '/account-sessions')]
    one.submit()
    assert [is_in(each) for each in (here, there, third)].count(False) == 1
    press(here.get('/account'), '/account-sessions', session='others')

    assert is_in(here) and not is_in(there) and not is_in(third)


def test_nobody_ends_the_session_of_another(visit, people, small_portal):
    browser, victim = visit('vanhanh'), visit('kiemtra')
    page = browser.get('/account')
    token = page.forms[form_of(page, 'csrf_token')]['csrf_token'].value
    transaction.begin()
    usage = small_portal['interactions'].mounted()['usage'][people['kiemtra'].id]
    [session] = usage.sessions

    answer = browser.post('/account-sessions', {'csrf_token': token, 'session': session},
                          expect_errors=True)

    assert answer.status_int == 404
    assert is_in(victim)


BAD = ['', '{}', '[]', 'null', '{"id": 1}', '{"id": "x", "response": 3}', '\x00', '9' * 9000,
       '[' * 1500, '{"id":"x","rawId":"x","type":"public-key","response":{"userHandle":"\ud800"}}',
       '{"id":"é","response":{"userHandle":"////"}}']


def test_a_made_up_passkey_opens_nothing_and_is_no_error_of_ours(app, people):
    for answer in BAD:
        page = app.get('/login')
        token = page.forms[form_of(page, 'password')]['csrf_token'].value
        app.post('/passkey-options', {'csrf_token': token, 'for': 'enter'})

        refused = app.post('/login-passkey', {
            'csrf_token': token, 'answer': answer.encode('utf-8', 'surrogatepass')},
            expect_errors=True)

        assert refused.status_int in (200, 400) and not is_in(app), answer


def test_a_job_writes_down_when_each_session_was_used_last_and_nothing_if_none_was(
        environment, visit, clock, people, small_portal):
    browser = visit('vanhanh')
    clock.at += datetime.timedelta(minutes=10)
    browser.get('/desk')

    def last():
        transaction.begin()
        usage = usage_of(small_portal, people['vanhanh'])
        [opened] = usage.sessions.values()
        return usage.last, opened.seen

    assert clock.at not in last()
    write_down(environment)
    assert last() == (clock.at, clock.at)
    before = small_portal['interactions'].mounted()._p_jar.db().lastTransaction()
    write_down(environment)
    assert small_portal['interactions'].mounted()._p_jar.db().lastTransaction() == before


def test_what_could_not_be_written_down_is_written_the_next_time(
        environment, visit, people, small_portal, registry):
    browser = visit('vanhanh')
    browser.get('/desk')
    account, sightings = people['vanhanh'].id, registry.getUtility(ISessionLastSeen)

    def fails(taken):
        sightings.saw('khac', 'phien', None, 0)
        raise OSError(taken)

    [(who, session)] = list(sightings._seen)
    with pytest.raises(OSError, match=account):
        save_taken(sightings, fails)

    assert who == account and sightings.last(account, session)
    assert set(sightings.take()) == {(account, session), ('khac', 'phien')}
