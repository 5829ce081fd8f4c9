"""A cache that is bounded by the bytes of what is in it."""
import threading

import pytest
from hanoiportal.web.lru import ByteBoundedCache


@pytest.fixture
def cache():
    """A cache of 10 bytes, of texts that take as many bytes as letters."""
    return ByteBoundedCache(10, lambda _key, value: len(value))


def test_the_least_recently_used_leaves_when_there_is_no_room(cache):
    cache.put('a', 'xxxx')
    cache.put('b', 'xxxx')
    assert cache.get('a') == 'xxxx'

    cache.put('c', 'xxxx')

    assert [key for key, _value, _size in cache.entries()] == ['a', 'c']
    assert (cache.get('b'), cache.used) == (None, 8)


def test_what_has_grown_is_measured_anew(cache):
    cache.put('a', 'xx')
    cache.put('b', 'xx')

    cache.put('a', 'xxxxxxx')
    assert cache.used == 9
    cache.put('a', 'xxxxxxxxx')

    assert cache.entries() == [('a', 'xxxxxxxxx', 9)] and cache.used == 9


def test_what_is_larger_than_the_cache_leaves_it_empty(cache):
    cache.put('a', 'x' * 11)

    assert (cache.entries(), cache.used) == ([], 0)


def test_what_is_exactly_as_large_as_the_cache_stays(cache):
    cache.put('a', 'x' * 10)

    assert cache.get('a') == 'x' * 10


def test_a_cleared_cache_is_empty(cache):
    cache.put('a', 'xx')

    cache.clear()

    assert (cache.get('a'), cache.used) == (None, 0)


def test_threads_at_once_leave_the_sum_of_what_is_in_it():
    cache = ByteBoundedCache(500, lambda _key, value: len(value))

    def work(number):
        for at in range(2000):
            cache.put((number + at) % 60, 'x' * (at % 30))
            cache.get(at % 60)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert cache.used == sum(size for _key, _value, size in cache.entries()) <= 500
