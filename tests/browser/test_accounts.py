"""Second factors in a real browser: passkeys by Chromium's virtual authenticator."""
import time

import pyotp
import pytest
from playwright.sync_api import expect
from servers.browser import PHONE, faults_on_screens
from servers.portal import add_user, bare, serving

PASSWORD = 'Cau-Long-Bien-1902'


@pytest.fixture(scope='module')
def portal(tmp_path_factory):
    """A portal that requires a second factor, with an operator who has none."""
    var = tmp_path_factory.mktemp('accounts') / 'var'
    bare(var)
    for login in ('lan', 'hoa'):
        add_user(var, login, PASSWORD, '--name', 'Nguyễn Thị Lan', '--role', 'operator',
                 '--basis', 'QĐ 1')
    with serving(var, {'portal.second_factor': 'required'}) as running:
        yield running


@pytest.fixture
def visitor(browser, portal):
    """A page with a device that holds passkeys and always knows its owner."""
    context = browser.new_context(viewport=PHONE, locale='vi-VN', base_url=portal.url)
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send('WebAuthn.enable')
    device.send('WebAuthn.addVirtualAuthenticator', {'options': {
        'protocol': 'ctap2', 'transport': 'internal', 'hasResidentKey': True,
        'hasUserVerification': True, 'isUserVerified': True,
        'automaticPresenceSimulation': True}})
    page.faults = []
    page.on('pageerror', lambda error: page.faults.append(str(error)))
    page.on('console', lambda said: page.faults.append(said.text) if said.type == 'error' else 0)
    yield page
    assert page.faults == []
    context.close()


def log_in(page, login):
    page.goto('/login')
    page.fill('main [name=login]', login)
    page.fill('main [name=password]', PASSWORD)
    page.click('main form:has([name=password]) button')


@pytest.mark.clause('8.1')
def test_a_passkey_is_enrolled_and_opens_the_console_without_a_password(visitor):
    log_in(visitor, 'lan')
    visitor.wait_for_url('**/account')
    assert faults_on_screens(visitor) == []
    visitor.fill('#name', 'Máy thử')
    visitor.click('form[data-passkey=enrol] button')
    visitor.wait_for_selector('.codes')
    assert faults_on_screens(visitor) == []
    visitor.click('main a.button')
    visitor.wait_for_url('**/console/**')
    visitor.goto('/account')
    assert visitor.inner_text('.rows b >> nth=0') == 'Máy thử'
    assert faults_on_screens(visitor) == []
    visitor.click('main form[action$="/logout"] button')

    visitor.goto('/login')
    assert faults_on_screens(visitor) == []
    visitor.click('form[data-passkey=enter] button')

    visitor.wait_for_url('**/console/**')

    visitor.goto('/account')
    visitor.click('main form[action$="/logout"] button')
    log_in(visitor, 'lan')
    visitor.wait_for_url('**/second-factor')
    assert faults_on_screens(visitor) == []
    visitor.click('form[data-passkey=second] button')
    visitor.wait_for_url('**/console/**')


def code_of_now(secret):
    """Return a code that is good for some seconds to come."""
    left = 30 - time.time() % 30
    if left < 5:
        time.sleep(left)
    return pyotp.TOTP(secret).now()


def test_an_application_is_enrolled_by_keyboard(visitor):
    log_in(visitor, 'hoa')
    visitor.wait_for_url('**/account')
    visitor.focus('a[href$="/account-code"]')
    visitor.keyboard.press('Enter')
    visitor.wait_for_url('**/account-code')
    assert faults_on_screens(visitor) == []
    secret = visitor.inner_text('.secret').replace(' ', '')
    visitor.focus('#code')
    visitor.keyboard.type(code_of_now(secret))
    visitor.keyboard.press('Enter')

    expect(visitor.locator('.codes li')).to_have_count(10)
