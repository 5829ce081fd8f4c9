"""Feeds of external component sites, from a real server to linked items that a board approves."""
import datetime
import threading
from dataclasses import replace
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import transaction
from hanoiportal.base.clock import local, shown_date
from hanoiportal.base.interfaces import IClock
from hanoiportal.base.settings import ISettings
from hanoiportal.editorial.aggregation.interfaces import LEFT_OUT, TAKEN, WAITING
from hanoiportal.editorial.aggregation.resource import aggregated_in
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.tree.lookup import is_listed
from hanoiportal.platform.http.interfaces import FORBIDDEN, IHttp
from hanoiportal.platform.http.services import Http
from hanoiportal.platform.scheduling.interfaces import IJob
from hanoiportal.platform.scheduling.scheduler import run_job
from support.crossposting import approved
from support.domain_names import permit
from support.editorial_staff import CHECKED
from support.pages import form_with

PAGE = '/desk/@@outside-entries'
MINUTE = datetime.timedelta(minutes=1)
FEED = ('<rss version="2.0"><channel><title>T</title><link>{at}/</link>'
        '<description>T</description>{items}</channel></rss>')
ITEM = ('<item><title>{0}</title><link>{1}</link><guid>{2}</guid><pubDate>{3}</pubDate>'
        '<description>Tóm tắt: {0}</description></item>')


class _Site(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.path, self.headers['If-None-Match']))
        if self.path == '/robots.txt':
            return self._say(200, self.server.robots) if self.server.robots else self._say(404)
        if self.server.status == 200 and self.headers['If-None-Match'] == self.server.etag:
            return self._say(304)
        return self._say(self.server.status, self.server.body.encode(), ETag=self.server.etag,
                         Retry_After='7200')

    def _say(self, status, body=b'', **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace('_', '-'), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format, *arguments):
        """It says nothing."""


