"""Autosave in a real browser: what it says, what it survives, whom it shows."""
import re

import pytest
from playwright.sync_api import expect
from servers.browser import DESKTOP, axe, opened
from servers.keystrokes import FORM, LOGIN, PASSWORD, prepare, serving
from servers.person import Person
from servers.portal import deed
from servers.process import free_port

OTHER, NAME = 'minh', 'Trần Minh'
KIND = 'application/x-www-form-urlencoded'
KEPT = re.compile(r'Đã lưu nháp lúc \d\d:\d\d:\d\d')


@pytest.fixture(scope='module')
def browser(playwright):
    """A whole Chromium, whose windows keep their storage."""
    with opened(playwright, whole=True) as chromium:
        yield chromium


@pytest.fixture(scope='module')
def portal(tmp_path_factory):
    """A portal with one item and two people who may edit it."""
    var = tmp_path_factory.mktemp('autosave')
    prepare(var)
    deed(var, 'user', 'add', OTHER, '--name', NAME, '--role', 'operator', '--password-stdin',
         given=PASSWORD + '\n')
    with serving(var, free_port()) as (_process, found):
        yield found


@pytest.fixture
def enter(browser, portal):
    """``enter(login)``: a page of somebody who is logged in, at the form."""
    contexts = []

    def opened(login=LOGIN):
        context = browser.new_context(viewport=DESKTOP, locale='vi-VN')
        contexts.append(context)
        page = context.new_page()
        log_in(page, portal, login)
        page.goto(portal.url + FORM)
        return page

    yield opened
    for context in contexts:
        context.close()


def log_in(page, portal, login=LOGIN):
    page.goto(f'{portal.url}/login')
    page.fill('[name=login]', login)
    page.fill('[name=password]', PASSWORD)
    with page.expect_navigation():
        page.click('main button')


def write(page, text, field='summary'):
    page.locator(f'[name={field}]').press_sequentially(text)


def state(page):
    return page.locator('.autosave .state')


def trouble(page):
    return page.locator('.autosave .trouble')


def test_what_is_typed_is_kept_within_seconds_and_offered_after_a_reload(enter):
    page = enter()

    write(page, 'Đang viết dở')
    expect(state(page)).to_have_text(KEPT)
    mark = page.input_value('#writing [name=draft]')
    page.reload()

    offer = page.locator('.offer', has=page.locator(f'[value="{mark}"]'))
    expect(offer).to_contain_text('chưa lưu')
    assert f'draft={mark}' in offer.locator('a').get_attribute('href')
    page.goto(page.url + f'?draft={mark}')
    expect(page.locator('[name=summary]')).to_have_value('Đang viết dở')
    assert axe(page) == []


def test_a_line_that_breaks_is_said_and_what_is_typed_meanwhile_arrives_later(enter):
    page = enter()
    page.context.set_offline(True)

    write(page, 'Khi mất mạng')
    expect(trouble(page)).to_contain_text('Mất kết nối')
    page.context.set_offline(False)

    expect(state(page)).to_have_text(KEPT, timeout=20_000)
    expect(trouble(page)).to_have_text('')


def test_what_never_left_the_window_is_there_after_it_reloads(enter, portal):
    page = enter()
    page.context.route('**/@@autosave*', lambda route: route.abort())
    write(page, 'Chưa bao giờ gửi được')
    page.goto(f'{portal.url}/robots.txt')  # of the same host: another may take the storage along
    page.context.unroute_all()

    page.goto(portal.url + FORM)

    expect(page.locator('[name=summary]')).to_have_value('Chưa bao giờ gửi được')


def test_leaving_the_page_at_once_loses_nothing(enter):
    page = enter()
    form, mark = page.url.split('?')[0], page.input_value('#writing [name=draft]')
    page.fill('[name=summary]', 'Viết rồi đóng ngay')
    page.goto('about:blank')

    page.wait_for_timeout(500)
    other = page.context.new_page()  # it has nothing of what the first window keeps for itself
    other.goto(f'{form}?draft={mark}')

    expect(other.locator('[name=summary]')).to_have_value('Viết rồi đóng ngay')


