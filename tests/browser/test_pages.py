"""The public pages in a real browser: for everyone, on every screen, by keyboard alone."""
import gzip
from urllib.parse import quote

import pytest
from playwright.sync_api import expect
from servers.browser import DESKTOP, PHONE, axe, faults_on_screens, is_too_wide

ITEM = '/pho-bien-phap-luat/ba-lan-moi-ngay'
#: One of every kind of page, and where a page has other faces, those.
PATHS = (
    '/', '/english', '/sites', '/english/sites', '/sites/soxaydung', '/english/sites/bavi',
    '/tin-tuc-su-kien', '/english/tin-tuc-su-kien', '/gioi-thieu', '/lich-lam-viec',
    ITEM, '/english' + ITEM, '/mtq' + ITEM, '/gioi-thieu/bao-ve-du-lieu-ca-nhan', '/sitemap',
    '/thong-ke-truy-cap',
    '/english/sitemap', '/search', '/search?q=' + quote('thông tin'), '/search?q=xyzzy',
    '/sites/bavi/search?q=lien+he',
    '/rss', '/english/rss', '/nothing', '/english/nothing', '/sites/thue')
#: What a page may weigh without its pictures, in bytes.
HEAVIEST, HEAVIEST_STYLE = 60 * 1024, 20 * 1024


@pytest.mark.clause('6.7')
@pytest.mark.parametrize('path', PATHS)
def test_it_is_for_everybody_on_a_phone_on_a_desk_and_on_the_narrowest_screen(look, path):
    """320 px is also what remains of 1280 px at 400 % zoom (WCAG 2.1, 1.4.10)."""
    page = look(path)

    assert faults_on_screens(page) == []
    assert not is_too_wide(page, 320)


@pytest.mark.parametrize('path', ['/', '/english/sites/bavi', ITEM, '/search?q=thong+tin',
                                  '/nothing'])
def test_axe_finds_nothing_in_the_dark(show, path):
    page = show(path, DESKTOP, color_scheme='dark')

    assert page.evaluate('getComputedStyle(document.body).backgroundColor') == 'rgb(23, 19, 17)'
    assert axe(page) == []


@pytest.mark.parametrize('path', PATHS)
def test_the_html_is_valid(seeded_portal, invalid_html, path):
    _status, _headers, body = seeded_portal.get(path)

    assert invalid_html(body) == []


@pytest.mark.clause('6.7')
@pytest.mark.parametrize('path', PATHS)
def test_a_page_is_light_for_slow_lines(seeded_portal, path):
    style = seeded_portal.get('/static/whole.css')[2]
    _status, _headers, body = seeded_portal.get(path)

    packed = len(gzip.compress(style))
    assert packed <= HEAVIEST_STYLE
    assert len(body) + packed <= HEAVIEST


def test_a_page_loads_nothing_but_its_style_fonts_emblem_and_five_scripts(browser, seeded_portal):
    page = browser.new_page()
    asked = []
    page.on('request', lambda request: asked.append(request.url.split('?')[0]))

    page.goto(seeded_portal.url + ITEM)

    names = {url.removeprefix(seeded_portal.url) for url in asked}
    page.close()
    assert names <= {
        ITEM, '/static/portal.css', '/static/prose.css', '/static/item.css',
        '/static/emblem.svg', '/favicon.ico',
        '/static/fonts/be-vietnam-pro-400.woff2', '/static/fonts/be-vietnam-pro-700.woff2',
        '/static/read-aloud.js', '/static/header.js', '/static/copy.js', '/static/count.js',
        '/static/rate.js', '/static/shown'}


@pytest.mark.parametrize('leave', [
    lambda page: page.keyboard.press('Escape'), lambda page: page.locator('.hint').first.click()],
    ids=['Esc', 'a press elsewhere'])
def test_an_open_group_of_the_menu_is_closed_by(show, leave):
    page = show('/', DESKTOP)
    group = page.locator('.menu .drop').first
    group.locator('summary').click()
    assert group.get_attribute('open') is not None

    leave(page)

    assert group.get_attribute('open') is None


def test_nothing_moves(seeded_portal):
    style = seeded_portal.get('/static/whole.css')[2].decode()

    assert not [word for word in ('animation', 'transition', '@keyframes', 'blink')
                if word in style]


def focused(page):
    """Return what has the focus: its text or name, where it is, and its outline."""
    return page.evaluate("""() => {
        const it = document.activeElement, box = it.getBoundingClientRect()
        const style = getComputedStyle(it)
        return {text: it.innerText || it.name || it.id, tag: it.tagName, top: box.top,
                bottom: box.bottom, width: box.width, outline: style.outlineStyle,
                thickness: parseFloat(style.outlineWidth)}
    }""")


