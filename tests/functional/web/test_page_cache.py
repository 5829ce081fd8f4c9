"""A cached page is the page: exact by the content database's last transaction."""
import gzip

import brotli
import pytest
import transaction
from hanoiportal import main
from hanoiportal.kernel.security.authentication.sessions import COOKIE
from hanoiportal.shells.commands.environment import close
from hanoiportal.web.headers import HEADERS
from hanoiportal.web.pagecache.cache import Page, PageCache, etag_of
from hanoiportal.web.pagecache.compression import ENCODINGS, compressed
from hanoiportal.web.pagecache.watching import NOTE
from pyramid.interfaces import ITweens
from pyramid.request import Request
from pyramid.tweens import EXCVIEW
from support.application import settings

PATHS = ['/', '/english', '/tin-tuc-su-kien', '/tin-tuc-su-kien/tin', '/english/tin-tuc-su-kien',
         '/search?q=tin', '/sites/bavi', '/sitemap.xml', '/tin-tuc-su-kien?page=1']


@pytest.fixture
def item(small_portal, editing, publishing):
    item = editing.add(
        small_portal['tin-tuc-su-kien'], 'tin', 'NewsItem', {'title': 'Tin đầu'}, 'test')
    publishing.publish(item, 'test')
    transaction.commit()
    return item


def fresh(app, path):
    """Return the page made anew: whoever sends a session cookie gets nothing from the cache."""
    return app.get(path, headers={'Cookie': f'{COOKIE}=x'}, expect_errors=True)


def test_a_page_is_rendered_once_for_one_state_of_the_database(app, item, monkeypatch):
    looked = []
    monkeypatch.setattr(PageCache, 'put', lambda self, key, page: looked.append(key))
    app.get('/')
    first = len(looked)
    monkeypatch.undo()
    app.get('/')
    monkeypatch.setattr(PageCache, 'put', lambda self, key, page: looked.append(key))

    app.get('/')

    assert (first, len(looked)) == (1, 1)


def test_a_reader_who_has_the_page_is_told_so(app, item):
    etag = app.get('/').headers['ETag']

    again = app.get('/', headers={'If-None-Match': etag})

    assert (again.status_int, again.body) == (304, b'')
    assert again.headers['ETag'] == etag


def test_another_host_or_language_is_another_page(app, item):
    city = app.get('/', headers={'Host': 'hanoi.gov.vn'})
    ward = app.get('/', headers={'Host': 'bavi.hanoi.gov.vn'})

    assert city.body != ward.body
    assert app.get('/', headers={'Host': 'hanoi.gov.vn'}).body == city.body


def test_what_is_not_found_is_not_kept(app, item, editing, publishing):
    assert app.get('/tin-tuc-su-kien/moi', status=404)

    publishing.publish(editing.add(
        item.__parent__, 'moi', 'NewsItem', {'title': 'Tin mới'}, 'test'), 'test')
    transaction.commit()

    assert app.get('/tin-tuc-su-kien/moi').status_int == 200


def test_readers_get_no_cookie(app, item):
    for path in PATHS:
        assert 'Set-Cookie' not in app.get(path, expect_errors=True).headers


def test_the_cache_stays_within_its_size_whatever_is_packed():
    cache = PageCache(100_000)

    for number in range(50):
        page = Page([('Content-Type', 'text/html')], {}, b'x' * 5000)
        cache.put(number, page)
        for encoding in ENCODINGS:
            page.form(encoding)
            cache.put(number, page)

    assert sum(page.size for _key, page, _size in cache.entries()) == cache.used <= 100_000
    assert cache.get(0) is None and cache.get(49) is page


def test_a_page_too_large_for_the_cache_leaves_it_empty():
    cache = PageCache(1000)

    cache.put('a', Page([], {}, b'x' * 5000))

    assert (cache.used, cache.get('a')) == (0, None)


