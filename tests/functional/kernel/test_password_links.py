"""A password that somebody else begins is known to its owner alone (ASVS 5.0, 6.4.6; ADR 53):
links by mail, and two people where there is no mail.
"""
import datetime
import logging
import re
import stat
from email import message_from_bytes
from email.policy import default

import pytest
import transaction
from hanoiportal.base.settings import Settings
from hanoiportal.kernel.security.authentication.aging import is_too_old
from hanoiportal.kernel.security.authentication.passwordlinks import opens
from hanoiportal.kernel.security.authentication.tokens import key_of
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.roles import OPERATOR
from hanoiportal.platform.notifications.letters import link_letter
from hanoiportal.safekeeping.audit.services import AuditService
from support.pages import token_of
from support.people import BASIS, PASSWORD, log_in
from support.second_factors import form_of

ACCOUNT = '/console/accounts/vanhanh/@@account'
LIST = '/console/accounts/@@accounts'
NEW = 'Hồ-Gươm-Xanh-1'
ADDRESS = 'nguyen.an@hanoi.gov.vn'
TWO = 'việc này cần hai người'
LETTER = {'check': 'official_letter', 'reference': 'Công văn 12/UBND-VP'}


@pytest.fixture
def queue(tmp_path):
    return tmp_path / 'mail'


@pytest.fixture
def own_settings(queue):
    """A portal with a mail server, which nobody asks here: mails stay in the queue."""
    return {'portal.mail_host': 'mail.test', 'portal.mail_queue': str(queue)}


@pytest.fixture
def mailed(people):
    """The account of somebody with an address."""
    people['vanhanh'].email = ADDRESS
    transaction.commit()
    return people['vanhanh']


@pytest.fixture
def letters(queue):
    """``letters()``: ``(to, text)`` of the mails that wait."""
    def waiting():
        found = [message_from_bytes(path.read_bytes(), policy=default)
                 for path in sorted((queue / 'new').iterdir())] if (queue / 'new').exists() else []
        return [(mail['To'], mail.get_content()) for mail in found]

    return waiting


@pytest.fixture
def link(letters):
    """``link()``: the link in the last mail that has one."""
    return lambda: [found[1] for _to, text in letters()
                    if (found := re.search(r'(https?://\S+#\S+)', text))][-1]


@pytest.fixture
def actions(registry, small_portal):
    """``actions()``: ``(action, who)`` of the log of accounts, the latest first."""
    def told():
        transaction.begin()
        return [(each.action, each.who) for each in AuditService(
            registry, lambda *asked: True).entries(small_portal['accounts'], 0, 50).items]

    return told


def press(browser, view, path=ACCOUNT, status=None, **fields):
    page = browser.get(path)
    form = next(each for each in page.forms.values() if each.action.endswith(view))
    for name, value in fields.items():
        form[name] = value
    return form.submit(status=status)


def follow(browser, link, expect_errors=False):
    """Give the code of ``link`` on its page, as the script does; return the answer."""
    page = browser.get('/password-new')
    form = page.forms[form_of(page, 'code')]
    form['code'] = link
    return form.submit(expect_errors=expect_errors)


def set_password(browser, new=NEW):
    page = browser.get('/password')
    form = page.forms[form_of(page, 'password_again')]
    form['new_password'] = form['password_again'] = new
    return form.submit()


def test_the_owner_is_mailed_a_link_and_nobody_is_shown_a_password(
        administrator, visit, mailed, letters, actions, people):
    there = visit('vanhanh')

    page = press(administrator, '@@reset')

    assert 'n***@hanoi.gov.vn' in page.html.select('.once')[0].text
    assert not page.html.select('.once code') and ADDRESS not in page.text
    assert there.get('/console/@@contents', expect_errors=True).status_int == 303
    assert log_in(visit(), 'vanhanh').status_int == 200
    [text] = [text for to, text in letters() if to == ADDRESS and 'password-new#' in text]
    assert 'Người vanhanh' in text and 'tên đăng nhập' not in text.lower()
    assert actions()[0] == ('send_password_link', people['quantri'].id)
    assert 'reset_password' not in [action for action, _who in actions()]


