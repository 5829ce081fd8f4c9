"""What visitors come for, done by keyboard alone: half of it without scripts."""
import pytest
from playwright.sync_api import expect
from servers.browser import DESKTOP
from servers.keyboard import Person

NEWS, ITEM = '/pho-bien-phap-luat', '/pho-bien-phap-luat/ba-lan-moi-ngay'
FINDER, DECISION = '/tra-cuu-van-ban', '/van-ban-hanh-chinh/4263-qd-ubnd'


@pytest.fixture
def visitor(browser, seeded_portal, request):
    """A ``Person`` in a fresh window; parametrized by whether scripts run."""
    context = browser.new_context(viewport=DESKTOP, java_script_enabled=request.param)
    yield Person(context.new_page(), seeded_portal.url)
    context.close()


@pytest.mark.clause('6.7')
@pytest.mark.parametrize('visitor', [False], indirect=True)
def test_a_visitor_finds_what_is_published_by_keyboard_without_scripts(visitor):
    visitor.open(ITEM).reach('.skip').page.keyboard.press('Enter')
    expect(visitor.page.locator('main')).to_be_focused()
    visitor.open('/').reach('.menu .drop summary', 'Giới thiệu').page.keyboard.press('Enter')
    assert visitor.reach('.menu a', 'Giới thiệu').go() == '/gioi-thieu'
    assert visitor.reach('.crumbs a', 'Trang chủ').go() == '/'
    assert visitor.open(NEWS).reach('input[name=q]').type('thong tin').go().startswith('/search?q')
    assert 'page=' in visitor.reach('.paging a').go()
    visitor.open('/search?q=thong+tin').reach('.filters li button').go()
    assert visitor.reach('.order a').go().endswith('sort=new')
    assert not visitor.reach('.rows a.title').go().startswith('/search')
    assert visitor.open('/search?q=Hang+Bac').reach('.former ul a').go().startswith('/sites/')
    visitor.open(FINDER).reach('#so').type('4263').go()
    assert visitor.reach('.documents a.title').go() == DECISION
    visitor.reach('.toc summary').page.keyboard.press('Enter')
    visitor.reach('.toc div a').page.keyboard.press('Enter')
    visitor.page.wait_for_url('**#*')
    first = visitor.open(DECISION).reach('.toc a', 'Đọc từng điều').go()
    assert visitor.reach('.steps a[rel=next]').go() != first
    assert visitor.reach('.steps a', 'Xem trong toàn văn').go().startswith(DECISION)


@pytest.mark.clause('6.7')
@pytest.mark.parametrize('visitor', [True], indirect=True)
def test_a_visitor_uses_the_portal_by_keyboard(visitor):
    assert visitor.open('/').reach('.languages a[hreflang=en]').go() == '/english'
    visitor.open(NEWS).reach('a.choose').go()
    visitor.reach('input[type=radio]').page.keyboard.press('ArrowDown')
    assert visitor.reach('button[name=luu]').go() == NEWS
    assert visitor.sees('html[data-theme], html[data-size]')
    visitor.reach('a.choose').go()
    visitor.reach('button[name="mac-dinh"]').go()
    assert not visitor.page.locator('html[data-theme], html[data-size]').count()
    assert visitor.open('/').reach('.quick a', 'Sơ đồ trang').go() == '/sitemap'
    assert visitor.open('/').back('.foot a', 'Tuyên bố').go() == '/tuyen-bo-tiep-can'
    assert visitor.open('/').back('.foot a', 'RSS').go() == '/rss'
    visitor.open('/').reach('.menu a', 'Cơ quan, xã, phường').go()
    assert visitor.reach('main a', 'Ba Vì').go() == '/sites/bavi'
    visitor.open(ITEM).reach('.along a[type="application/pdf"]')
    visitor.reach('.along summary', 'Chia sẻ').page.keyboard.press('Enter')
    assert visitor.reach('.along li a').sees('.along li a')
    assert visitor.open(ITEM).reach('a.word').go().startswith('/tu-khoa?tu=')
    related = visitor.open(ITEM).reach('.related a').page.locator(':focus').get_attribute('href')
    assert visitor.go() == related.removeprefix(visitor.url) != ITEM
