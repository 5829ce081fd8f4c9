"""The link by which somebody sets their password, in a real browser (ADR 53)."""
import re
from email import message_from_bytes
from email.policy import default

import pytest
from playwright.sync_api import expect
from servers.browser import PHONE, faults_on_screens
from servers.portal import add_user, bare, serving

PASSWORD, NEW = 'Cau-Long-Bien-1902', 'Ho-Guom-Xanh-1'


@pytest.fixture(scope='module')
def portal(tmp_path_factory):
    """A portal whose mails wait in ``var/mail``, with an operator."""
    var = tmp_path_factory.mktemp('link') / 'var'
    bare(var)
    add_user(var, 'lan', PASSWORD, '--role', 'operator', '--basis', 'QĐ 1')
    with serving(var, {'portal.mail_host': '127.0.0.1', 'portal.mail_port': '1',
                       'portal.mail_queue': str(var / 'mail')}) as running:
        yield running


@pytest.fixture
def window(browser, portal):
    """``window(**options)``: a page of somebody's own browser."""
    contexts = []

    def opened(**options):
        contexts.append(browser.new_context(
            viewport=PHONE, locale='vi-VN', base_url=portal.url, **options))
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def link(window, portal):
    """``link(login)``: the path of the link that a new account of that name is mailed."""
    def made(login):
        page = window()
        page.goto('/login')
        page.fill('main [name=login]', 'lan')
        page.fill('main [name=password]', PASSWORD)
        page.click('main form:has([name=password]) button')
        page.goto('/console/accounts/@@accounts')
        page.fill('#f-login', login)
        page.fill('#f-email', f'{login}@hanoi.gov.vn')
        page.click('form.form button')
        assert faults_on_screens(page) == []
        mails = [message_from_bytes(path.read_bytes(), policy=default)
                 for path in (portal.var / 'mail/new').iterdir()]
        return next(re.search(r'https://[^/]+(\S+#\S+)', mail.get_content())[1]
                    for mail in mails if mail['To'] == f'{login}@hanoi.gov.vn')

    return made


def set_password(page, login):
    assert f'Tên đăng nhập: {login}' in page.inner_text('main')
    assert faults_on_screens(page) == []
    page.fill('#new', NEW)
    page.fill('#again', NEW)
    page.click('form:has(#again) button')
    page.goto('/account')
    assert 'đường dẫn trong thư' in page.inner_text('main')


def test_the_code_is_sent_by_a_script_and_stands_in_no_address(window, link):
    page, asked = window(), []
    page.on('request', lambda request: asked.append(request.url))
    path = link('binh')

    page.goto(path)
    page.wait_for_url('**/password')

    code = path.partition('#')[2]
    assert not [url for url in asked if code in url.partition('#')[0]]
    page.go_back()
    assert code not in page.url
    page.goto('/password')
    set_password(page, 'binh')


def test_without_scripts_the_link_is_pasted(window, link):
    page, path = window(java_script_enabled=False), link('chi')
    page.goto('/password-new')
    page.fill('#code', 'https://hanoi.gov.vn' + path)

    page.click('form.code button')

    page.wait_for_url('**/password')
    page.fill('#new', NEW)
    page.fill('#again', NEW)
    page.click('form:has(#again) button')
    page.goto('/account')
    assert page.inner_text('h1') == 'Tài khoản của tôi'


def test_who_is_logged_in_is_asked_before_a_link_ends_their_session(window, link):
    path, page = link('dung'), window()
    page.goto('/login')
    page.fill('main [name=login]', 'lan')
    page.fill('main [name=password]', PASSWORD)
    page.click('main form:has([name=password]) button')

    page.goto(path)
    expect(page.locator('#code')).to_have_value(path.partition('#')[2])
    assert page.url.endswith('/password-new') and faults_on_screens(page) == []
    assert 'đang đăng nhập bằng tài khoản lan' in page.inner_text('main')
    page.click('form.code button')
    expect(page.get_by_role('main')).to_contain_text('Tên đăng nhập: dung')


@pytest.mark.parametrize('path', ['/password-new', '/_preview', '/_clarify'])
def test_who_goes_to_the_content_of_the_page_sends_no_code(window, path):
    page = window()
    page.goto(path)
    page.evaluate("addEventListener('hashchange', () => { document.title = location.hash })")

    page.keyboard.press('Tab')
    page.keyboard.press('Enter')

    expect(page).to_have_title('#noi-dung')
    assert page.url.endswith(f'{path}#noi-dung')