def test_by_the_link_its_owner_sets_a_password_once(
        administrator, visit, mailed, link, actions, people):
    press(administrator, '@@reset')
    browser = visit()

    assert follow(browser, link()).location.endswith('/password')
    page = browser.get('/password')
    assert 'current_password' not in page.forms[form_of(page, 'password_again')].fields
    assert 'vanhanh' in page.html.find('main').text
    assert browser.get('/console').location.endswith('/password')
    assert set_password(browser).location.endswith('/console')

    assert browser.get('/console/@@contents').status_int == 200
    assert log_in(visit(), 'vanhanh', NEW).status_int == 303
    assert log_in(visit(), 'vanhanh').status_int == 200
    assert actions()[0] == ('change_password', people['vanhanh'].id)
    again = follow(visit(), link())
    assert again.status_int == 200 and 'không dùng được' in again.html.find(id='problem').text


def test_a_link_opens_for_a_day(administrator, visit, mailed, link, clock):
    press(administrator, '@@reset')
    clock.at += datetime.timedelta(hours=23, minutes=50)
    browser = visit()
    assert follow(browser, link()).status_int == 303
    clock.at += datetime.timedelta(minutes=10)

    assert follow(visit(), link()).status_int == 200
    assert 'không dùng được' in set_password(browser).html.find(id='problem').text
    assert log_in(visit(), 'vanhanh', NEW).status_int == 200


def test_a_new_link_ends_the_one_before(
        administrator, visit, mailed, link, clock, registry):
    press(administrator, '@@reset')
    first, browser = link(), visit()
    follow(browser, first)
    clock.at += datetime.timedelta(seconds=1)
    press(administrator, '@@reset')

    assert follow(visit(), first).status_int == 200
    transaction.begin()
    assert not opens(mailed, key_of(first.rpartition('#')[2]), registry)
    assert browser.get('/password').location.startswith('http://localhost/login')
    assert follow(visit(), link()).status_int == 303


def test_what_is_no_link_opens_nothing(visit, mailed, administrator):
    press(administrator, '@@reset')

    for typed in ['', 'x', '#', 'A' * 43, 'https://hanoi.gov.vn/password-new#',
                                           '\x00' * 43, 'é' * 43, '#' * 900]:
        answer = follow(visit(), typed)

        assert answer.status_int == 200 and answer.html.find(id='problem')


def test_a_link_opens_no_account_without_its_second_factor(
        administrator, visit, enrol, mailed, link):
    telephone, _codes = enrol('vanhanh')
    press(administrator, '@@reset')
    browser = visit()

    assert follow(browser, link()).location.endswith('/second-factor')
    assert browser.get('/password').location.startswith('http://localhost/login')
    page = browser.get('/second-factor')
    form = page.forms[form_of(page, 'code')]
    form['code'] = '000000'
    assert form.submit().status_int == 200
    form['code'] = telephone.code()
    assert form.submit().location.endswith('/password')
    assert browser.get('/console').location.endswith('/password')
    assert set_password(browser).location.endswith('/console')
    assert log_in(visit(), 'vanhanh', NEW).location.endswith('/second-factor')


def test_a_one_time_password_sets_no_password_without_the_second_factor(
        administrator, visit, enrol, people):
    telephone, _codes = enrol('vanhanh')
    password = press(administrator, '@@reset').html.select('.once code')[0].text
    browser = visit()

    assert log_in(browser, 'vanhanh', password).location.endswith('/second-factor')
    assert browser.get('/password').location.startswith('http://localhost/login')
    page = browser.get('/second-factor')
    form = page.forms[form_of(page, 'code')]
    form['code'] = telephone.code()
    assert form.submit().location.endswith('/password')


@pytest.mark.parametrize('how', ['suspended', 'disabled'])
def test_a_link_opens_no_account_that_is_closed(administrator, visit, mailed, link, how):
    press(administrator, '@@reset')
    transaction.begin()
    setattr(mailed, how, True)
    transaction.commit()

    assert follow(visit(), link()).status_int == 200


