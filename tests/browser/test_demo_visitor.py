"""The ten tasks of a visitor on the demonstration, and the same pages by keyboard, at 400 % zoom,
without motion, and by weight.
"""
import random

import pytest
from playwright.sync_api import expect
from servers.browser import DESKTOP, PHONE
from servers.clerk import Clerk
from servers.keyboard import MOVING, Person
from servers.portal import serving_copy

from benchmarks.accessibility.screens import PALETTES, faults, public_paths

NEWS = '/tin-tuc-su-kien/ha-noi-lay-y-kien-phuong-an-cau-di-bo-moi-qua-song-hong'
TWELVE = ('/', '/english', '/sites/caugiay', '/sites/soyte', NEWS,
          '/van-ban-hanh-chinh/4263-qd-ubnd', '/tin-tuc-su-kien', '/search?q=y+te',
          '/sites/caugiay/lien-he', '/lanh-dao',
          '/thu-tuc-hanh-chinh', '/lich-lam-viec')
#: ``[address, bytes transferred]`` of the page and of all that it fetched.
FETCHED = """() => ['navigation', 'resource'].flatMap(kind => performance.getEntriesByType(kind))
    .map(entry => [entry.name, entry.transferSize])"""
DECISION, WARD, DEPARTMENT = '/van-ban-hanh-chinh/4263-qd-ubnd', '/sites/caugiay', '/sites/soyte'


@pytest.fixture(scope='module')
def portal(demo_var, tmp_path_factory):
    with serving_copy(demo_var, tmp_path_factory.mktemp('demo')) as running:
        yield running


@pytest.fixture(scope='module')
def reader(browser, portal):
    """A visitor whose clicks are counted, the same for the whole module."""
    clerk = Clerk(browser, portal, permissions=['clipboard-write'])
    yield clerk
    clerk.context.close()
    assert clerk.wrong == []


def searched(reader, words):
    """Type ``words`` into the search of the home page and press Enter."""
    page = reader.begin('/')
    page.get_by_role('main').get_by_label('Từ khóa tìm kiếm').fill(words)
    with page.expect_navigation():
        page.keyboard.press('Enter')
    return page


def followed(reader, name, place='main'):
    """Follow the link of that name in the part ``place`` of the page."""
    with reader.page.expect_navigation():
        reader.page.locator(place).get_by_role('link', name=name).first.click()


def test_one_the_telephone_of_a_ward(reader):
    page = searched(reader, 'cau giay')

    card = page.get_by_role('main').locator('a[href^="tel:"]').first
    expect(card).to_have_text('024 0000 0860')
    expect(card).to_be_in_viewport()
    followed(reader, 'Phường Cầu Giấy')
    expect(page.locator('a[href="tel:02400000860"]').first).to_be_attached()
    assert reader.clicks == 1


def test_two_the_leader_of_a_department(reader):
    page = reader.begin('/')
    followed(reader, 'Tìm xã, phường')
    followed(reader, 'Sở Y tế')
    followed(reader, 'Lãnh đạo', 'body')

    expect(page.get_by_role('main')).to_contain_text('Giám đốc')
    assert reader.clicks == 3


def test_three_by_when_somebody_who_asks_is_answered(reader):
    page = reader.begin('/')
    page.locator('.menu .drop summary', has_text='Tương tác').click()
    followed(reader, 'Hỏi đáp', '.menu')
    followed(reader, 'Hướng dẫn hỏi đáp và thời hạn trả lời')

    expect(page.get_by_role('main').locator('table').first).to_be_visible()
    assert reader.clicks == 3


def test_four_a_point_of_the_decision_and_its_address(reader):
    page = searched(reader, '4263')
    followed(reader, 'Quyết định số 4263')
    page.locator('.toc a[href="#dieu-13"]').click()
    point = page.locator('#dieu-13-khoan-1-diem-e')
    point.locator('.anchor').click()
    page.get_by_role('button', name='Sao chép liên kết').click()

    expect(page.locator('.copied')).not_to_be_empty()
    assert reader.clicks == 4
    page.goto(f'{DECISION}#dieu-13-khoan-1-diem-e')
    expect(point).to_be_in_viewport()
    assert point.bounding_box()['y'] >= 60
    expect(page.locator('.here')).to_have_text('Điều 13 › khoản 1 › điểm e')


def test_five_a_procedure_without_marks(reader):
    page = searched(reader, 'thu tuc dat dai')

    main = page.get_by_role('main')
    assert main.get_by_role('link', name='Đăng ký đất đai').first.get_attribute(
        'href').startswith('https://dichvucong.gov.vn/')
    expect(main).to_contain_text('dichvucong.gov.vn')
    assert reader.clicks == 0


def test_six_the_other_language_of_a_page_deep_inside(reader):
    page = reader.begin(NEWS)
    followed(reader, 'English', '.languages')

    assert page.url.endswith(f'/english{NEWS}')
    assert page.locator('html').get_attribute('lang') == 'en'
    assert reader.clicks == 1


def test_seven_a_feed_of_news(reader):
    page = reader.begin('/')
    followed(reader, 'RSS', '.foot')

    expect(page.get_by_role('main')).to_contain_text('Mới nhất trong nguồn tin này')
    expect(page.get_by_role('button', name='Sao chép địa chỉ').first).to_be_visible()
    feed = reader.context.request.get('/atom.xml').text()
    assert 'Hà Nội lấy ý kiến phương án cầu đi bộ' in feed and 'Thông tin liên hệ' not in feed
    assert reader.clicks == 1


