"""Pages as the cache keeps them: their size, their forms, and which of them goes first."""
import pytest
from hanoiportal.web.pagecache.cache import AROUND, ETAG_LENGTH, Page, PageCache, etag_of
from hanoiportal.web.pagecache.compression import BROTLI, GZIP, IDENTITY, SHORTEST, compressed

HTML = ('content-type', ('Content-Type', 'text/html; charset=utf-8'))
LONG = b'x' * SHORTEST


def page(body=LONG, *named, notes=None):
    return Page([HTML, *named], notes or {}, body)


def test_a_page_costs_its_bodies_and_what_is_around_them():
    kept = page()
    before = kept.size
    form, _is_new = kept.form(GZIP)

    assert AROUND == 4096
    assert (before, kept.size) == (AROUND + SHORTEST, AROUND + SHORTEST + len(form.body))


def test_a_short_page_is_sent_as_it_is_to_everybody():
    form, is_new = page(b'0123456789').form(GZIP)

    assert (form.body, is_new) == (b'0123456789', False)
    assert not {'Vary', 'Content-Encoding'} & set(dict(form.headers))


@pytest.mark.parametrize('encoding', [GZIP, BROTLI])
def test_a_long_page_is_packed_once_and_says_so(encoding):
    kept = page(LONG, ('vary', ('Vary', 'Cookie')))
    (first, is_new), (second, is_newer) = kept.form(encoding), kept.form(encoding)

    assert first is second and (is_new, is_newer) == (True, False)
    assert first.body == compressed(LONG, encoding)
    assert dict(first.headers) == {
        'Content-Type': HTML[1][1], 'Vary': 'Cookie, Accept-Encoding', 'ETag': first.etag,
        'Content-Length': str(len(first.body)), 'Content-Encoding': encoding}
    assert [name for name, _value in first.headers].count('Vary') == 1


def test_the_form_as_it_was_written_says_no_encoding_and_is_not_new():
    form, is_new = page().form(IDENTITY)

    assert (form.body, is_new) == (LONG, False)
    assert dict(form.headers) == {
        'Content-Type': HTML[1][1], 'Vary': 'Accept-Encoding', 'ETag': f'"{etag_of(LONG)}"',
        'Content-Length': str(SHORTEST)}


def test_an_answer_that_nothing_has_changed_says_nothing_of_the_body():
    form, _is_new = page(
        LONG, ('content-language', ('Content-Language', 'vi')), ('x-a', ('X-A', '1'))).form(GZIP)

    assert set(dict(form.unchanged)) == {'Vary', 'ETag', 'X-A'}


def test_a_page_without_a_type_is_not_packed():
    assert Page([], {}, LONG).form(GZIP)[0].body == LONG


def test_a_tag_is_of_thirty_two_digits():
    assert len(etag_of(b'')) == ETAG_LENGTH == 32


@pytest.fixture
def cache():
    """A cache that holds two pages, and a byte less than three."""
    return PageCache(3 * (AROUND + SHORTEST) - 1)


def test_the_least_recently_used_page_goes_first(cache):
    first, second, third = page(), page(), page()
    cache.put('a', first)
    cache.put('b', second)
    cache.get('a')
    cache.put('c', third)

    assert [cache.get(key) for key in 'abc'] == [first, None, third]
    assert cache.used == first.size + third.size


def test_a_page_that_fills_the_cache_to_the_last_byte_stays():
    cache = PageCache(2 * (AROUND + SHORTEST))
    cache.put('a', page())
    cache.put('b', page())

    assert cache.get('a') is not None and cache.used == cache.size


def test_what_a_page_has_grown_by_is_noted_when_it_is_put_again(cache):
    kept = page()
    cache.put('a', kept)
    kept.form(GZIP)
    cache.put('a', kept)

    assert cache.used == kept.size


def test_a_page_that_is_larger_than_the_cache_is_not_kept(cache):
    cache.put('a', page(b'x' * cache.size))

    assert (cache.get('a'), cache.used) == (None, 0)


def test_what_nobody_has_put_is_not_there(cache):
    assert cache.get('a') is None and cache.used == 0
