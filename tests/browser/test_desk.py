"""The desk in a real browser: on phones and desks, in two languages, light and dark, by keyboard
alone, and without JavaScript.
"""
import datetime
import re

import pytest
import transaction
from hanoiportal.base.clock import SystemClock
from hanoiportal.kernel.security.authorization.grants import Grant, grant, seat
from hanoiportal.kernel.security.authorization.roles import EDITOR, HEAD
from hanoiportal.kernel.tree.events import ObjectModified, send
from hanoiportal.kernel.workflow.records import review_of
from playwright.sync_api import expect
from servers.browser import DESKTOP, PHONE, axe, enter_once, walk

PASSWORD = 'Cau-Long-Bien-1902'
HOSTILE = '<img src=x onerror="alert(1)"><script>alert(2)</script>'
STATES = ('draft', 'submitted', 'editing', 'awaiting', 'approved', 'rejected')
SITE = '/desk/sites/bavi/@@contents'
SECTION = '/desk/sites/bavi/tin-tuc/@@contents'
PAGES = ['/desk', SITE, f'{SECTION}?q=b%C3%A0i&state=draft', f'{SECTION}?q=khong',
         '/desk/sites/bavi/trong/@@contents', '/desk/@@queue?list=edit', '/desk/@@places',
         '/desk/@@go', '/desk/@@go?q=bai', '/desk/khong-co']


def fill(environment):
    """Make a site with texts in every state, and its head."""
    portal, editing = environment.portal, environment.editing
    head = portal['accounts'].create('hoa', 'Phạm Thị Hoà', registry=environment.registry)
    head.set_password(PASSWORD)
    site = editing.add(portal['sites'], 'bavi', 'ComponentSite', {
        'title': 'Xã Ba Vì', 'owner': 'UBND xã', 'managing_body': 'UBND xã',
        'operating_unit': 'Văn phòng'}, 'test')
    for name, title in (('tin-tuc', 'Tin tức'), ('trong', HOSTILE)):
        editing.add(site, name, 'Section', {'title': title, 'allowed_types': 'NewsItem'}, 'test')
    seat(site, head.id, HEAD, Grant(basis='QĐ 01'))
    grant(portal, head.id, EDITOR, Grant(basis='QĐ 02'))
    for number in range(24):
        write(environment, site['tin-tuc'], number, head)
    transaction.commit()


def write(environment, section, number, head):
    """Put one text into ``section``; the second is of somebody who knows HTML."""
    title = HOSTILE if number == 1 else f'Bài số {number} về xây dựng nông thôn mới nâng cao'
    actor = head.id if number % 3 == 0 else 'lan'
    item = environment.editing.add(section, '', 'NewsItem', {'title': title}, actor)
    item.state = STATES[number % len(STATES)]
    item.created_at = SystemClock().now() - datetime.timedelta(hours=number)
    review_of(item).authors = frozenset({actor})
    send(environment.registry)(ObjectModified(item))


@pytest.fixture
def opens(browser, portal, known):
    """``opens(viewport, **settings)``: a page in which the head of Ba Vì is logged in."""
    contexts = []

    def opened_page(viewport=PHONE, **settings):
        context = browser.new_context(
            viewport=viewport, locale='vi-VN', base_url=portal.url, **settings)
        contexts.append(context)
        page = context.new_page()
        page.ran = []
        page.on('dialog', lambda dialog: (page.ran.append(dialog.message), dialog.dismiss()))
        enter_once(page, known, log_in)
        page.goto('/desk')
        return page

    yield opened_page
    for context in contexts:
        context.close()


def log_in(page):
    page.goto('/login')
    page.fill('main [name=login]', 'hoa')
    page.fill('main [name=password]', PASSWORD)
    page.click('main button')
    page.wait_for_url('**/desk')


def test_axe_finds_nothing_and_no_page_is_wider_than_the_screen(opens):
    page, found = opens(), {}
    for path, _answer, wrong in walk(page, PAGES):
        found.setdefault(path, []).extend(wrong)
        assert page.ran == [], path

    assert not {path: problems for path, problems in found.items() if problems}


@pytest.mark.parametrize('settings', [
    {'forced_colors': 'active'}, {'contrast': 'more'}], ids=['forced colours', 'contrast'])
def test_axe_finds_nothing_in_high_contrast(opens, settings):
    page = opens(DESKTOP, **settings)
    page.goto(SECTION)

    assert axe(page) == []


