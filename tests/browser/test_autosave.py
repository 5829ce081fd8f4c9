"""Autosave in a real browser: what it says, what it survives, whom it shows."""
import json
import re
from base64 import b64encode

import pytest
from playwright.sync_api import expect
from servers.browser import DESKTOP, axe, enter_once, opened, wait_until
from servers.keystrokes import FORM, LOGIN, PASSWORD, prepare, serving
from servers.person import Person
from servers.portal import add_user
from servers.process import free_port, until

OTHER, NAME = 'minh', 'Trần Minh'
KIND = 'application/x-www-form-urlencoded'
KEPT = re.compile(r'Đã lưu nháp lúc \d\d:\d\d:\d\d')
#: A name of the portal to which browsers grant no WebCrypto, as to any without HTTPS.
PLAIN = 'nha.test'
STORED = """async () => {
  const found = Object.entries({ ...sessionStorage, ...localStorage }).flat()
  for (const { name } of await indexedDB.databases()) found.push(name)
  return [...found, ...await caches.keys(), document.cookie]
}"""
NAMES = "Object.keys(sessionStorage).filter((name) => name.startsWith('autosave:'))"
HELD = f'{NAMES}.length > 0'
#: Lets the first sealings take so many milliseconds longer, as on a slow or busy machine, and
#: counts how many have begun, and how many of them have not ended.
SLOW = """(pauses) => {
  const seal = crypto.subtle.encrypt.bind(crypto.subtle)
  window.sealings = window.begun = 0
  crypto.subtle.encrypt = async (...given) => {
    window.sealings += 1
    window.begun += 1
    try {
      await new Promise((go) => setTimeout(go, pauses.shift() ?? 0))
      return await seal(...given)
    } finally { window.sealings -= 1 }
  }
}"""
#: The first begins when the key of the page has been read, which takes its time, too.
SEALED = 'window.begun > 0 && window.sealings === 0'
#: Opens what stands in the storage under a key: the JSON in it, or the name of the error.
OPEN = """async ([name, sealed, key]) => {
  const bytes = (text) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
  const way = { name: 'AES-GCM', iv: bytes(sealed.slice(0, 12)) }
  way.additionalData = new TextEncoder().encode(name)
  try {
    const held = await crypto.subtle.importKey('raw', bytes(atob(key)), 'AES-GCM', false,
                                               ['decrypt'])
    return new TextDecoder().decode(
      await crypto.subtle.decrypt(way, held, bytes(sealed.slice(12))))
  } catch (error) { return error.name }
}"""


@pytest.fixture(scope='module')
def portal(tmp_path_factory):
    """A portal with one item and two people who may edit it."""
    var = tmp_path_factory.mktemp('autosave')
    prepare(var)
    add_user(var, OTHER, PASSWORD, '--name', NAME, '--role', 'operator')
    with serving(var, free_port()) as (_process, found):
        yield found


@pytest.fixture(scope='module')
def known():
    """Cookies of each, as of ``enter_once``."""
    return {LOGIN: [], OTHER: []}


@pytest.fixture
def enter(browser, portal, known):
    """``enter(login)``: a page of somebody who is logged in, at the form."""
    contexts = []

    def opened(login=LOGIN):
        context = browser.new_context(viewport=DESKTOP, locale='vi-VN')
        contexts.append(context)
        page = context.new_page()
        enter_once(page, known[login], lambda page: log_in(page, portal, login))
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
    """Write ``text`` at once: of what one types for seconds a part may be kept before the rest."""
    page.focus(f'[name={field}]')
    page.keyboard.insert_text(text)


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
    expect(offer).to_contain_text('chưa được lưu vào bài')
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

    expect(state(page)).to_have_text(KEPT)
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

    draft = f'{form}?draft={mark}'
    until(lambda: 'Viết rồi đóng ngay' in page.request.get(draft).text())
    other = page.context.new_page()  # it has nothing of what the first window keeps for itself
    other.goto(draft)

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

    expect(trouble(page)).to_have_text('')
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

    expect(trouble(page)).to_contain_text('tài khoản khác')
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

    editor.focus()
    page.keyboard.insert_text('Chữ trong trình soạn thảo')

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



