"""The console in a real browser: markup in names and titles never runs; phones; no JavaScript."""
import pytest
import transaction
from hanoiportal.base.clock import SystemClock
from hanoiportal.content.erasure.interfaces import RESOURCE, Demanded
from hanoiportal.content.erasure.resource import register_of
from hanoiportal.kernel.security.authentication.accounts import Account
from hanoiportal.kernel.tree.objectmap import ObjectMap
from servers.browser import PHONE, walk
from servers.portal import furnished

PASSWORD = 'Cau-Long-Bien-1902'
HOSTILE = '<img src=x onerror="alert(1)"><script>alert(2)</script>'
#: A slash would part it in an address.
NAME = '<img src=x onerror="alert(3)">'
SECTION = '/console/tin-doc'
#: Texts of cells that are read letter by letter, one below the other.
SQUEEZED = """[...document.querySelectorAll('main :is(td:not(.tick), th:not(.tick), dd)')]
    .filter(cell => cell.innerText.trim().length > 8 && cell.offsetWidth < 60)
    .map(cell => `squeezed: ${cell.innerText}`)"""
PAGES = ['/console', '/console/@@properties', '/console/@@translations', '/console/@@history',
         '/console/@@access', '/console/@@undo', '/console/@@databases',
         '/console/@@maintenance', '/console/@@requests', '/console/accounts/@@review',
         '/console/accounts/@@groups', '/console/accounts/left/@@account', '/console/@@object',
         '/console/@@add', '/console/@@erasures', '/console/@@calendar',
         '/console/@@erasure?number=1', '/console/accounts', '/console/accounts/doc',
         '/console/accounts/left', '/console/accounts/left/@@erase',
         '/console/interactions', SECTION, f'{SECTION}/@@add?type=NewsItem',
         f'{SECTION}/@@properties', f'{SECTION}/@@translation?language=en',
         f'{SECTION}/@@history', f'{SECTION}/@@delete?name=tin-mot',
         f'{SECTION}/@@rename?name=tin-mot', f'{SECTION}/tin-mot/@@state',
         f'{SECTION}/tin-mot/@@indexed', f'{SECTION}/tin-mot/@@object', '/login', '/password']


@pytest.fixture(scope='module')
def portal(tmp_path_factory):
    """A portal whose every name and title is hostile, being served."""
    with furnished(tmp_path_factory.mktemp('console') / 'var', poison,
                   ('doc', HOSTILE, HOSTILE, PASSWORD)) as running:
        yield running


def poison(environment):
    """Put in what no form would take: names that are markup."""
    portal, content = environment.portal, environment.registry.content
    section = content.create('Section', title=HOSTILE)
    portal.add('tin-doc', section, registry=environment.registry)
    section.add('tin-mot', content.create(
        'NewsItem', title=HOSTILE, author=HOSTILE, created_at=SystemClock().now()),
                registry=environment.registry)
    named = content.create('Section', title=HOSTILE)
    named.__parent__, named.__name__ = portal, NAME
    ObjectMap.seat(portal.__objectmap__, named)
    portal.data[NAME] = named
    left = Account(HOSTILE, id='left')
    left.suspended = True
    portal['accounts'].add('left', left, registry=environment.registry)
    register_of(portal).add(Demanded(
        1, RESOURCE, (7, 8, 9, 10), '', left.id, 'yeu-cau', '15/PYC', SystemClock().now()))
    transaction.get().note(HOSTILE)
    transaction.commit()


def log_in(page):
    page.goto('/login')
    page.fill('[name=login]', 'doc')
    page.fill('main [name=password]', PASSWORD)
    page.click('main button')


def test_a_name_that_is_markup_is_a_link_in_list_and_breadcrumbs(visitor):
    visitor.goto('/console/@@contents')
    with visitor.expect_navigation():
        visitor.locator('th', has_text='alert(3)').locator('a').click()

    assert visitor.locator('.crumbs').inner_text().endswith(HOSTILE)
    assert visitor.locator('h1').inner_text() == HOSTILE
    assert visitor.ran == []


def test_flash_and_history_show_markup_as_it_was_typed(visitor):
    visitor.goto(f'{SECTION}/@@properties')
    visitor.fill('[name=group]', HOSTILE + ' mới')
    visitor.fill('[name=console-note]', HOSTILE)
    with visitor.expect_navigation():
        visitor.click('main form button')
    assert 'Đã lưu.' in visitor.inner_text('.flash')
    visitor.goto(f'{SECTION}/@@history')

    assert HOSTILE + ' mới' in visitor.locator('ins').all_inner_texts()
    assert HOSTILE in visitor.inner_text('.note')
    visitor.goto(f'{SECTION}/@@delete')
    assert visitor.locator('.flash.error').count() == 1
    assert visitor.ran == []


def test_every_page_fits_its_screen_runs_no_name_or_title_and_axe_finds_nothing(visitor):
    found = {}
    for path, _answer, wrong in walk(visitor, PAGES):
        assert visitor.locator('main img, h1 img, nav img, main script').count() == 0, path
        assert visitor.ran == [], path
        spoken = visitor.locator('html').get_attribute('lang')
        assert spoken == ('en' if path.startswith('/english') else 'vi')
        found.setdefault(path, []).extend(wrong + visitor.evaluate(SQUEEZED))

    assert not {path: problems for path, problems in found.items() if problems}


def test_everything_is_done_without_javascript(browser, portal):
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, base_url=portal.url)
    page = context.new_page()
    log_in(page)
    page.goto('/console/@@contents')
    page.click('text=Thêm mục mới')
    page.click('.choices a[href="?type=Section"]')
    page.fill('[name=title]', 'Chuyên mục thử')
    page.fill('[name=name]', 'thu')
    page.click('main form button')
    assert page.locator('.flash').inner_text() == 'Đã thêm “Chuyên mục thử”.'
    page.goto('/console/@@contents')
    page.check('input[value=thu]')
    page.click('text=Xóa các mục đã chọn')
    with page.expect_navigation():
        page.click('main button.danger')
    assert page.locator('input[value=thu]').count() == 0
    context.close()


def test_the_keyboard_reaches_the_content_at_once(visitor):
    visitor.goto('/console/@@contents')
    visitor.keyboard.press('Tab')

    assert visitor.evaluate('document.activeElement.className') == 'skip'
    visitor.keyboard.press('Enter')
    visitor.wait_for_url('**#noi-dung')