def test_of_the_token_only_its_hash_is_kept_and_the_mail_is_for_nobody_else_to_read(
        administrator, mailed, link, queue, small_portal, caplog):
    with caplog.at_level(logging.DEBUG):
        page = press(administrator, '@@reset')
    token = link().rpartition('#')[2]
    transaction.begin()

    assert len(token) == 43 and mailed.link.key == key_of(token)
    assert list(small_portal['accounts'].links) == [mailed.link.key]
    assert token not in page.text and token not in caplog.text
    raw = small_portal._p_jar.db().storage
    assert token.encode() not in b''.join(
        record.data for each in raw.iterator() for record in each)
    assert {stat.S_IMODE(path.stat().st_mode) for path in (queue / 'new').iterdir()} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in queue.iterdir() if path.is_dir()} == {
        0o700}


def test_a_new_account_with_an_address_gets_a_link_and_no_password(
        administrator, visit, link, small_portal, actions, people):
    page = press(administrator, '@@accounts', LIST, login='lan', name='Nguyễn Thị Lan',
                 email=ADDRESS)

    assert 'n***@hanoi.gov.vn' in page.html.select('.once')[0].text
    assert not page.html.select('.once code')
    transaction.begin()
    account = small_portal['accounts']['lan']
    assert account.email == ADDRESS and account.password_hash is None
    assert [each for each, _who in actions()][:2] == ['send_password_link', 'create_account']
    browser = visit()
    follow(browser, link())
    assert set_password(browser).status_int == 303
    assert log_in(visit(), 'lan', NEW).status_int == 303


@pytest.mark.parametrize(('settings', 'begin'), [
    ({}, 'https://hanoi.gov.vn/password-new#x'),
    ({'desk_host': 'quantri'}, 'https://quantri.hanoi.gov.vn/password-new#x'),
    ({'mail_links': 'http://localhost:6543/'}, 'http://localhost:6543/password-new#x')])
def test_the_link_leads_to_where_people_log_in(mailed, small_portal, clock, settings, begin):
    _subject, text = link_letter(
        mailed, small_portal, 'x', clock.at, Settings(domain='hanoi.gov.vn', **settings))

    assert f'Mở: {begin}\n' in text


def test_a_new_account_with_a_wrong_address_is_not_made(administrator, small_portal, letters):
    page = press(administrator, '@@accounts', LIST, 422, login='lan', email='không phải')

    assert page.html.find(id='e-email')
    assert page.forms[form_of(page, 'email')]['login'].value == 'lan'
    transaction.begin()
    assert 'lan' not in small_portal['accounts'] and letters() == []


def test_without_an_address_a_password_is_shown_and_opens_its_change(administrator, visit, people):
    password = press(administrator, '@@reset').html.select('.once code')[0].text

    assert log_in(visit(), 'vanhanh', password).location.endswith('/password')


def test_who_resets_their_own_password_is_shown_it_and_is_out(administrator, visit):
    own = '/console/accounts/quantri/@@account'

    password = press(administrator, '@@reset', own).html.select('.once code')[0].text

    assert administrator.get('/console').status_int == 303
    assert log_in(visit(), 'quantri', password).location.endswith('/password')


def test_who_has_a_passkey_works_on_while_the_link_waits(
        administrator, visit, mailed, small_portal, password_hash, registry, clock):
    """A password that there is not is too old for nobody; it is set by the link alone."""
    press(administrator, '@@reset')
    browser = visit()
    with_password(mailed, password_hash, clock.at)
    log_in(browser, 'vanhanh')  # in place of a passkey
    with_password(mailed, None, None)

    assert not is_too_old(small_portal, mailed, registry)
    assert browser.get('/console/@@contents').status_int == 200
    page = browser.get('/password')
    assert 'Tài khoản chưa có mật khẩu' in page.text and 'password_again' not in page.text


def with_password(account, hash, at):
    transaction.begin()
    account.password_hash, account.password_at = hash, at
    transaction.commit()


def test_who_took_the_factors_away_does_not_open_the_account_too(
        administrator, visit, enrol, people, actions, clock):
    enrol('vanhanh')
    press(administrator, '@@reset-factors', **LETTER)
    transaction.begin()
    before = people['vanhanh'].generation

    page = press(administrator, '@@reset', status=422)

    assert TWO in page.html.find(class_='flash').text and 'Người quantri' not in page.html.find(
        class_='flash').text
    transaction.begin()
    assert people['vanhanh'].generation == before
    assert 'reset_password' not in [action for action, _who in actions()]
    clock.at += datetime.timedelta(days=30, seconds=1)
    assert press(visit('quantri'), '@@reset').html.select('.once code')


