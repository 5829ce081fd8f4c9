"""Links to the outside: asked seldom, never inside, called broken after three days."""
import datetime
import re
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import transaction
from hanoiportal.base.settings import ISettings
from hanoiportal.content.links.resource import references_of
from hanoiportal.content.outside.jobs import AT_ONCE
from hanoiportal.content.outside.probing import failure
from hanoiportal.content.outside.resource import outside_of
from hanoiportal.kernel.security.authorization.roles import EDITOR
from hanoiportal.platform.http.interfaces import IHttp
from hanoiportal.platform.http.services import Http
from hanoiportal.platform.scheduling.interfaces import IJob
from hanoiportal.platform.scheduling.scheduler import run_job
from support.desk_forms import listed, seated
from support.editorial_staff import ward

section = ward
DAY = datetime.timedelta(days=1)
#: Path → status; what HEAD gets where that is another; where it leads.
PAGES = {'/co': (200, 200, ''), '/mat': (404, 404, ''), '/loi': (500, 500, ''),
         '/khong-head': (200, 405, ''), '/can-quyen': (403, 403, ''), '/chuyen': (301, 301, '/co'),
         '/chuyen-mat': (302, 302, '/mat'), '/vong': (302, 302, '/vong')}


class _Site(BaseHTTPRequestHandler):
    def do_GET(self):
        self._answer(0)

    def do_HEAD(self):
        self._answer(1)

    def _answer(self, which):
        self.server.asked.append((self.command, self.path, self.headers['User-Agent']))
        page = PAGES.get(self.path, (404, 404, ''))
        self.send_response(page[which])
        if page[2]:
            self.send_header('Location', page[2])
        self.end_headers()

    def log_message(self, format, *arguments):
        """It says nothing."""


@pytest.fixture
def elsewhere():
    """A web site of others; ``asked``: what it was asked, ``at``: its address."""
    with ThreadingHTTPServer(('127.0.0.1', 0), _Site) as server:
        server.asked, server.at = [], f'http://127.0.0.1:{server.server_port}'
        thread = threading.Thread(target=server.serve_forever, args=(.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def run(registry):
    """``run(days)``: the job looks once."""
    def once(days=30):
        registry.registerUtility(replace(
            registry.getUtility(ISettings), links_days=days), ISettings)
        registry.registerUtility(Http('https://hanoi.test', private=True), IHttp)
        run_job(registry, registry.getUtility(IJob, name='outside links'))
        transaction.begin()

    return once


@pytest.fixture
def news(section, editing, publishing):
    """``news(name, *addresses)``: a public news item that leads to them, committed."""
    def added(name, *addresses, public=True):
        body = ''.join(f'<p><a href="{address}">Xem</a></p>' for address in addresses)
        item = editing.add(section, name, 'NewsItem', {
            'title': f'Bài {name}', 'body': body}, 'test')
        if public:
            publishing.publish(item, 'test')
        transaction.commit()
        return item

    return added


def test_what_does_not_answer_is_told_by_its_reason(elsewhere):
    http = Http('https://hanoi.test', private=True)

    said = {path: failure(http, elsewhere.at + path) for path in PAGES}

    assert said == {
        '/co': '', '/mat': '404', '/loi': '500', '/khong-head': '', '/can-quyen': '',
        '/chuyen': '', '/chuyen-mat': '404', '/vong': 'redirects'}
    assert ('HEAD', '/co', 'hanoiportal (+https://hanoi.test/)') in elsewhere.asked
    assert not [each for each in elsewhere.asked if each[:2] == ('GET', '/co')]
    assert failure(http, elsewhere.at.replace('http:', 'https:')) == 'tls'
    assert failure(http, 'http://khong-co.invalid/') == 'name'
    assert failure(http, elsewhere.at + '/có dấu?q=ạ') == '404'


@pytest.mark.clause('16.1/2')
def test_a_link_is_broken_after_three_failures_on_different_days(
        elsewhere, run, news, clock, visit, people, small_portal, section, editing, publishing):
    seated(small_portal['sites']['bavi'], people['khach'], EDITOR)
    news('a', elsewhere.at + '/mat#doan-2')
    news('b', elsewhere.at + '/co')
    linked = editing.add(section, 'c', 'Link', {
        'title': 'Bài của trang ngoài', 'url': elsewhere.at + '/mat', 'origin': 'Thuế'}, 'test')
    publishing.publish(linked, 'test')
    transaction.commit()
    page = '/desk/sites/bavi/@@brokenlinks'
    known = outside_of(small_portal).known
    for _look in range(4):
        run()
        assert 'Liên kết ra ngoài' not in visit('khach').get(page)
    assert [each[1] for each in elsewhere.asked] == ['/co', '/mat', '/mat']
    clock.at += DAY
    run()
    assert 'Liên kết ra ngoài' not in visit('khach').get(page)
    clock.at += DAY
    run()

    shown = visit('khach').get(page)
    assert listed(shown) == ['Bài a', 'Bài của trang ngoài']
    assert re.search(r'<td data-label="Không mở được từ ngày">\d\d/\d\d/\d{4}</td>', shown.text)
    assert 'không có trang này' in shown and elsewhere.at + '/mat</code>' in shown
    assert len(outside_of(small_portal).known) == 2 and not known
    elsewhere.asked.clear()
    PAGES['/mat'] = (200, 200, '')
    clock.at += DAY
    run()
    PAGES['/mat'] = (404, 404, '')
    assert 'Liên kết ra ngoài' not in visit('khach').get(page)
    assert [each[1] for each in elsewhere.asked] == ['/mat']


def test_nothing_is_asked_without_the_setting_and_of_what_is_not_public(
        elsewhere, run, news, small_portal):
    news('a', elsewhere.at + '/co')
    news('b', elsewhere.at + '/mat', public=False)
    run(days=0)
    assert elsewhere.asked == []

    run()
    run()
    assert [each[1] for each in elsewhere.asked] == ['/co']
    assert elsewhere.asked[0][2] == 'hanoiportal (+https://hanoi.test/)'


def test_a_host_is_asked_one_thing_at_a_time_and_what_is_not_linked_is_forgotten(
        elsewhere, run, news, small_portal):
    item = news('a', *(f'{elsewhere.at}/{number}' for number in range(AT_ONCE)))
    for number in range(1, 4):
        run()
        assert len(outside_of(small_portal).known) == number
    references_of(small_portal['sites']['bavi']).put(item.__oid__, ())
    transaction.commit()

    run()
    assert len(outside_of(small_portal).known) == 0