def test_a_session_that_ended_is_said_and_a_log_in_elsewhere_mends_it(enter, portal):
    page = enter()
    write(page, 'Trước')
    expect(state(page)).to_have_text(KEPT)
    page.context.clear_cookies()

    write(page, ' và sau')
    expect(trouble(page)).to_contain_text('Phiên đăng nhập đã hết')
    second = page.context.new_page()
    log_in(second, portal)
    second.close()

    expect(trouble(page)).to_have_text('', timeout=20_000)
    expect(state(page)).to_have_text(KEPT)
    page.click('#writing button:text("Lưu")')
    expect(page.locator('[name=summary]')).to_have_value('Trước và sau')


def test_another_person_in_the_same_browser_gets_nothing_of_it(enter, portal):
    page = enter()
    page.context.clear_cookies()
    write(page, 'Của Lan')
    expect(trouble(page)).to_contain_text('Phiên đăng nhập đã hết')
    second = page.context.new_page()
    log_in(second, portal, OTHER)

    expect(trouble(page)).to_contain_text('tài khoản khác', timeout=20_000)
    second.goto(portal.url + FORM)
    assert 'Của Lan' not in second.content()


def test_two_people_see_each_other_and_are_told_of_a_take_over(enter):
    first = enter()
    write(first, 'a')
    expect(state(first)).to_have_text(KEPT)
    second = enter(OTHER)

    expect(second.locator('.company')).to_contain_text('đang giữ bài này')
    write(second, 'b', 'title')
    expect(state(second)).to_have_text(KEPT)
    write(first, 'c')
    expect(first.locator('.company')).to_contain_text(f'{NAME} cũng đang mở bài này')
    second.click('text=Tiếp quản bài này')
    write(first, 'd')

    expect(first.locator('.taken')).to_contain_text(f'{NAME} đã tiếp quản bài này')
    assert axe(second) == []


def test_the_page_of_a_conflict_is_for_everyone(enter):
    first, second = enter(), enter(OTHER)
    for page, text in ((first, 'Của người thứ nhất'), (second, 'Của người thứ hai')):
        page.fill('[name=summary]', text)
        with page.expect_navigation():
            page.click('#writing button:text("Lưu")')

    expect(second.locator('.conflict')).to_contain_text('Của người thứ nhất')
    assert axe(second) == []
    second.check('[value=mine]')
    second.click('.conflicts button')

    expect(second.locator('[name=summary]')).to_have_value('Của người thứ hai')


def test_a_rich_text_is_kept_as_it_is_typed_and_not_before(enter, portal):
    page = enter()
    page.goto(portal.url + FORM.replace('typing', 'edit'))
    editor = page.locator('.editor-place [contenteditable=true]').first
    editor.wait_for()
    page.wait_for_timeout(3000)
    expect(state(page)).to_have_text('')

    editor.press_sequentially('Chữ trong trình soạn thảo')

    expect(state(page)).to_have_text(KEPT)
    mark = page.input_value('form.form [name=draft]')
    page.goto(f'{page.url}?draft={mark}')
    expect(page.locator('.editor-place [contenteditable=true]').first).to_contain_text(
        'Chữ trong trình soạn thảo')


def test_the_pages_are_valid_html(portal, invalid_html):
    person = Person(portal)
    stranger = person.open(FORM, b'summary=M%E1%BB%99t&title=Hai', KIND)
    assert person.log_in(LOGIN, PASSWORD) == 200
    stale = person.open(FORM, b'summary=M%E1%BB%99t&title=Hai', KIND)
    form = person.open(FORM)

    for status, (code, body) in zip((403, 403, 200), (stranger, stale, form), strict=True):
        assert code == status and invalid_html(body) == []


def test_the_page_of_a_conflict_is_valid_html(portal, invalid_html):
    person = Person(portal)
    assert person.log_in(LOGIN, PASSWORD) == 200
    token = re.search(b'name="csrf_token" value="([0-9a-f]+)"', person.open(FORM)[1])[1]

    status, body = person.open(FORM, b'title=Hai&base=&csrf_token=' + token, KIND)

    assert status == 200 and b'class="conflict"' in body and invalid_html(body) == []
