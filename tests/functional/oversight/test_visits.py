"""Visits are counted without cookies, addresses or writes of the content database (TT 22/2023)."""
import datetime

import pytest
import transaction
from hanoiportal.kernel.storage import snapshot
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.oversight.visits.interfaces import IVisits
from hanoiportal.oversight.visits.services import save
from hanoiportal.oversight.visits.sites import MOST, SiteVisitTally, visits_of
from hanoiportal.platform.scheduling.jobs import Job
from hanoiportal.platform.scheduling.scheduler import run_job
from hanoiportal.types.component_site import PRACTICE
from support.clocks import NOW
from support.people import log_in

PAGE = '/thong-ke-truy-cap'
PEOPLE = {'User-Agent': 'Mozilla/5.0 (Linux; Android 14) Chrome/130.0'}


@pytest.fixture
def figures(app):
    """``figures()``: the three numbers that the page shows."""
    def read():
        page = app.get(PAGE, headers={'User-Agent': 'a monitor'})
        return [int(each.text) for each in page.html.select('.counts strong')]

    return read


@pytest.fixture
def visit(wsgi, app):
    """``visit(path, **headers)``: what a person's browser asks the whole server for, the page and
    what its script asks for; returns the page.
    """
    def open_page(path, **headers):
        page = app.get(path, headers={**PEOPLE, **headers}, expect_errors=True)
        asked = page.content_type == 'text/html' and page.html.find(
            'script', attrs={'data-count': True})
        if asked and 'Sec-Purpose' not in headers:
            inside = headers.get('Referer', '').startswith('http://localhost/')
            told = app.get(asked['data-count'] + ('' if inside else '?visit'), headers={
                **PEOPLE, **headers, 'Referer': f'http://localhost{path}'})
            assert (told.status_int, told.body) == (204, b'')
            assert told.headers['Cache-Control'] == 'no-store'
        return page

    return open_page


def saved(registry):
    run_job(registry, Job('visits', 30, save))


def test_a_visit_comes_from_elsewhere_and_goes_on_inside(visit, figures, clock):
    visit('/', Referer='https://www.google.com/')
    visit('/sitemap', Referer='http://localhost/')
    visit('/')

    assert figures() == [2, 2, 2]


def test_a_page_from_the_cache_counts_too(visit, figures, clock):
    visit('/sitemap')
    visit('/sitemap')

    assert figures() == [2, 2, 2]


def test_what_no_visitor_reads_is_not_counted(visit, figures, clock):
    for path, headers in (
            ('/khong-co', {}), ('/robots.txt', {}), ('/login', {}), ('/desk', {}),
            ('/english/login', {}), ('/@@login', {}), ('/sites/bavi/login', {}),
            ('/english/desk', {}), ('/_preview', {}), ('/english/_clarify', {}), ('/_design', {}),
            ('/', {'User-Agent': 'Googlebot/2.1'}), ('/', {'Sec-Purpose': 'prefetch;prerender'})):
        visit(path, **headers)

        assert figures() == [0, 0, 0], path


def test_what_is_not_public_is_not_counted_of_who_may_see_it(
        registry, app, visit, staff, ward, editing, small_portal):
    editing.add(ward, 'nhap', 'NewsItem', {'title': 'Bản nháp', 'body': '<p>Nháp.</p>'}, 'test')
    small_portal['sites']['soxaydung'].status = 'suspended'
    transaction.commit()
    log_in(app, 'quantri')
    for path in ('/sites/bavi/tin-tuc-su-kien/nhap', '/english/account', '/desk',
                 '/sites/soxaydung', '/sites/soxaydung/sitemap'):
        assert visit(path).status_int == 200
    assert registry.getUtility(IVisits).pending == {}

    visit('/sites/bavi/tin-tuc-su-kien')
    assert [each.pages for each in registry.getUtility(IVisits).pending.values()] == [1]


def test_a_page_that_is_named_like_a_door_is_counted(visit, figures, publishing, editing, clock,
                                                      small_portal):
    page = editing.add(small_portal['gioi-thieu'], 'login', 'Page', {
        'title': 'Cách đăng nhập', 'body': '<p>Như sau.</p>', 'owner_unit': 'Văn phòng',
        'next_review': '2027-11-24'}, 'test')
    publishing.publish(page, 'test')
    small_portal.rename('gioi-thieu', 'desk-gioi-thieu')
    transaction.commit()
    assert visit('/desk-gioi-thieu/login').status_int == 200

    assert figures() == [1, 1, 1]


def test_who_reads_a_page_without_its_files_is_not_counted(app, figures, clock):
    for program in (PEOPLE, {'User-Agent': ''}):
        assert app.get('/', headers=program).html.find('script', attrs={'data-count': True})

    assert figures() == [0, 0, 0]


