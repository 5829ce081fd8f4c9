"""One cache holds all fragments of pages, and its size is what they take."""
import gc
import tracemalloc

import pytest
import transaction
from hanoiportal.kernel.tree.lookup import path_of
from hanoiportal.shells.public.fragments import BYTES, ENTRY, IFragmentCache, size_of
from support.stateful_stories import READERS, answered

ITEMS = 10


@pytest.fixture
def read(wsgi, small_portal, editing, publishing):
    """Read pages of every kind that holds fragments."""
    items = [editing.add(small_portal['tin-tuc-su-kien'], f'tin-{number}', 'NewsItem', {
        'title': f'Tin số {number}', 'keywords': ['nước'],
        'body': f'<p>{"Hòa giải ở cơ sở. " * 300}</p>'}, 'test') for number in range(ITEMS)]
    for item in items:
        publishing.publish(item, 'test')
    transaction.commit()
    addresses = ['', 'english', 'tin-tuc-su-kien', 'search?q=tin', 'search?q=hoa+giai', 'sitemap',
                 *(path_of(item)[1:] for item in items)]

    def read_all():
        for address in addresses:
            for reader in READERS[:2]:
                assert answered(wsgi._application, f'/{address}', *reader)[0] == '200 OK', address

    return read_all


def test_the_cache_has_the_size_of_all_that_is_in_it(read, registry):
    read()
    read()

    cache = registry.getUtility(IFragmentCache)
    sizes = [ENTRY + size_of(key) + size_of(value) for key, value, _size in cache.entries()]
    assert [size for _key, _value, size in cache.entries()] == sizes
    assert sum(sizes) == cache.used
    assert ITEMS * 2 * 10_000 < cache.used < BYTES


def test_its_size_is_the_memory_that_it_takes(read, registry):
    cache = registry.getUtility(IFragmentCache)
    read()
    cache.clear()
    tracemalloc.start()
    try:
        read()
        used = cache.used
        gc.collect()
        before = tracemalloc.get_traced_memory()[0]
        cache.clear()
        gc.collect()
        freed = before - tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()

    assert 0.7 * used < freed < 1.1 * used