@pytest.mark.parametrize('query', ['x=1', 'fbclid=IwAR0', 'page=1&x', 'page=1&page=1', '&', '='])
@pytest.mark.parametrize('path', ['/', '/tin-tuc-su-kien', '/tin-tuc-su-kien/tin', '/sitemap.xml'])
def test_what_an_address_says_that_no_page_reads_makes_no_page_of_its_own(
        app, item, monkeypatch, path, query):
    kept = []
    monkeypatch.setattr(PageCache, 'put', lambda self, key, page: kept.append(key))

    asked = app.get(f'{path}?{query}')
    app.head(f'{path}?{query}')

    assert kept == [] and asked.headers['Cache-Control'] == 'public, no-cache'
    app.get(f'{path}?{query}', headers={'If-None-Match': asked.headers['ETag']}, status=304)


@pytest.mark.parametrize('address', [
    '/tin-tuc-su-kien?page=1', '/search?q=tin&page=1', '/api/v1/items?limit=2',
    '/thu-tuc-hanh-chinh?linh-vuc=a', '/oembed?url=http://localhost/tin-tuc-su-kien/tin',
    '/van-ban.csv?q=a', '/hoi-dap?nam=2026', '/hoi-dap/dang-giai-quyet?han=tre-han'])
def test_what_an_address_says_that_its_page_reads_is_kept_with_it(
        app, item, monkeypatch, address):
    kept = []
    monkeypatch.setattr(PageCache, 'put', lambda self, key, page: kept.append(key))

    app.get(address)

    assert len(kept) == 1


def test_an_address_that_nobody_links_to_takes_no_memory(app, item, monkeypatch):
    kept = []
    monkeypatch.setattr(PageCache, 'put', lambda self, key, page: kept.append(key))

    app.get('/?' + 'x' * 1000)

    assert kept == []


def test_what_somebody_with_a_session_sees_is_kept_by_nobody(app, item):
    assert fresh(app, '/').headers['Cache-Control'] == 'private, no-store'
    assert app.get('/').headers['Cache-Control'] == 'public, no-cache'


def test_the_tag_says_which_bytes():
    assert etag_of(b'a') != etag_of(b'b')
    assert etag_of(b'a') == etag_of(b'a')


def headers_of(answer):
    """Return the headers of ``answer`` as a ``dict``, but the id of the request."""
    return {name: value for name, value in answer.headers.items() if name != 'X-Request-Id'}


def sent(wsgi, **headers):
    """Return the answer to ``/`` as it goes over the line: WebTest would unpack it."""
    named = {name.replace('_', '-'): value for name, value in headers.items()}
    return Request.blank('http://localhost/', headers=named).get_response(wsgi)


@pytest.mark.parametrize(('said', 'encoding', 'unpack'), [
    ('gzip, deflate, br, zstd', 'br', brotli.decompress), ('gzip', 'gzip', gzip.decompress),
    ('br;q=0.5, gzip;q=0.8', 'gzip', gzip.decompress), ('*', 'br', brotli.decompress)])
def test_who_can_unpack_gets_the_same_page_packed(wsgi, item, said, encoding, unpack):
    page, compressed = sent(wsgi), sent(wsgi, Accept_Encoding=said)
    again = sent(wsgi, Accept_Encoding=said, If_None_Match=compressed.headers['ETag'])

    assert compressed.headers['Content-Encoding'] == encoding
    assert unpack(compressed.body) == page.body
    assert len(compressed.body) < len(page.body) / 2
    assert int(compressed.headers['Content-Length']) == len(compressed.body)
    assert compressed.headers['ETag'] != page.headers['ETag']
    assert again.status_int == 304
    assert 'Accept-Encoding' in page.headers['Vary']


def test_a_page_is_packed_once_for_each_encoding(wsgi, item, monkeypatch):
    done = []
    monkeypatch.setattr('hanoiportal.web.pagecache.cache.compressed',
                        lambda body, encoding: done.append(encoding) or compressed(body, encoding))

    for said in ('gzip', 'br', 'gzip;q=0.9', 'br, gzip', 'identity', 'gzip', 'x'):
        sent(wsgi, Accept_Encoding=said)

    assert sorted(done) == ['br', 'gzip']