@pytest.fixture
def elsewhere(clock):
    """A site of others.  ``carry(*entries)``: its feed has these ``(title, path)``."""
    with ThreadingHTTPServer(('127.0.0.1', 0), _Site) as server:
        server.at = f'http://127.0.0.1:{server.server_port}'
        server.asked, server.status, server.robots = [], 200, b''

        def carry(*entries):
            day = format_datetime(clock.now() - datetime.timedelta(days=1))
            server.etag = f'"{len(entries)}"'
            server.body = FEED.format(at=server.at, items=''.join(
                ITEM.format(title, path if '://' in path else server.at + path, path, day)
                for title, path in entries))

        server.carry = carry
        carry(('Nộp thuế qua mạng', '/1'), ('Gia hạn nộp thuế', '/2'),
              ('Bài của báo', 'https://vnexpress.net/3'))
        thread = threading.Thread(target=server.serve_forever, args=(.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def site(small_portal, editing, elsewhere, staff):
    """The external site whose feed that is."""
    permit(small_portal, '127.0.0.1')
    made = editing.add(small_portal['sites'], 'thue', 'ComponentSite', {
        'title': 'Thuế thành phố Hà Nội', 'owner': 'Thuế thành phố Hà Nội', 'level': 'agency',
        'managing_body': 'Thuế', 'operating_unit': 'Thuế', 'integration': 'external',
        'external_url': elsewhere.at, 'status': 'active',
        'feed_url': f'{elsewhere.at}/tin.xml'}, 'test')
    transaction.commit()
    return made


@pytest.fixture
def pull(registry, site, elsewhere):
    """``pull()``: the job looks once; returns what was asked for but ``robots.txt``."""
    def once(minutes=30):
        elsewhere.asked.clear()
        registry.registerUtility(replace(
            registry.getUtility(ISettings), feeds_minutes=minutes), ISettings)
        registry.registerUtility(Http('https://hanoi.test', private=True), IHttp)
        run_job(registry, registry.getUtility(IJob, name='outside feeds'))
        transaction.begin()
        return [each for each in elsewhere.asked if each[0] != '/robots.txt']

    return once


def words(page):
    return page.html.main.get_text(' ', strip=True)


def decide(page, act, status=303, **said):
    form = form_with(page, 'why' if act == 'leave' else 'section')
    for name, value in said.items():
        form[name] = value
    return form.submit('act', value=act, status=status)


@pytest.mark.clause('1.2')
@pytest.mark.clause('16.1/2')
@pytest.mark.clause('15.1.d')
def test_an_entry_becomes_a_linked_item_that_the_board_approves(
        pull, visit, small_portal, registry, at_work, elsewhere, site, clock):
    before = content_database(registry).lastTransaction()
    assert pull(0) == []
    pull()
    assert content_database(registry).lastTransaction() == before

    editor = visit('hanoi-editor')
    queue = editor.get(PAGE)
    assert 'Nộp thuế qua mạng' in words(queue) and 'Gia hạn nộp thuế' in words(queue)
    assert 'Bài của báo' not in words(queue)
    assert '1 mục dẫn tới trang khác nên không lấy' in words(queue)
    section = small_portal['tin-tuc-su-kien']
    number = next(each.number for each in [aggregated_in(small_portal).get(1),
                                           aggregated_in(small_portal).get(2)]
                  if each.title == 'Nộp thuế qua mạng')
    made = decide(queue, f'take:{number}', section=str(section.__oid__))
    assert '/nop-thue-qua-mang' in made.location
    transaction.begin()
    item = section['nop-thue-qua-mang']
    assert (item.url, item.origin, item.body if hasattr(item, 'body') else '') == (
        f'{elsewhere.at}/1', 'Thuế thành phố Hà Nội', '')
    day = local(clock.now() - datetime.timedelta(days=1)).date()
    assert (item.summary, item.dated) == ('Tóm tắt: Nộp thuế qua mạng', day)
    assert not is_listed(item) and item.state == 'draft'
    assert 'Đã lấy làm tin liên kết' in words(editor.get(PAGE))
    decide(queue, f'take:{number}', 422, section=str(section.__oid__))

    approved(at_work('hanoi-editor'), at_work('hanoi-member'), item, replace(
        CHECKED, override='Trang thành phần'))  # its host is no gov.vn
    transaction.commit()
    listing = visit(None).get('/tin-tuc-su-kien')
    link = listing.html.find('a', string='Nộp thuế qua mạng')
    assert link['href'] == f'{elsewhere.at}/1' and 'external' in link['rel']
    row = link.find_parent('li').get_text(' ', strip=True)
    assert 'trang ngoài' in row and 'Thuế thành phố Hà Nội' in row
    assert 'Tóm tắt: Nộp thuế qua mạng' in row
    own = visit(None).get('/tin-tuc-su-kien/nop-thue-qua-mang')
    assert 'Bài của Thuế thành phố Hà Nội' in words(own) and shown_date(day, 'vi') in words(own)


def test_entries_are_left_out_with_a_reason_and_put_back(pull, visit, small_portal):
    pull()
    editor = visit('hanoi-editor')
    form = form_with(editor.get(PAGE), 'why')  # who presses Enter there takes no entry
    assert [one._value for one in form.fields['act']] == ['leave']
    refused = decide(editor.get(PAGE), 'leave', 422, why='Trùng')
    assert 'ít nhất một mục' in refused and 'value="Trùng"' in refused

    decide(editor.get(PAGE), 'leave', number=['1'], why='Trùng <tin>')
    transaction.begin()
    page = editor.get(PAGE)
    assert 'Đã bỏ qua' in words(page) and 'Trùng <tin>' in words(page)
    assert list(aggregated_in(small_portal).waiting) == [2]
    back = next(form for form in page.forms.values()
                if 'back:1' in [one._value for one in form.fields.get('act', ())])
    back.submit('act', value='back:1', status=303)
    transaction.begin()
    assert len(aggregated_in(small_portal).waiting) == 2


def test_what_was_decided_is_shown_once_the_latest_decision_first(pull, small_portal, registry):
    pull()
    book, now = aggregated_in(small_portal), registry.getUtility(IClock).now()

    def decide_on(number, state):
        book.put(book.get(number)._replace(state=state, at=None if state == WAITING else now))

    for number, state in ((2, LEFT_OUT), (2, WAITING), (1, LEFT_OUT), (2, TAKEN)):
        decide_on(number, state)
    assert [each.number for each in book.latest()] == [2, 1]
    decide_on(1, WAITING)
    assert [each.number for each in book.latest()] == [2]
    assert [each.number for each in book.newest(0, 20)] == [1] and book.newest(1, 20) == []


def test_a_feed_is_asked_politely_and_less_often_when_it_fails(
        pull, elsewhere, clock, visit, small_portal, site):
    assert pull() == [('/tin.xml', None)] and pull() == []
    clock.at += 31 * MINUTE
    assert pull() == [('/tin.xml', '"3"')]
    assert len(aggregated_in(small_portal).entries) == 2
    elsewhere.carry(('Nộp thuế qua mạng (sửa)', '/1'), ('Mới', '/4'))
    clock.at += 31 * MINUTE
    pull()
    assert sorted(each[3] for each in aggregated_in(small_portal).entries.values()) == [
        'Gia hạn nộp thuế', 'Mới', 'Nộp thuế qua mạng (sửa)']
    elsewhere.status = 503
    clock.at += 31 * MINUTE
    assert len(pull()) == 1
    page = words(visit('hanoi-editor').get(PAGE))
    assert 'máy chủ báo lỗi 503' in page and 'Lỗi từ' in page
    clock.at += 61 * MINUTE
    assert pull() == []
    clock.at += 60 * MINUTE
    elsewhere.status, elsewhere.body, elsewhere.etag = 200, '<html></html>', '"x"'
    assert len(pull()) == 1
    assert 'không trả về nguồn tin' in words(visit('hanoi-editor').get(PAGE))


def test_a_feed_that_a_site_forbids_to_programs_is_not_asked(
        pull, small_portal, site, elsewhere):
    elsewhere.robots = b'User-agent: *\nDisallow: /tin.xml\n'
    assert pull() == [] and ('/robots.txt', None) in elsewhere.asked
    kept = aggregated_in(small_portal)
    assert kept.feed(str(site.__oid__), site.feed_url).why == FORBIDDEN


def test_an_address_that_was_mended_is_asked_at_once_and_told_nothing_of_the_other(
        pull, elsewhere, visit, editing, site, clock):
    pull()
    elsewhere.status = 503
    clock.at += 31 * MINUTE
    assert len(pull()) == 1 and pull() == []
    assert 'máy chủ báo lỗi 503' in words(visit('hanoi-editor').get(PAGE))
    elsewhere.status = 200
    editing.edit(site, {'feed_url': f'{elsewhere.at}/moi.xml'}, 'test')
    transaction.commit()

    page = words(visit('hanoi-editor').get(PAGE))
    assert '503' not in page and 'Chưa đọc lần nào' in page
    assert pull() == [('/moi.xml', None)]
    assert 'Đọc được lần cuối' in words(visit('hanoi-editor').get(PAGE))


def test_nobody_else_sees_the_queue(pull, visit, small_portal):
    pull()
    visit('bavi-editor').get(PAGE, status=404)
    visit('bavi-head').get('/desk/sites/bavi/@@outside-entries', status=404)
    visit('hanoi-contributor').get(PAGE, status=(403, 404))