def cut_off(page):
    """Let nothing that is typed get to the server."""
    page.context.route('**/@@autosave*', lambda route: route.abort())


def come_back(page, portal, path=FORM):
    """Go away within the host, let everything through, and open the form in the same window."""
    page.goto(f'{portal.url}/robots.txt')
    page.context.unroute_all()
    page.goto(portal.url + path)


def held(page):
    """Wait until the window holds something that was typed; return its name and value."""
    wait_until(page, HELD)
    [name] = page.evaluate(NAMES)
    return name, page.evaluate('name => sessionStorage.getItem(name)', name)


def key_of(page, portal):
    """Return the key that the form gives to who is logged in."""
    return re.search('data-key="([^"]+)"', page.request.get(portal.url + FORM).text())[1]


def test_no_typed_word_stands_readable_in_the_browser(enter):
    page = enter()
    cut_off(page)
    write(page, 'Tuyetmat Chưa công bố')
    first = held(page)
    write(page, '!')
    wait_until(page, f'{NAMES}.some((name) => sessionStorage[name] !== {json.dumps(first[1])})')

    everything = ' '.join(page.evaluate(STORED))
    for word in ('Tuyetmat', 'công', 'cong', 'summary', 'fields', 'tin/bai'):
        coded = word.encode()
        for written in (word, coded.decode('latin-1'), b64encode(coded).decode()):
            assert written not in everything
    assert held(page)[1][:12] != first[1][:12] and len(page.evaluate(NAMES)) == 1
    assert 'data-key' not in page.content()


def test_what_was_cut_off_is_offered_to_who_logs_in_again(enter, portal):
    page = enter()
    cut_off(page)
    write(page, 'Viết khi mất mạng')
    held(page)
    page.context.clear_cookies()
    page.goto(f'{portal.url}/robots.txt')
    page.context.unroute_all()
    log_in(page, portal)
    page.goto(portal.url + FORM)

    expect(page.locator('[name=summary]')).to_have_value(re.compile('^Viết khi mất mạng'))
    wait_until(page, f'!({HELD})')


def test_who_logs_in_after_another_in_the_same_window_cannot_open_what_is_held(enter, portal):
    page = enter()
    cut_off(page)
    write(page, 'Của Lan')
    name, sealed = held(page)
    of_lan = key_of(page, portal)
    page.context.clear_cookies()
    page.goto(f'{portal.url}/robots.txt')
    log_in(page, portal, OTHER)
    of_other = key_of(page, portal)

    assert (name, sealed) == held(page)
    assert page.evaluate(OPEN, [name, sealed, of_other]) == 'OperationError'
    assert page.evaluate(OPEN, [name + 'x', sealed, of_lan]) == 'OperationError'
    assert 'Của Lan' in page.evaluate(OPEN, [name, sealed, of_lan])
    page.goto(portal.url + FORM)
    wait_until(page, f'!({HELD})')
    assert 'Của Lan' not in page.content()


def test_what_no_key_opens_any_more_is_said_and_thrown_away(enter, portal):
    page = enter()
    cut_off(page)
    write(page, 'Niêm phong bằng khóa cũ')
    name, sealed = held(page)
    page.goto(f'{portal.url}/robots.txt')
    page.evaluate('([name, sealed]) => sessionStorage.setItem(name, sealed)',
                  [name, sealed[:-1] + chr(ord(sealed[-1]) ^ 1)])
    page.context.unroute_all()
    page.goto(portal.url + FORM)

    expect(page.locator('.autosave .lost')).to_contain_text('không mở lại được')
    assert page.evaluate(f'!({HELD})') and axe(page) == []
    write(page, 'Viết lại')
    expect(state(page)).to_have_text(KEPT)


def test_of_what_is_typed_faster_than_it_is_sealed_the_last_stands(enter, portal):
    page = enter()
    cut_off(page)
    page.evaluate(SLOW, [600, 300])
    page.evaluate("""() => {
      const field = document.querySelector('[name=body]')
      for (let turn = 0; turn < 40; turn += 1) {
        field.value = turn === 39 ? 'Cuối cùng' : 'x'.repeat((40 - turn) * 20_000)
        field.dispatchEvent(new Event('input', { bubbles: true }))
      }
    }""")
    wait_until(page, SEALED)

    kept = json.loads(page.evaluate(OPEN, [*held(page), key_of(page, portal)]))['fields']
    assert {name: text[:20] for name, text in kept.items()} == {'body': 'Cuối cùng'}
    come_back(page, portal)
    expect(page.locator('[name=body]')).to_have_value('Cuối cùng')