def test_who_cannot_unpack_gets_the_page_as_it_is(wsgi, item):
    sent(wsgi, Accept_Encoding='gzip')

    for said in ('gzip;q=0', 'zstd', 'identity', 'gzip; q=0.0, deflate', '', '*;q=0', 'br;q=7',
                 'gzip;q=0.5, identity', ';;', 'gzip, ' * 100):
        page = sent(wsgi, Accept_Encoding=said)
        assert 'Content-Encoding' not in page.headers and '<html' in page.text


def test_a_kept_page_is_sent_with_every_header_of_one_made_anew(wsgi, item):
    made, kept = sent(wsgi), sent(wsgi)

    assert headers_of(kept) == headers_of(made)
    for name in (*HEADERS, 'Content-Security-Policy', 'Content-Type', 'Content-Language', 'ETag'):
        assert name in kept.headers
    assert not [name for name in kept.headers if name.startswith(NOTE)]


def test_an_unchanged_page_is_told_with_its_headers_and_without_those_of_a_body(wsgi, item):
    page = sent(wsgi, Accept_Encoding='br')

    for said in (page.headers['ETag'], f'W/{page.headers["ETag"]}', '*',
                 f'"other", {page.headers["ETag"]}'):
        same = sent(wsgi, Accept_Encoding='br', If_None_Match=said)
        assert (same.status_int, same.body) == (304, b'')
        assert set(page.headers) - set(same.headers) == {
            'Content-Type', 'Content-Length', 'Content-Encoding', 'Content-Language'}
    assert sent(wsgi, If_None_Match=page.headers['ETag']).status_int == 200


def test_whoever_asks_for_the_head_gets_the_headers_of_the_page(wsgi, item):
    asked = Request.blank('http://localhost/', method='HEAD')
    first, page = asked.get_response(wsgi), sent(wsgi)
    again = Request.blank('http://localhost/', method='HEAD').get_response(wsgi)

    assert headers_of(first) == headers_of(again) == headers_of(page)
    assert first.body == again.body == b''


def test_a_database_that_does_not_answer_is_not_the_end_of_a_page(wsgi, item, monkeypatch):
    page = sent(wsgi)

    def silent(_database):
        raise OSError

    monkeypatch.setattr('hanoiportal.web.pagecache.pages.version_of', silent)

    assert sent(wsgi).body == page.body


def test_nginx_may_keep_pages_for_as_long_as_the_operator_says(tmp_path, wsgi, item):
    assert 'X-Accel-Expires' not in sent(wsgi).headers
    close(wsgi.registry)

    other = main({}, **settings(tmp_path, **{'portal.proxy_seconds': '1'}))
    found = [sent(other), sent(other), sent(other, Cookie=f'{COOKIE}=x')]
    missing = Request.blank('http://localhost/khong-co').get_response(other)
    close(other.registry)

    assert [each.headers.get('X-Accel-Expires') for each in found] == ['1', '1', None]
    assert 'X-Accel-Expires' not in missing.headers


def test_what_somebody_with_a_session_sees_is_not_packed(wsgi, item):
    page = sent(wsgi, Accept_Encoding='gzip', Cookie=f'{COOKIE}=x')

    assert 'Content-Encoding' not in page.headers


def test_tweens_stand_in_their_order(registry):
    order = [name for name, _factory in registry.getUtility(ITweens).implicit()]
    wanted = ['hanoiportal.shells.public.errors.last_resort.last_resort_tween',
              'hanoiportal.web.routing.readable.cookies_tween',
              'hanoiportal.shells.public.page.text_only.text_only_tween',
              'pyramid_tm.tm_tween_factory', EXCVIEW,
              'hanoiportal.web.routing.address.address_tween']

    assert sorted(wanted, key=order.index) == wanted


def test_a_page_is_never_sent_in_part(app, item):
    whole = app.get('/tin-tuc-su-kien/tin')

    for asked in ('bytes=0-9', 'bytes=99999999-', 'bytes=-1', 'x'):
        for encoding in ('gzip', 'identity'):
            answer = app.get('/tin-tuc-su-kien/tin', headers={
                'Range': asked, 'Accept-Encoding': encoding})
            assert (answer.status_int, answer.text) == (200, whole.text)
