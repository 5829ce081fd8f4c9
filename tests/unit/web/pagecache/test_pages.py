"""The page cache around an application: what it keeps, for whom, and what it says of it."""
from types import SimpleNamespace

import pytest
from hanoiportal.base.settings import ISettings
from hanoiportal.kernel.security.authentication.sessions import COOKIE
from hanoiportal.kernel.storage import snapshot
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.web.pagecache.cachekey import CHOICE, LONGEST_ADDRESS
from hanoiportal.web.pagecache.pages import (
    CHOSEN,
    LARGEST,
    SHOWS,
    Pages,
    mark_cacheable,
    version_of,
)
from hanoiportal.web.pagecache.watching import IWatchers
from pyramid.request import Request
from ZODB.interfaces import IMVCCStorage
from ZODB.utils import p64
from zope.interface import directlyProvides

BODY = b'<p>trang</p>' * 200


class Body(list):
    """The body of an answer, which notes that it was closed."""

    closed = 0

    def close(self):
        """Note it."""
        self.closed += 1


class Application:
    """Pyramid's place: answers each request by ``headers`` and ``body``, and notes it."""

    def __init__(self, registry, status='200 OK', body=BODY):
        self.registry, self.status = registry, status
        self.headers = {
            'Content-Type': 'text/html', 'Content-Length': str(len(body)), 'X-Request-Id': 'r1',
            SHOWS: version_of(content_database(registry)).hex()}
        self.body = Body([body])
        self.asked, self.known = [], []

    def __call__(self, environ, start_response):
        """Answer as WSGI says."""
        self.asked.append(environ['REQUEST_METHOD'])
        self.known.append(snapshot.is_as_known())
        start_response(self.status, [*self.headers.items()])
        return self.body


@pytest.fixture
def told(registry):
    """What watchers were told: ``(status, whether it was kept)`` of each answer."""
    heard = []
    registry.getUtility(IWatchers)[:] = [
        lambda environ, status, headers, notes, kept: heard.append((status, kept))]
    return heard


@pytest.fixture
def application(registry, small_portal, told):
    return Application(registry)


@pytest.fixture
def pages(application):
    return Pages(application)


def ask(pages, path='/a', method='GET', **headers):
    named = {name.replace('_', '-'): value for name, value in headers.items()}
    return Request.blank(f'http://localhost{path}', method=method, headers=named).get_response(
        pages)


def test_a_page_is_made_once_and_then_comes_from_the_cache(pages, application, told):
    first, second = ask(pages), ask(pages)

    assert (first.body, second.body, application.asked) == (BODY, BODY, ['GET'])
    assert told == [(200, False), (200, True)]
    assert first.headers['Cache-Control'] == second.headers['Cache-Control'] == 'public, no-cache'
    assert SHOWS not in first.headers
    assert application.body.closed == 1


def test_the_id_of_a_request_is_on_its_own_answer_alone(pages):
    assert ask(pages).headers['X-Request-Id'] == 'r1'
    assert 'X-Request-Id' not in ask(pages).headers


def test_what_a_page_grows_by_is_reckoned_in(pages):
    ask(pages)
    plain = pages._cache.used
    packed = ask(pages, Accept_Encoding='gzip')
    ask(pages, Accept_Encoding='gzip')

    assert pages._cache.used == plain + len(packed.body)
    assert pages._cache.used == sum(page.size for _key, page, _size in pages._cache.entries())


@pytest.mark.parametrize(('name', 'value'), [
    ('Set-Cookie', 'a=b'), ('Content-Encoding', 'x'), ('Content-Length', str(LARGEST + 1)),
    ('Content-Length', None), (SHOWS, None)])
def test_an_answer_that_is_not_for_everybody_or_too_long_is_not_kept(
        pages, application, told, name, value):
    if value is None:
        del application.headers[name]
    else:
        application.headers[name] = value

    answers = ask(pages), ask(pages)

    assert [answer.body for answer in answers] == [BODY, BODY]
    assert told == [(200, False), (200, False)]
    assert pages._cache.used == 0
    assert 'ETag' not in answers[0].headers


def test_the_longest_page_is_kept(registry, small_portal, told):
    application = Application(registry, body=b'x' * LARGEST)
    pages = Pages(application)
    ask(pages)

    assert LARGEST == 524_288
    assert ask(pages).body == b'x' * LARGEST and application.asked == ['GET']


@pytest.mark.parametrize('status', ['404 Not Found', '302 Found', '201 Created'])
def test_no_answer_but_200_is_kept(pages, application, told, status):
    application.status = status

    assert (ask(pages).status, ask(pages).status) == (status, status)
    assert told == [(int(status[:3]), False)] * 2