def test_what_is_pressed_is_large_enough_for_a_finger(opens):
    page = opens()
    small = []
    for path in (SITE, '/desk', '/desk/@@go?q=bai'):
        page.goto(path)
        small += page.evaluate("""() => [...document.querySelectorAll(
            'button, .button, input:not([type=checkbox], [type=hidden]), select, summary, ' +
            '.tick label, .side a, .tabs a')].filter(each => each.checkVisibility())
            .filter(each => each.getBoundingClientRect().height < 43.9)
            .map(each => each.outerHTML.slice(0, 80))""")

    assert small == []


def test_the_menu_of_a_phone_is_folded_and_opens_by_the_keyboard(opens):
    page = opens()
    link = page.locator('.side').get_by_text('Cây nội dung')

    assert not link.is_visible()
    page.locator('.drawer summary').focus()
    page.keyboard.press('Enter')
    assert link.is_visible()
    assert page.locator('.side').get_by_text('English').is_visible()


def test_the_head_of_a_phone_is_one_line_that_stays_in_sight(opens):
    page = opens()
    page.goto(SECTION)
    assert page.locator('main').bounding_box()['y'] <= 120
    page.evaluate('scrollTo(0, 900)')
    tops = page.evaluate("""() => ['.top', '.drawer summary', '.go button'].map(
        each => document.querySelector(each).getBoundingClientRect().top)""")
    assert tops[0] == 0 and all(0 <= top < 10 for top in tops)
    page.click('.go button')
    page.wait_for_selector('.palette[open] [role=option]')
    page.keyboard.press('Escape')
    page.click('.drawer summary')
    assert page.locator('.side').get_by_text('Cây nội dung').is_visible()
    assert page.ran == []


def test_the_palette_opens_finds_and_goes_by_the_keyboard_alone(opens):
    page = opens(DESKTOP)
    page.goto(SITE)
    page.keyboard.press('Control+k')
    page.wait_for_selector('.palette [role=option]')
    with page.expect_response('**/@@go.json?q=bai%20so%207'):
        page.keyboard.type('bai so 7')
    page.wait_for_selector('.palette [role=option] >> text=Bài số 7')

    assert axe(page) == []
    page.keyboard.press('ArrowDown')
    page.keyboard.press('ArrowUp')
    expect(page.locator('[aria-selected=true]')).to_have_text(re.compile('^Bài số 7'))
    page.keyboard.press('Enter')
    page.wait_for_url('**/sites/bavi/tin-tuc/**')


def test_the_palette_says_when_nothing_is_found_and_gives_the_focus_back(opens):
    page = opens(DESKTOP)
    page.locator('main a').first.focus()
    page.keyboard.press('Control+k')
    with page.expect_response('**/@@go.json?q=khongcogi'):
        page.keyboard.type('khongcogi')
    page.wait_for_selector('.palette [role=status]:text("Không có gì khớp")')
    page.keyboard.press('Escape')

    assert page.evaluate('document.activeElement.closest("main") !== null')
    assert page.ran == []


def test_one_box_ticks_all_of_a_list(opens):
    page = opens(DESKTOP)
    page.goto(SECTION)
    page.check('th.tick input')
    assert page.locator('td.tick input:checked').count() == 20

    page.uncheck('td.tick input >> nth=3')
    assert page.locator('th.tick input').evaluate('box => box.indeterminate')


def test_the_keyboard_reaches_the_content_at_once(opens):
    page = opens()
    page.goto(SITE)
    page.keyboard.press('Tab')

    assert page.evaluate('document.activeElement.className') == 'skip'
    page.keyboard.press('Enter')
    page.wait_for_url('**#noi-dung')


def test_everything_is_done_without_javascript(opens):
    page = opens(java_script_enabled=False)
    page.click('.go button')
    page.fill('main [name=q]', 'bai so 6')
    page.click('main .filters button')
    expect(page.locator('a.title').first).to_have_text(re.compile('^Bài số 6'))

    page.goto(SECTION)
    page.select_option('[name=state]', 'draft')
    page.click('.filters button')
    expect(page.locator('td.tick')).to_have_count(4)
    page.check('td.tick input >> nth=0')
    page.select_option('[name=act]', 'submit')
    page.click('.many button')
    page.click('main form button')
    expect(page.locator('.card h2')).to_have_text('Đã gửi: 1')
    page.click('text=Về danh sách')
    page.goto(f'{SECTION}?state=draft')
    assert page.locator('td.tick').count() == 3
