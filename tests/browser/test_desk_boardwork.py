"""Translations, reviews, release sets and tasks in a real browser, on phones and desks."""
import transaction
from browser.test_desk import PASSWORD, log_in
from hanoiportal.base.clock import SystemClock
from hanoiportal.editorial.releases.resource import Release, keep
from hanoiportal.editorial.tasks.kinds import CHECK, EDIT
from hanoiportal.editorial.tasks.resource import Task, Wish
from hanoiportal.kernel.security.authorization.grants import Grant, grant, seat
from hanoiportal.kernel.security.authorization.roles import EDITOR, HEAD
from hanoiportal.kernel.tree.events import ObjectModified, send
from hanoiportal.kernel.workflow.interfaces import PUBLISHED
from hanoiportal.kernel.workflow.records import review_of
from servers.browser import PHONE, walk

PLACE = '/desk/sites/bavi/tin-tuc'
LONG = 'Thông báo về việc tổ chức tiếp công dân định kỳ của lãnh đạo Ủy ban nhân dân xã năm 2026'
PAGES = [
    f'{PLACE}/cong-khai/@@translations', f'{PLACE}/cong-khai/@@edit?language=en',
    f'{PLACE}/@@translations', '/desk/sites/bavi/@@reviews', f'{PLACE}/gioi-thieu/@@review',
    '/desk/sites/bavi/@@releases', '/desk/sites/bavi/@@release?number=1',
    f'{PLACE}/nhap/@@tasks', f'{PLACE}/nhap', '/desk/@@substitute', '/desk']


def fill(environment):
    """Make the ward."""
    portal, editing, registry = environment.portal, environment.editing, environment.registry
    head, other = (portal['accounts'].create(login, name, registry=registry) for login, name in (
        ('hoa', 'Phạm Thị Hoà'), ('binh', 'Nguyễn Văn Bình')))
    head.set_password(PASSWORD)
    site = editing.add(portal['sites'], 'bavi', 'ComponentSite', {
        'title': 'Xã Ba Vì', 'owner': 'UBND xã', 'managing_body': 'UBND xã',
        'operating_unit': 'Văn phòng'}, 'test')
    place = editing.add(site, 'tin-tuc', 'Section', {
        'title': 'Tin tức', 'allowed_types': 'NewsItem;Page'}, 'test')
    seat(site, head.id, HEAD, Grant(basis='QĐ 01'))
    grant(site, other.id, EDITOR, Grant(basis='QĐ 02'))
    public = editing.add(place, 'cong-khai', 'NewsItem', {
        'title': LONG, 'body': '<p>Một.</p><p>Hai.</p>'}, 'lan')
    editing.add(place, 'gioi-thieu', 'Page', {
        'title': LONG, 'owner_unit': 'Văn phòng', 'next_review': '2020-01-01'},
        'lan').state = PUBLISHED
    editing.translate(public, 'en', {'title': 'Notice', 'body': '<p>One.</p><p>Two.</p>'}, 'lan')
    editing.edit(public, {'body': '<p>Một.</p><p>Hai mới.</p><p>Ba.</p>'}, 'lan')
    public.state = PUBLISHED
    work(editing.add(place, 'nhap', 'NewsItem', {'title': LONG}, 'lan'), head, other, site)
    for item in place.values():
        send(registry)(ObjectModified(item))
    transaction.commit()


def work(draft, head, other, site):
    """Give tasks on ``draft`` and put it into a release set."""
    now, review = SystemClock().now(), review_of(draft)
    review.tasks = (
        Task(1, 1, Wish(EDIT, now, 'high', 'Sửa <tít>'), other.id, '', head.id, now),
        Task(2, 2, Wish(CHECK, order=1), '', 'board', head.id, now))
    release = Release(1, 'Kỳ họp thứ tư', head.id, now)
    release.members = (draft.__oid__,)
    keep(site, release)


def test_axe_finds_nothing_and_no_page_is_wider_than_the_screen(browser, portal):
    context = browser.new_context(viewport=PHONE, locale='vi-VN', base_url=portal.url)
    page, found = context.new_page(), {}
    log_in(page)
    for path, answer, wrong in walk(page, PAGES):
        assert answer.ok and page.locator('h1').count() == 1, path
        found.setdefault(path, []).extend(wrong)
    context.close()

    assert not {path: problems for path, problems in found.items() if problems}


def test_a_task_is_claimed_and_done_without_javascript(browser, portal):
    context = browser.new_context(
        viewport=PHONE, locale='vi-VN', base_url=portal.url, java_script_enabled=False)
    page = context.new_page()
    log_in(page)
    page.goto(f'{PLACE}/nhap/@@tasks')
    page.click('button[value=claim]')
    page.fill('#said-2', 'Đã đối chiếu')
    with page.expect_navigation():
        page.click('li[value="2"] button[value=finish]')

    assert 'Đã đối chiếu' in page.inner_text('li[value="2"]')
    context.close()