def test_a_page_of_another_transaction_is_not_what_is_asked_for(pages, application):
    application.headers[SHOWS] = '00' * 8
    ask(pages)

    assert ask(pages).body == BODY
    assert application.asked == ['GET', 'GET']


def test_who_has_a_session_gets_a_page_of_their_own_that_nobody_keeps(pages, application):
    ask(pages)
    own = ask(pages, Cookie=f'{COOKIE}=x')

    assert own.headers['Cache-Control'] == 'private, no-store'
    assert application.asked == ['GET', 'GET'] and 'ETag' not in own.headers


def test_a_view_may_say_itself_how_an_answer_for_one_is_kept(pages, application):
    application.headers['Cache-Control'] = 'no-cache'

    assert ask(pages, Cookie=f'{COOKIE}=x').headers.getall('Cache-Control') == ['no-cache']


def test_who_has_chosen_what_is_shown_first_gets_a_page_of_their_own_where_that_matters(
        pages, application):
    ask(pages)
    alike = ask(pages, Cookie=f'{CHOICE}=x')
    application.headers[CHOSEN] = '1'
    ask(pages, '/b')
    own = ask(pages, '/b', Cookie=f'{CHOICE}=x')

    assert alike.headers['Cache-Control'] == 'public, no-cache'
    assert own.headers['Cache-Control'] == 'private, no-store'
    assert application.asked == ['GET'] * 3
    assert ask(pages, '/b').headers['Cache-Control'] == 'public, no-cache'
    assert len(application.asked) == 3


def test_the_head_of_a_page_is_asked_for_as_the_page_is_and_kept_for_both(pages, application):
    head = ask(pages, method='HEAD')

    assert (head.body, int(head.headers['Content-Length'])) == (b'', len(BODY))
    assert ask(pages).body == BODY and application.asked == ['GET']
    assert ask(pages, method='HEAD').body == b''


def test_the_head_of_what_is_not_kept_has_no_body_and_closes_it(pages, application):
    application.status = '404 Not Found'

    assert ask(pages, method='HEAD').body == b''
    assert application.body.closed == 1 and application.asked == ['GET']
    assert ask(pages, method='HEAD', Cookie=f'{COOKIE}=x').status_int == 404
    assert application.asked == ['GET', 'HEAD']


def test_who_has_the_page_already_is_told_that_alone(pages, told):
    page = ask(pages)
    same = ask(pages, If_None_Match=page.headers['ETag'])

    assert (same.status, same.body) == ('304 Not Modified', b'')
    assert {'ETag', 'Cache-Control'} <= set(same.headers)
    assert 'Content-Type' not in same.headers
    assert told == [(200, False), (200, True)]


def test_what_a_watcher_gives_goes_with_each_answer(pages, registry):
    registry.getUtility(IWatchers).append(lambda *answer: [('X-Seen', '1')])
    pages = Pages(pages._application)

    assert [ask(pages, path).headers['X-Seen'] for path in ('/a', '/a', '/b')] == ['1'] * 3
    assert ask(pages, Cookie=f'{COOKIE}=x').headers['X-Seen'] == '1'


def with_settings(application, **said):
    """Return the pages around ``application`` under settings that say this besides."""
    settings = application.registry.getUtility(ISettings)
    changed = SimpleNamespace(**{
        'page_cache_bytes': settings.page_cache_bytes, 'proxy_seconds': 0, 'desk_host': '',
        'is_for_staff': lambda host: host == 'desk.localhost',
        'secure_cookies': settings.secure_cookies, **said})
    application.registry.registerUtility(changed, ISettings)
    try:
        return Pages(application)
    finally:
        application.registry.registerUtility(settings, ISettings)


def test_a_cache_of_no_bytes_keeps_nothing_and_asks_the_database_nothing(application):
    pages = with_settings(application, page_cache_bytes=0)
    pages._version = None

    assert [ask(pages).body for _each in range(2)] == [BODY, BODY]
    assert pages._cache.used == 0 and not pages._cache.entries()
    assert ask(pages, Accept_Encoding='gzip').headers['Content-Encoding'] == 'gzip'
    assert not pages._cache.entries()


def test_a_proxy_is_told_how_long_it_may_keep_a_page_if_it_may(pages, application):
    assert 'X-Accel-Expires' not in ask(pages).headers
    told = with_settings(application, proxy_seconds=2)

    assert ask(told).headers['X-Accel-Expires'] == '2'
    assert 'X-Accel-Expires' not in ask(told, Cookie=f'{COOKIE}=x').headers