def walk(page, steps):
    """Press the tabulator so often and return what had the focus each time."""
    stops = []
    for _step in range(steps):
        page.keyboard.press('Tab')
        stops.append(focused(page))
    return stops


@pytest.mark.clause('6.7')
def test_the_first_stop_of_the_keyboard_skips_to_the_content(show):
    page = show(ITEM, DESKTOP)

    [skip] = walk(page, 1)
    assert skip['text'] == 'Đến nội dung chính' and skip['top'] >= 0
    page.keyboard.press('Enter')
    expect(page.locator('main')).to_be_focused()
    [inside] = walk(page, 1)
    assert page.evaluate('document.querySelector("main").contains(document.activeElement)')
    assert inside['tag'] == 'A'


@pytest.mark.clause('6.7')
@pytest.mark.parametrize('path', ['/', ITEM, '/sites'])
@pytest.mark.parametrize('size', [PHONE, DESKTOP])
def test_every_stop_of_the_keyboard_is_seen(look, path, size):
    page = look(path, size)

    stops = [stop for stop in walk(page, 30) if stop['tag'] != 'BODY']  # BODY: round the end

    assert len(stops) > 20
    unseen = [stop for stop in stops if stop['outline'] == 'none' or stop['thickness'] < 2
              or stop['width'] == 0 or stop['top'] < -1 or stop['bottom'] > size['height'] + 1]
    assert unseen == []


def test_the_menu_on_a_desk_is_a_row_of_links_for_the_keyboard_too(show):
    page = show('/', DESKTOP)

    names = [stop['text'] for stop in walk(page, 14)]

    assert names[names.index('Trang chủ'):][:3] == [
        'Trang chủ', 'Giới thiệu', 'Văn bản, pháp luật']


def test_the_menu_on_a_phone_opens_by_keyboard(show):
    page = show(ITEM)
    link = page.locator('.menu .drop summary', has_text='Giới thiệu')
    assert not link.is_visible()

    page.locator('.all > summary').focus()
    page.keyboard.press('Enter')
    stops = walk(page, 2)

    assert link.is_visible()
    assert [stop['text'] for stop in stops] == ['Trang chủ', 'Giới thiệu']


def test_search_works_by_keyboard_and_without_scripts(show):
    page = show('/pho-bien-phap-luat', DESKTOP, java_script_enabled=False)

    page.locator('.top input[name=q]').focus()
    page.keyboard.type('tiep can thong tin')
    page.keyboard.press('Enter')

    page.wait_for_url('**/search?q=tiep+can+thong+tin')
    assert page.locator('mark').count() > 0


@pytest.mark.clause('4.3.c')
def test_a_page_is_rated_where_it_is_read_by_two_taps(show):
    page = show('/sites/bavi/gioi-thieu')
    page.click('#danh-gia')
    page.locator('.mistake .rating').get_by_role('button', name='Nội dung: 4').click()
    page.locator('.mistake .rating [role=status]').wait_for()

    assert page.evaluate('document.activeElement.getAttribute("role")') == 'status'
    assert page.url.endswith('/sites/bavi/gioi-thieu')
    assert page.locator('.mistake fieldset .marks').count() == 3
    assert page.get_by_role('link', name='Trang này có sai sót').count() == 1
    assert axe(page) == []


def test_fingers_find_targets_large_enough(show):
    page = show('/')

    small = page.evaluate("""() => [...document.querySelectorAll(
        '.menu summary, button, input, .languages a, .tiles a')].filter(
        it => it.getBoundingClientRect().height < 36).map(it => it.outerHTML)""")
    assert small == []


def test_on_paper_there_is_the_text_and_no_controls(show):
    page = show(ITEM)
    page.emulate_media(media='print')

    assert page.locator('h1').is_visible() and page.locator('.citation').is_visible()
    shows_no_controls(page)


def shows_no_controls(page):
    hidden = page.locator('.menu, .top .search, .languages, .crumbs, .foot nav')
    assert not any(hidden.nth(number).is_visible() for number in range(hidden.count()))


@pytest.mark.clause('6.7')
def test_the_way_to_a_due_day_is_there_for_screen_readers_and_on_paper(show):
    page = show('/thoi-han?quy-tac=13.1.c1&ngay=2026-08-28')
    assert faults_on_screens(page) == []
    page.emulate_media(media='print')

    assert page.locator('#han').is_visible()
    rows = page.locator('.records tbody tr')
    assert rows.count() > 5 and all(rows.nth(each).is_visible() for each in range(rows.count()))
    shows_no_controls(page)
