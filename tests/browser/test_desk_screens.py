"""The screens of the desk that no other browser test opens: axe, on phones and desks."""
import transaction
from browser.test_desk import PASSWORD
from hanoiportal.base.clock import parse
from hanoiportal.base.interfaces import IClock
from hanoiportal.editorial.boards.services import BoardService
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.roles import ADMINISTRATOR, EDITOR, HEAD
from hanoiportal.kernel.tree.events import send
from servers.browser import PHONE, walk

SITE = '/desk/sites/bavi'
PLACE = f'{SITE}/tin-tuc'
LONG = 'Thông báo về việc tổ chức tiếp công dân định kỳ của lãnh đạo Ủy ban nhân dân xã năm 2026'
PAGES = [
    f'{SITE}/@@sharing', f'{SITE}/@@access', f'{PLACE}/nhap/@@access', f'{SITE}/@@board',
    f'{SITE}/@@board-found', f'{SITE}/@@board-appoint', f'{SITE}/@@board-dismiss',
    f'{SITE}/@@roster', f'{SITE}/@@windows', '/desk/@@windows-all', '/desk/@@window-hours',
    f'{SITE}/@@audit', f'{SITE}/@@suspensions', '/desk/@@notifications',
    '/desk/@@help', '/desk/@@places', '/desk/@@queue?list=drafts', '/desk/@@go?q=tin',
    f'{PLACE}/nhap/@@move', f'{PLACE}/nhap/@@whereused', f'{SITE}/@@brokenlinks',
    f'{PLACE}/@@add', f'{PLACE}/@@add?type=NewsItem', f'{PLACE}/nhap/@@edit', f'{PLACE}/nhap']


def fill(environment):
    """Make the ward; ``hoa`` is its administrator and also the head of its board."""
    portal, editing, registry = environment.portal, environment.editing, environment.registry
    hoa, binh = (portal['accounts'].create(login, name, registry=registry) for login, name in (
        ('hoa', 'Phạm Thị Hoà'), ('binh', 'Nguyễn Văn Bình')))
    hoa.set_password(PASSWORD, at=registry.getUtility(IClock).now())
    site = editing.add(portal['sites'], 'bavi', 'ComponentSite', {
        'title': 'Xã Ba Vì', 'owner': 'UBND xã', 'managing_body': 'UBND xã',
        'operating_unit': 'Văn phòng'}, 'test')
    place = editing.add(site, 'tin-tuc', 'Section', {
        'title': 'Tin tức', 'allowed_types': 'NewsItem;Page'}, 'test')
    editing.add(place, 'nhap', 'NewsItem', {'title': LONG}, hoa.id)
    boards = BoardService(
        lambda permission, resource: True, registry.getUtility(IClock), send(registry))
    boards.found(site, 'QĐ 01/QĐ-UBND', parse('2025-01-01'), None, hoa.id)
    boards.appoint(site, hoa.id, HEAD, 'QĐ 02/QĐ-UBND', parse('2025-01-01'), None, hoa.id)
    grant(portal, hoa.id, ADMINISTRATOR, Grant(basis='QĐ 03'))
    grant(site, binh.id, EDITOR, Grant(basis='QĐ 04'))
    transaction.commit()


def test_axe_finds_nothing_and_no_page_is_wider_than_the_screen(browser, portal):
    context = browser.new_context(viewport=PHONE, locale='vi-VN', base_url=portal.url)
    page, found = context.new_page(), {}
    page.goto('/login?came_from=/desk')
    page.fill('input[name=login]', 'hoa')
    page.fill('input[name=password]', PASSWORD)
    page.click('main button')
    page.wait_for_url('**/desk')
    for path, answer, wrong in walk(page, PAGES):
        assert answer.ok and page.locator('h1').count() == 1, path
        found.setdefault(path, []).extend(wrong)
    context.close()

    assert not {path: problems for path, problems in found.items() if problems}