def test_where_log_ins_do_not_count_a_session_is_not_seen(application):
    pages = with_settings(application, desk_host='desk.localhost')

    assert ask(pages, Cookie=f'{COOKIE}=x').headers['Cache-Control'] == 'public, no-cache'
    assert ask(pages, Cookie=f'{COOKIE}=x', Host='desk.localhost').headers['Cache-Control'] == (
        'private, no-store')


def test_a_database_that_does_not_answer_is_logged_and_nothing_is_served_from_the_cache(
        pages, application, monkeypatch, caplog):
    ask(pages)

    def silent(_database):
        raise OSError

    monkeypatch.setattr('hanoiportal.web.pagecache.pages.version_of', silent)

    assert ask(pages).body == BODY and application.asked == ['GET', 'GET']
    assert 'does not say what its last transaction is' in caplog.text


LONG = '/a?' + 'x' * LONGEST_ADDRESS


def test_a_page_at_an_address_longer_than_any_link_is_made_each_time(pages, application):
    for said in ({}, {}, {'Accept_Encoding': 'gzip'}):
        assert ask(pages, LONG, **said).headers['Cache-Control'] == 'public, no-cache'

    assert application.asked == ['GET'] * 3
    assert pages._cache.used == 0 and not pages._cache.entries()


def test_each_header_is_said_once(pages):
    for answer in (ask(pages), ask(pages)):
        names = [name for name, _value in answer.headerlist]

        assert sorted(names) == sorted(set(names))
        assert {'Content-Type', 'ETag', 'Content-Length', 'Cache-Control'} <= set(names)


def test_what_a_reader_has_chosen_changes_nothing_on_a_page_that_does_not_look_at_it(
        pages, application):
    made = ask(pages, Cookie=f'{CHOICE}=x')

    assert made.headers['Cache-Control'] == 'public, no-cache'
    assert ask(pages).body == BODY and application.asked == ['GET']


def test_a_public_page_is_made_of_what_this_process_knows_and_others_ask_the_database(
        pages, application):
    ask(pages)
    ask(pages, Cookie=f'{COOKIE}=x')
    ask(pages, '/b')

    assert application.known == [True, False, True]
    assert not snapshot.is_as_known()


def bodies(pages, **environ):
    """Return what goes to the server as the body."""
    asked = Request.blank('http://localhost/a').environ
    return pages({**asked, **environ}, lambda status, headers, exc_info=None: None)


def test_an_answer_without_a_body_is_an_empty_list(pages, application):
    etag = ask(pages).headers['ETag']

    assert bodies(pages, HTTP_IF_NONE_MATCH=etag) == []
    assert bodies(pages, REQUEST_METHOD='HEAD') == []
    application.status = '404 Not Found'
    assert bodies(pages, REQUEST_METHOD='HEAD', PATH_INFO='/c') == []


class Connection:
    """A connection of a pool, which shows what it last saw until it is told otherwise."""

    before, closed = None, 0

    def __init__(self, manager):
        self.manager, self.told = manager, []
        self._storage = SimpleNamespace(_start=p64(6))

    def newTransaction(self, *said):
        """Show what is new."""
        self.told.append(said)
        self._storage._start = p64(8)

    def close(self):
        """Note it."""
        self.closed += 1


def test_the_last_transaction_is_asked_of_a_connection_where_the_storage_does_not_say():
    opened, storage = [], SimpleNamespace()
    directlyProvides(storage, IMVCCStorage)

    def open_(manager):
        opened.append(Connection(manager))
        return opened[-1]

    version = version_of(SimpleNamespace(storage=storage, open=open_))

    [connection] = opened
    assert (version, connection.told, connection.closed) == (p64(7), [(None, False)], 1)
    assert connection.manager.explicit


def test_the_last_transaction_is_asked_of_the_storage_where_it_says():
    database = SimpleNamespace(storage=SimpleNamespace(lastTransaction=lambda: p64(5)))

    assert version_of(database) == p64(5)


def test_a_view_that_is_not_cacheable_is_left_as_it_is():
    def view(context, request):
        return None

    assert mark_cacheable(view, SimpleNamespace(options={})) is view
    assert mark_cacheable(view, SimpleNamespace(options={'cacheable': False})) is view


def test_a_cacheable_view_of_the_portal_is_kept_and_another_is_not(wsgi, small_portal, told):
    statuses = [ask(wsgi, path).status_int for path in ('/', '/', '/login', '/login')]

    assert statuses == [200] * 4
    assert told == [(200, False), (200, True), (200, False), (200, False)]