def test_another_manager_does(administrator, visit, enrol, people, small_portal):
    enrol('kiemtra')
    grant(small_portal, people['khach'].id, OPERATOR, Grant(basis=BASIS))
    transaction.commit()
    path = '/console/accounts/kiemtra/@@account'
    press(administrator, '@@reset-factors', path, **LETTER)

    assert press(administrator, '@@reset', path, 422)
    assert press(administrator, '@@reset').html.select('.once code')
    assert press(visit('khach'), '@@reset', path).html.select('.once code')


def test_who_changed_the_address_does_not_have_a_link_sent_there(
        administrator, visit, mailed, letters, actions, people):
    answer = press(administrator, '@@address', email='ke.la@hanoi.gov.vn')

    assert answer.status_int == 303
    [(to, text)] = letters()
    assert to == ADDRESS and 'Nơi nhận thư báo' in text and 'ke.la' not in text
    assert actions()[0] == ('move_account_mail', people['quantri'].id)
    page = press(administrator, '@@reset', status=422)
    assert TWO in page.text and len(letters()) == 1
    transaction.begin()
    assert mailed.email == 'ke.la@hanoi.gov.vn' and mailed.password_hash is not None


def test_the_old_address_is_told_of_a_new_one_whatever_its_owner_chose(
        administrator, mailed, letters, visit):
    page = visit('vanhanh').get('/desk/@@notifications')
    form = page.forms[form_of(page, 'address')]
    form['wanted'].checked = False
    form.submit()

    press(administrator, '@@address', email='ke.la@hanoi.gov.vn')

    assert [to for to, _text in letters()] == [ADDRESS]


def test_no_address_of_mail_is_refused_and_stays_as_typed(administrator, mailed, letters):
    for address in ('', '  ', 'không phải', 'a@b\nBcc: x@y.vn'):
        page = press(administrator, '@@address', status=422, email=address)

        assert page.html.find(id='e-email') and letters() == [], address
        transaction.begin()
        assert mailed.email == ADDRESS, address


def test_nobody_changes_their_own_address_here_nor_that_of_who_is_above_them(
        visit, people, administrator):
    own = '/console/accounts/quantri/@@account'
    page = administrator.get(own)
    assert 'email' not in [name for form in page.forms.values() for name in form.fields]
    token = token_of(page)
    administrator.post('/console/accounts/quantri/@@address', {
        'csrf_token': token, 'email': ADDRESS}, status=422)

    press(visit('vanhanh'), '@@address', own, 422, email=ADDRESS)

    transaction.begin()
    assert people['quantri'].email == ''


def test_a_password_that_somebody_has_read_goes_with_the_factors(
        administrator, visit, enrol, people, small_portal):
    """Who was shown it could wait until somebody else takes the second factor away."""
    enrol('vanhanh')
    password = press(administrator, '@@reset').html.select('.once code')[0].text
    grant(small_portal, people['khach'].id, OPERATOR, Grant(basis=BASIS))
    transaction.commit()

    press(visit('khach'), '@@reset-factors', **LETTER)

    assert log_in(visit(), 'vanhanh', password).status_int == 200
    transaction.begin()
    assert people['vanhanh'].password_hash is None


def test_a_link_goes_with_the_factors(administrator, visit, enrol, mailed, link):
    enrol('vanhanh')
    press(administrator, '@@reset')
    press(administrator, '@@reset-factors', **LETTER)

    assert follow(visit(), link()).status_int == 200


def test_an_own_password_stays_when_the_factors_go(administrator, visit, enrol):
    enrol('vanhanh')
    press(administrator, '@@reset-factors', **LETTER)

    assert log_in(visit(), 'vanhanh', PASSWORD).location.endswith('/console')


def test_an_account_that_is_removed_takes_its_link_along(administrator, mailed, small_portal):
    press(administrator, '@@reset')
    transaction.begin()

    small_portal['accounts'].remove('vanhanh')

    assert not small_portal['accounts'].links


def test_a_link_counts_like_wrong_log_ins_of_the_network(visit, registry, people):
    browser = visit()
    answers = [follow(browser, 'A' * 43, True).status_int for _ in range(51)]

    assert answers[:50] == [200] * 50 and answers[50] == 429