def test_nothing_is_counted_that_no_page_of_the_portal_or_a_robot_tells(app, figures, clock):
    for headers in (
            {}, {'Referer': 'https://noi.khac.vn/'}, {'Referer': 'http://['},
            {'Referer': 'http://localhost/', 'User-Agent': 'Googlebot/2.1'},
            {'Referer': 'http://localhost/', 'User-Agent': 'HeadlessChrome/130'}):
        app.get('/static/shown?visit', headers={**PEOPLE, **headers})

        assert figures() == [0, 0, 0], headers


def test_a_page_says_how_visits_are_counted(app):
    assert 'không tải các tệp đi kèm trang' in app.get(PAGE).html.main.text


def test_days_are_those_of_hanoi_and_present_are_the_last_minutes(visit, figures, clock):
    clock.at = datetime.datetime(2026, 11, 24, 16, 59, tzinfo=datetime.timezone.utc)
    visit('/')
    clock.at += datetime.timedelta(minutes=2)
    visit('/')

    assert figures() == [2, 1, 2]
    clock.at += datetime.timedelta(minutes=14)
    assert figures() == [1, 1, 2]


def test_what_is_saved_and_what_is_not_are_told_together(registry, visit, figures, clock):
    visit('/')
    saved(registry)
    assert registry.getUtility(IVisits).pending == {}
    visit('/')

    assert figures() == [2, 2, 2]
    saved(registry)
    saved(registry)
    assert figures() == [2, 2, 2]


def test_what_cannot_be_saved_is_kept(registry, visit, figures, clock, monkeypatch):
    visit('/')
    monkeypatch.setattr(
        'hanoiportal.oversight.visits.resource.Visits.add', lambda *_: 1 / 0)
    saved(registry)
    monkeypatch.undo()

    assert len(registry.getUtility(IVisits).pending) == 1


@pytest.mark.clause('20.1')
def test_where_staff_practise_nothing_is_counted(visit, figures, small_portal, clock):
    small_portal['sites']['bavi'].purpose = PRACTICE
    transaction.commit()
    for path in ('/sites/bavi', '/sites/bavi/tin-tuc-su-kien', '/sites/soxaydung'):
        visit(path)

    assert figures() == [1, 1, 1]


@pytest.mark.clause('21.1')
def test_visits_of_each_site_are_counted_by_days(registry, visit, small_portal, clock, app):
    bavi, other = (small_portal['sites'][name].__oid__ for name in ('bavi', 'soxaydung'))
    assert visits_of(small_portal, '2026-11-01', '2026-12-01') is None
    visit('/')
    visit('/sites/bavi')
    visit('/english/sites/bavi')
    visit('/sites/bavi/sitemap', Referer='http://localhost/')
    app.get('/static/shown?visit', headers={
        **PEOPLE, 'Referer': 'http://localhost/sites/khong-co'})
    saved(registry)
    visit('/sites/bavi')
    saved(registry)
    transaction.begin()

    found = visits_of(small_portal, '2026-11-01', '2026-12-01')
    assert (found[small_portal.__oid__], found[bavi], found[other]) == (1, 3, 0)
    assert visits_of(small_portal, '2026-10-01', '2026-11-01') is None


def test_a_process_remembers_so_many_labels_at_most(clock):
    tally = SiteVisitTally()
    for number in range(MOST + 5):
        tally.count(clock.now(), True, f'ten-{number}')

    assert len(tally.take()) == MOST and tally.take() == {}


def test_the_content_database_is_never_written(registry, visit, clock):
    before = snapshot.latest(content_database(registry))
    for _ in range(3):
        visit('/')
        saved(registry)
    transaction.abort()

    assert snapshot.latest(content_database(registry)) == before


@pytest.mark.clause('23.1')
def test_nothing_of_a_visitor_is_asked_or_kept(visit, app, clock):
    answer = visit('/', **{'X-Forwarded-For': '203.0.113.77'})

    assert 'Set-Cookie' not in answer.headers
    page = app.get(PAGE)
    assert 'Set-Cookie' not in page.headers
    assert page.headers['Cache-Control'] == 'no-store'


@pytest.mark.clause('23.1')
def test_no_database_keeps_address_browser_or_path_of_a_visitor(registry, visit, clock):
    visit('/', Referer='https://nguon.vidu.vn/', **{'X-Forwarded-For': '203.0.113.77'})
    saved(registry)
    records = [record.data for database in content_database(registry).databases.values()
               for each in database.storage.iterator() for record in each]

    assert any(b'Visits' in record for record in records)
    for trace in (b'203.0.113.77', b'127.0.0.1', b'Android 14', b'nguon.vidu.vn'):
        assert not [record for record in records if trace in record], trace


def test_days_stand_in_a_table_in_the_reader_s_language(visit, app, clock):
    assert 'Chưa có lượt truy cập' in app.get(PAGE, headers={'User-Agent': 'bot'}).text
    visit('/')

    row = app.get('/english' + PAGE).html.select_one('tbody tr')
    assert row.th.time['datetime'] == '2026-11-24'
    assert row.th.text == f'{NOW.day} November 2026'