def test_eight_news_on_a_phone(reader):
    page = reader.page
    page.set_viewport_size(PHONE)
    page.goto(NEWS)
    box = page.locator('h1').bounding_box()
    size = page.locator('main .prose p').first.evaluate(
        'it => parseFloat(getComputedStyle(it).fontSize)')
    head = page.locator('header').first.bounding_box()['height']
    page.set_viewport_size(DESKTOP)

    assert box['y'] + box['height'] < PHONE['height'] and size >= 16 and head <= 120


def test_nine_where_to_ask(reader):
    page = reader.begin('/')
    followed(reader, 'Gửi câu hỏi, phản ánh')

    main = page.get_by_role('main')
    expect(main.locator('a[href^="tel:"]').first).to_be_visible()
    expect(main.locator('a[href*="dichvucong.gov.vn"]').first).to_be_visible()
    assert reader.clicks == 1


def test_ten_what_a_former_district_belongs_to(reader):
    page = searched(reader, 'quan cau giay')

    former = page.locator('.former')
    expect(former).to_contain_text('Quận Cầu Giấy')
    expect(former.get_by_role('link', name='Phường Cầu Giấy', exact=True)).to_be_visible()
    expect(former).to_contain_text('024 0000 0860')
    assert reader.clicks == 0


@pytest.fixture(scope='module')
def keys(browser, portal):
    """A visitor who has the keyboard alone, the same for the whole module."""
    context = browser.new_context(viewport=DESKTOP, locale='vi-VN')
    yield Person(context.new_page(), portal.url)
    context.close()


@pytest.mark.clause('6.7')
def test_the_ten_tasks_are_done_by_the_keyboard_alone(keys):
    box = 'main input[name=q]'
    keys.open('/').reach(box).type('cau giay').go()
    keys.reach('main a[href^="tel:"]', '024 0000 0860')
    assert keys.open('/').reach('main a', 'Tìm xã, phường').go() == '/sites'
    assert keys.reach('main a', 'Sở Y tế').go() == DEPARTMENT
    assert keys.reach('a', 'Lãnh đạo').go() == f'{DEPARTMENT}/lanh-dao'
    keys.open('/').reach('.menu .drop summary', 'Tương tác').press()
    assert keys.reach('.menu a', 'Hỏi đáp').go() == '/hoi-dap'
    keys.reach('main a', 'Hướng dẫn hỏi đáp').go()
    keys.open('/').reach(box).type('4263').go()
    assert keys.reach('main a', 'Quyết định số 4263').go().startswith(DECISION)
    keys.open('/').reach(box).type('thu tuc dat dai').go()
    keys.reach('main a[href*="dichvucong.gov.vn"]', 'Đăng ký đất đai')
    assert keys.open(NEWS).reach('.languages a[hreflang=en]').go() == f'/english{NEWS}'
    assert keys.open('/').back('.foot a', 'RSS').go() == '/rss'
    keys.reach('main button', 'Sao chép địa chỉ').press()
    keys.open(NEWS).reach('.skip').press().reach('main a')
    assert keys.open('/').reach('main a', 'Gửi câu hỏi').go() == '/gui-cau-hoi'
    keys.reach('main a[href^="tel:"]')
    keys.open('/').reach(box).type('quan cau giay').go()
    assert keys.reach('.former a', 'Phường Cầu Giấy').go() == WARD


@pytest.mark.clause('6.7')
def test_the_focus_is_seen_at_every_stop_and_is_never_trapped(keys):
    assert {path: unseen for path in (NEWS, f'{WARD}/lien-he', '/search?q=y+te')
            if (unseen := keys.open(path).stops())} == {}


@pytest.mark.clause('6.7')
def test_at_four_times_the_size_nothing_scrolls_sideways_and_nothing_moves(keys):
    page, wide = keys.page, []
    page.emulate_media(reduced_motion='reduce')
    page.set_viewport_size({'width': 320, 'height': 256})
    for path in (*TWELVE, '/giao-luu-doi-thoai'):
        keys.open(path)
        wide += [path] * page.evaluate('document.documentElement.scrollWidth > innerWidth')
        wide += page.evaluate(MOVING)
    page.set_viewport_size(DESKTOP)
    assert wide == []


def test_a_news_page_weighs_at_most_a_hundred_kilobytes_without_its_picture(browser, portal):
    context = browser.new_context(viewport=PHONE)
    page, sizes = context.new_page(), {}
    page.goto(portal.url + NEWS, wait_until='networkidle')
    sizes = {name: size for name, size in page.evaluate(FETCHED) if '/thumb' not in name
             and '/scaled' not in name and '/content' not in name}
    context.close()
    assert 20_000 < sum(sizes.values()) <= 100 * 1024, sizes


@pytest.mark.clause('6.7')
def test_axe_finds_nothing_on_a_sample_of_the_screens(browser, portal):
    """``make accessibility`` walks all of them."""
    chance, found = random.Random(4263), {}
    paths = public_paths(lambda path: portal.get(path)[2].decode(), [WARD])
    for theme, (settings, sizes) in PALETTES.items():
        context = browser.new_context(base_url=portal.url, **settings)
        context.add_cookies([{'name': 'hien-thi', 'value': f'{theme}.100.full',
                              'url': portal.url}])
        page = context.new_page()
        for path in chance.sample(paths, 3):
            found[path] = faults(page, path or '/', sizes)
        context.close()
    assert not {path: wrong for path, wrong in found.items() if wrong}
