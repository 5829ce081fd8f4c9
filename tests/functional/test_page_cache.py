"""A cached page is the page: exact by the content database's last transaction."""
import gzip
import random

import pytest
import transaction
from hanoiportal.security.sessions import COOKIE
from hanoiportal.web.pages import PageCache, etag_of
from pyramid.interfaces import ITweens
from pyramid.request import Request
from pyramid.tweens import EXCVIEW

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


def deeds(item, editing, publishing):
    """Return what may happen between two readings."""
    section = item.__parent__
    return [
        lambda: editing.edit(item, {'title': f'Tin {random.random()}'}, 'test'),
        lambda: publishing.withdraw(item, 'test') if item.is_public else publishing.publish(
            item, 'test'),
        lambda: publishing.publish(editing.add(
            section, '', 'NewsItem', {'title': 'Tin thêm'}, 'test'), 'test'),
        lambda: editing.translate(item, 'en', {'title': f'News {random.random()}'}, 'test'),
        lambda: editing.edit(section, {'title': f'Mục {random.random()}'}, 'test'),
        lambda: editing.edit(item.__parent__.__parent__['sites']['bavi'], {
            'status': random.choice(['active', 'suspended'])}, 'test')]


@pytest.mark.parametrize('seed', range(4))
def test_cached_and_fresh_bytes_are_equal_whatever_happens(
        app, item, editing, publishing, seed):
    random.seed(seed)
    for _ in range(12):
        random.choice(deeds(item, editing, publishing))()
        transaction.commit()
        for path in random.choices(PATHS, k=6):
            app.get(path, expect_errors=True)
            kept, made = app.get(path, expect_errors=True), fresh(app, path)
            assert (kept.status, kept.body) == (made.status, made.body)


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


def test_the_cache_stays_within_its_size():
    cache = PageCache(10_000)

    for number in range(50):
        cache.put(number, ([], b'x' * 100))

    assert cache.used <= 10_000
    assert (cache.get(0), cache.get(49)) == (None, ([], b'x' * 100))


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


def sent(wsgi, **headers):
    """Return the answer to ``/`` as it goes over the line: WebTest would unpack it."""
    named = {name.replace('_', '-'): value for name, value in headers.items()}
    return Request.blank('http://localhost/', headers=named).get_response(wsgi)


def test_who_can_unpack_gets_the_same_page_packed(wsgi, item):
    page, packed = sent(wsgi), sent(wsgi, Accept_Encoding='br, gzip')
    again = sent(wsgi, Accept_Encoding='gzip', If_None_Match=packed.headers['ETag'])

    assert packed.headers['Content-Encoding'] == 'gzip'
    assert gzip.decompress(packed.body) == page.body
    assert len(packed.body) < len(page.body) / 2
    assert packed.headers['ETag'] != page.headers['ETag']
    assert again.status_int == 304
    assert 'Accept-Encoding' in page.headers['Vary']


def test_who_cannot_unpack_gets_the_page_as_it_is(wsgi, item):
    sent(wsgi, Accept_Encoding='gzip')

    for said in ('gzip;q=0', 'br', 'identity', 'gzip; q=0.0, br', ''):
        page = sent(wsgi, Accept_Encoding=said)
        assert 'Content-Encoding' not in page.headers and '<html' in page.text


def test_what_somebody_with_a_session_sees_is_not_packed(wsgi, item):
    page = sent(wsgi, Accept_Encoding='gzip', Cookie=f'{COOKIE}=x')

    assert 'Content-Encoding' not in page.headers


def test_the_cache_stands_over_the_transaction_and_over_what_makes_pages(registry):
    order = [name for name, _factory in registry.getUtility(ITweens).implicit()]
    cache = order.index('hanoiportal.web.pages.page_cache_tween')

    assert order.index('hanoiportal.public.last_resort.last_resort_tween') < cache
    for below in ('hanoiportal.public.text_only.text_only_tween', 'pyramid_tm.tm_tween_factory',
                  EXCVIEW):
        assert cache < order.index(below)


def test_a_page_is_never_sent_in_part(app, item):
    whole = app.get('/tin-tuc-su-kien/tin')

    for asked in ('bytes=0-9', 'bytes=99999999-', 'bytes=-1', 'x'):
        for encoding in ('gzip', 'identity'):
            answer = app.get('/tin-tuc-su-kien/tin', headers={
                'Range': asked, 'Accept-Encoding': encoding})
            assert (answer.status_int, answer.text) == (200, whole.text)
