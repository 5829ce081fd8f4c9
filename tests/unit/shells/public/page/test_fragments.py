"""What a fragment of a page is cached by, and how much room it takes."""
from datetime import date
from sys import getsizeof
from types import SimpleNamespace

import pytest
from hanoiportal.base.i18n import _
from hanoiportal.shells.public import fragments
from hanoiportal.shells.public.fragments import (
    ENTRY,
    FragmentCache,
    IFragmentCache,
    cached,
    cached_for_all,
    key_of,
    scope,
    size_of,
    version_of,
)
from hanoiportal.shells.public.page.shared import IPublicTemplates
from hanoiportal.shells.public.search.highlighting import HighlightedText
from hanoiportal.web.display import Display
from zope.interface.registry import Components


class Stored:
    """A persistent object as ZODB has it."""

    _p_oid, _p_serial = b'object 1', b'serial 1'

    def _p_activate(self):
        pass


@pytest.fixture
def page():
    """A page that may share fragments; its registry has a cache."""
    registry, fragments = Components(), FragmentCache(10_000)
    registry.registerUtility(fragments, IFragmentCache)
    registry.registerUtility(SimpleNamespace(change=False), IPublicTemplates)
    request = SimpleNamespace(registry=registry, environ={'REQUEST_METHOD': 'GET'},
                              host_url='http://localhost', display=Display())
    return SimpleNamespace(
        request=request, fragments=fragments, preview=None, scope=('http://localhost', 'vi'),
        snapshot=b'transact', language=SimpleNamespace(tag='vi'),
        site=SimpleNamespace(__oid__=7))


def counted():
    """Return a function that returns how often it was called."""
    made = []
    return lambda: made.append(1) or len(made)


def test_what_all_scopes_share_is_made_once_for_a_transaction_and_a_language(page):
    made, snapshot = [], page.snapshot

    def of(scope, transaction, tag):
        page.scope, page.snapshot, page.language.tag = scope, transaction, tag
        return cached_for_all(page, 'a', lambda: made.append(1) or SimpleNamespace(size=100))

    first = of('one', snapshot, 'vi')
    assert of('another', snapshot, 'vi') is first
    assert of('one', b'next one', 'vi') is not first is not of('one', snapshot, 'en')
    assert len(made) == 3 and of(None, snapshot, 'vi') is not first


def test_a_fragment_is_made_once_for_what_it_is_cached_by(page):
    make = counted()

    found = [cached(page, 'a', make), cached(page, 'a', make)]
    assert found == [1, 1]

    page.snapshot = b'next one'
    assert cached(page, 'a', make) == 2
    page.scope = 'http://localhost', 'en'
    assert cached(page, 'a', make) == 3
    assert cached(page, 'b', make) == 4
    assert cached(page, 'b', make, varies=('x',)) == 5
    assert cached(page, 'b', make, reads=()) == 6


def test_what_reads_nothing_of_the_database_outlives_transactions(page):
    make = counted()

    first = cached(page, 'a', make, reads=())
    page.snapshot = b'next one'

    assert first == cached(page, 'a', make, reads=()) == 1


def test_without_a_scope_nothing_is_cached(page):
    page.scope, make = None, counted()

    assert [cached(page, 'a', make), cached(page, 'a', make)] == [1, 2]
    assert not page.request.registry.getUtility(IFragmentCache).used


@pytest.mark.parametrize(('name', 'value'), [
    ('host_url', 'http://hanoi.gov.vn'), ('display', Display(theme='dark'))])
def test_the_request_is_part_of_the_scope(page, name, value):
    before = scope(page)

    setattr(page.request, name, value)

    assert before != scope(page) is not None


@pytest.mark.parametrize(('name', 'value'), [
    ('language', SimpleNamespace(tag='en')), ('site', SimpleNamespace(__oid__=8))])
def test_the_page_is_part_of_the_scope(page, name, value):
    before = scope(page)

    setattr(page, name, value)

    assert before != scope(page) is not None


@pytest.mark.parametrize('is_written', [False, True])
def test_a_form_shares_fragments_unless_it_writes_what_pages_show(page, monkeypatch, is_written):
    monkeypatch.setattr(fragments, 'get_connection',
                        lambda request: SimpleNamespace(_needs_to_join=not is_written))
    of_readers = scope(page)

    page.request.environ['REQUEST_METHOD'] = 'POST'

    assert scope(page) == (None if is_written else of_readers)


def test_a_preview_and_templates_in_work_have_no_scope(page):
    page.request.environ['REQUEST_METHOD'], page.preview = 'HEAD', 'link'
    assert scope(page) is None
    page.preview = None
    assert scope(page) is not None
    page.request.registry.getUtility(IPublicTemplates).change = True
    assert scope(page) is None


def test_a_version_is_id_and_serial():
    assert version_of(Stored()) == b'object 1serial 1'


def test_an_entry_takes_its_key_its_value_and_its_place_in_the_cache(page):
    cached(page, 'a', lambda: b'x' * 1000, varies=('y' * 500,))

    cache = page.request.registry.getUtility(IFragmentCache)
    (key, value, size), = cache.entries()
    assert key == key_of(page, 'a', varies=('y' * 500,))
    assert size == cache.used == ENTRY + size_of(key) + getsizeof(value)
    assert 1500 < size < 1500 + ENTRY + 1000


def test_the_size_of_a_value_is_that_of_it_and_its_parts():
    for value, parts in (
            ('chữ', ['chữ']), (b'x', [b'x']), (None, [None]),
            (date(2026, 11, 28), [date(2026, 11, 28)]), (('a', 7), [('a', 7), 'a', 7]),
            (HighlightedText(b'ab'), [HighlightedText(b'ab'), b'ab']),
            (frozenset(['a']), [frozenset(['a']), 'a']), ({'a': 1}, [{'a': 1}, 'a', 1]),
            ((('a',), 'a'), [(('a',), 'a'), ('a',), 'a', 'a']), (_('Tìm'), [_('Tìm')])):
        assert size_of(value) == sum(map(getsizeof, parts))


def test_another_object_declares_its_size():
    assert size_of((SimpleNamespace(size=5000),)) == getsizeof((1,)) + 5000
    with pytest.raises(TypeError, match='SimpleNamespace'):
        size_of(SimpleNamespace())
