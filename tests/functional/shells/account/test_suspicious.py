"""Owners are told of what others may have tried on their accounts, and of passwords that end."""
import datetime

import pytest
import transaction
from hanoiportal.kernel.security.authentication.suspicions import HALF_WAY, LOCKED, NEW_DEVICE
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.platform.notifications.delivering import deliver
from hanoiportal.platform.notifications.services import notifying
from hanoiportal.shells.account.expiring import warn
from hanoiportal.shells.account.suspicious import tell_owners
from servers.smtp import mail_settings
from support.people import PASSWORD, log_in
from support.second_factors import second_step

WRONG, NO_CODE = 'Sai-mật-khẩu-1', '000000'

own_settings = mail_settings


@pytest.fixture
def heard(environment, registry, people, clock):
    """``heard(login)``: let the job come round; what that person was told of attempts."""
    def kinds(login):
        transaction.begin()
        tell_owners(environment)
        transaction.begin()
        return [each.kind for each in reversed(notifying(registry).list(people[login]))
                if each.kind.startswith('attempt')]

    return kinds


def wrong(browser, login, times):
    for _time in range(times):
        log_in(browser, login, WRONG)


def log_out(browser):
    page = browser.get('/account')
    next(each for each in page.forms.values() if each.action.endswith('/logout')).submit()


@pytest.mark.clause('8.1')
def test_the_owner_is_told_once_that_the_account_was_closed(visit, heard, clock):
    wrong(visit(), 'kiemtra', 4)
    assert heard('kiemtra') == []

    wrong(visit(), 'kiemtra', 1)

    assert heard('kiemtra') == heard('kiemtra') == [LOCKED]
    clock.pass_(hours=13)
    wrong(visit(), 'kiemtra', 5)
    assert heard('kiemtra') == [LOCKED, LOCKED]
    assert heard('vanhanh') == []


def test_a_mail_says_so_and_nothing_of_who_tried(visit, heard, people, environment, mail_server):
    people['kiemtra'].email = 'kiem-tra@hanoi.gov.vn'
    transaction.commit()
    wrong(visit(), 'kiemtra', 5)
    heard('kiemtra')
    deliver(environment)

    [mail] = mail_server.mails

    assert mail['To'] == 'kiem-tra@hanoi.gov.vn'
    assert 'bị tạm khóa' in mail.get_content() and '127.0.0.1' not in str(mail)


def test_the_page_of_the_account_shows_it_and_what_to_do(visit, heard, clock):
    owner = visit('kiemtra')
    assert 'Dấu hiệu lạ' not in owner.get('/account').text
    wrong(visit(), 'kiemtra', 5)
    heard('kiemtra')

    page = owner.get('/account')

    assert 'bị tạm khóa' in page.text and 'đổi mật khẩu ngay' in page.text
    assert f'{clock.at + datetime.timedelta(hours=7):%H:%M %d/%m/%Y}' in page.text


@pytest.mark.clause('8.1')
def test_who_has_the_password_and_not_the_telephone_is_told_to_the_owner(visit, enrol, heard):
    telephone, _codes = enrol('kiemtra')
    stranger = visit()
    for _time in range(3):
        second_step(stranger, 'kiemtra', NO_CODE)

    assert heard('kiemtra') == [HALF_WAY]

    owner = visit()
    second_step(owner, 'kiemtra', telephone.code())
    assert heard('kiemtra') == [HALF_WAY, NEW_DEVICE]


def test_a_slip_on_a_device_that_is_known_is_nothing_strange(visit, enrol, heard):
    telephone, _codes = enrol('kiemtra')
    owner = visit()
    second_step(owner, 'kiemtra', telephone.code())
    log_out(owner)
    wrong(owner, 'kiemtra', 2)
    second_step(owner, 'kiemtra', NO_CODE)
    second_step(owner, 'kiemtra', telephone.code())

    assert heard('kiemtra') == []


@pytest.mark.clause('8.1')
def test_a_log_in_from_a_new_device_after_wrong_ones_is_told(visit, heard):
    visit('kiemtra')
    assert heard('kiemtra') == []
    stranger = visit()
    wrong(stranger, 'kiemtra', 2)

    assert log_in(stranger, 'kiemtra').status_int == 303

    assert heard('kiemtra') == [NEW_DEVICE]


def test_a_wrong_log_in_writes_no_content_and_says_the_same_of_whoever_there_is(
        visit, people, registry):
    database = content_database(registry)
    before, said = database.lastTransaction(), set()
    for login in ('kiemtra', 'aido'):
        browser = visit()
        said |= {log_in(browser, login, WRONG).html.find(id='problem').text for _time in range(6)}
        said.add(log_in(browser, login, PASSWORD).html.find(id='problem').text)

    assert len(said) == 1
    assert database.lastTransaction() == before


@pytest.mark.clause('8.1')
def test_an_administrator_is_told_in_time_that_the_password_ends(
        visit, people, environment, registry, clock):
    def told_of(login):
        transaction.begin()
        warn(environment)
        transaction.begin()
        return [each.details for each in notifying(registry).list(people[login])
                if each.kind == 'password_due']

    for account in people.values():
        account.password_at = clock.at
    transaction.commit()
    assert told_of('quantri') == []  # of 24 November; it ends on 24 January
    clock.pass_(days=46)
    assert told_of('quantri') == []
    assert 'hết hạn sau' not in visit('quantri').get('/account').text

    clock.pass_(days=1)

    assert told_of('quantri') == told_of('quantri') == [{'note': '24/01/2027'}]
    assert len(told_of('vanhanh')) == 1 and told_of('kiemtra') == []
    clock.pass_(days=10)
    browser = visit('quantri')
    assert 'hết hạn sau 4 ngày' in browser.get('/console/@@contents').text
    assert 'hết hạn sau' in browser.get('/account').text
    people['quantri'].password_at = clock.at
    transaction.commit()
    assert 'hết hạn sau' not in visit('quantri').get('/account').text
    clock.pass_(days=50)
    assert len(told_of('quantri')) == 2