def test_what_is_held_is_sent_again_until_the_server_answers(enter, portal):
    page = enter()
    cut_off(page)
    write(page, 'Mạng chập chờn')
    held(page)
    page.goto(f'{portal.url}/robots.txt')
    page.context.unroute_all()
    page.context.route('**/@@autosave*', lambda route: route.abort(), times=2)
    page.goto(portal.url + FORM)

    expect(page.locator('[name=summary]')).to_have_value(re.compile('^Mạng chập chờn'))


def test_a_word_typed_at_the_very_moment_of_leaving_comes_back(enter, portal):
    page = enter()
    for turn in range(4):
        cut_off(page)
        page.evaluate("""(word) => {
          const field = document.querySelector('[name=summary]')
          field.value = word
          field.dispatchEvent(new Event('input', { bubbles: true }))
          location.assign('/robots.txt')
        }""", f'Lần {turn}')
        page.wait_for_url('**/robots.txt')
        page.context.unroute_all()
        page.goto(portal.url + FORM)

        expect(page.locator('[name=summary]')).to_have_value(f'Lần {turn}')
        page.goto(portal.url + FORM)


def is_asked(page):
    """Leave ``page``; return whether the browser asked whether to leave."""
    asked = []

    def leave(dialog):
        asked.append(dialog.type)
        dialog.accept()

    page.on('dialog', leave)
    page.evaluate("location.assign('/robots.txt')")
    page.wait_for_url('**/robots.txt')
    return asked == ['beforeunload']


def test_only_who_would_lose_words_is_asked_before_leaving(enter):
    safe, full = enter(), enter()
    full.evaluate("""() => {
      for (let size = 1 << 22, name = 0; size >= 1; size >>= 1) {
        try {
          for (;;) sessionStorage.setItem(`${name += 1}`, 'x'.repeat(size))
        } catch { /* It is full. */ }
      }
    }""")
    for page in (safe, full):
        cut_off(page)
        write(page, 'Không gửi được')
        expect(trouble(page)).to_contain_text('Mất kết nối')
    held(safe)

    assert is_asked(full) and not is_asked(safe)


def test_where_browsers_seal_nothing_nothing_is_kept_and_it_is_said(playwright, portal):
    there = f'--host-resolver-rules=MAP {PLAIN} 127.0.0.1'
    with opened(playwright, False, there) as chromium:
        page = chromium.new_page(viewport=DESKTOP)
        plain = f'http://{PLAIN}:{portal.port}'
        for path in ('/login', FORM):
            page.goto(plain + path)
            if path == '/login':
                page.fill('[name=login]', LOGIN)
                page.fill('[name=password]', PASSWORD)
                with page.expect_navigation():
                    page.click('main button')
        write(page, 'Qua HTTP')
        expect(state(page)).to_have_text(KEPT)
        cut_off(page)
        write(page, ' không mã hóa')
        expect(trouble(page)).to_contain_text('không giữ hộ được')

        assert not page.evaluate('isSecureContext')
        assert page.evaluate('Object.keys(sessionStorage)') == []
        assert is_asked(page)


def test_what_was_dropped_while_it_was_sealed_is_not_written(enter):
    page = enter()
    write(page, 'a')
    expect(state(page)).to_have_text(KEPT)
    page.wait_for_timeout(500)
    page.evaluate(SLOW, [500])
    page.evaluate("""() => {
      const field = document.querySelector('[name=summary]'), before = field.value
      for (const value of [before + 'x', before]) {
        field.value = value
        field.dispatchEvent(new Event('input', { bubbles: true }))
      }
      dispatchEvent(new Event('online'))
    }""")
    wait_until(page, SEALED)

    wait_until(page, f'!({HELD})', 10)  # a sign of being there would drop it after 20 s
