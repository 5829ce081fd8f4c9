"""The ledger by itself: numbers, order, days, and two who append at once."""
import datetime
import pickle
import time
from collections import Counter
from itertools import chain
from types import SimpleNamespace

import pytest
from hanoiportal.platform.ledger.interfaces import Event
from hanoiportal.platform.ledger.resource import BUCKET, Bucket, Ledger
from hanoiportal.platform.ledger.rows import day_number, packed, unpacked
from hanoiportal.platform.ledger.services import LedgerService
from hanoiportal.platform.ledger.summing import sums_of
from hypothesis import given
from hypothesis import strategies as st
from transaction import TransactionManager
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage
from ZODB.POSException import ConflictError
from ZODB.serialize import referencesf

UTC = datetime.timezone.utc
SPAN = (datetime.datetime(2014, 1, 1, tzinfo=UTC), datetime.datetime(2031, 1, 1, tzinfo=UTC))
MOMENTS = st.integers(1_400_000_000, 1_900_000_000).map(
    lambda seconds: datetime.datetime.fromtimestamp(seconds, UTC))
OIDS = st.integers(-2**63, 2**63 - 1).map(lambda oid: str(oid) if oid else '')
EVENTS = st.builds(
    Event, st.just(1), MOMENTS, st.sampled_from(('published', 'breach')), OIDS, OIDS,
    st.sampled_from(('', 'NewsItem')), OIDS, st.sampled_from(('', 'vi')), st.text(max_size=9),
    st.integers(0, 10**6), st.none() | st.integers(1, 10**6), st.sampled_from(('', '13.1.f')),
    st.sampled_from(('', 'approved')), st.none() | st.dates(),
    st.none() | st.booleans(), st.text(max_size=9), st.sampled_from(('', 'tin')),
    st.integers(0, 99), st.integers(-10**6, 10**6))


def event(kind='published', at='2026-11-28T02:00:00+00:00', **settings):
    return Event(0, datetime.datetime.fromisoformat(at), kind, '7', **settings)


def row(item):
    return packed(event(item=str(item)))


@given(EVENTS)
def test_an_event_is_read_as_it_was_written(written):
    assert unpacked(1, packed(written)) == written


@given(st.integers(0, 3 * BUCKET), st.integers(0, 3 * BUCKET))
def test_numbers_count_from_1_in_order_and_can_be_read_from_any_on(many, start):
    ledger = Ledger()
    assert [ledger.append(row(each)) for each in range(many)] == list(range(1, many + 1))

    assert [number for number, _row in ledger.since(start)] == list(range(start + 1, many + 1))
    assert ledger.last == many


@given(st.lists(MOMENTS, max_size=4 * BUCKET), MOMENTS, MOMENTS)
def test_what_is_asked_by_days_is_there_whatever_order_the_moments_have(moments, one, other):
    ledger, first, last = Ledger(), day_number(min(one, other)), day_number(max(one, other))
    for moment in moments:
        ledger.append(packed(event()._replace(moment=moment)))

    found = {number for number, _row in ledger.in_days(first, last)}
    assert found >= {number for number, moment in enumerate(moments, 1)
                     if first <= day_number(moment) <= last}


@given(st.lists(EVENTS, max_size=2 * BUCKET), MOMENTS, MOMENTS)
def test_events_by_site_are_those_between_two_moments(events, one, other):
    portal = SimpleNamespace(ledger=Ledger())
    for each in events:
        portal.ledger.append(packed(each))
    service, span = LedgerService.__new__(LedgerService), (min(one, other), max(one, other))
    service._portal = portal

    found = [list(of_site) for _site, of_site in service.by_site(*span, kinds=('published',))]

    assert sorted(chain(*found)) == list(service.between(*span, kinds=('published',)))
    assert all(len({each.site for each in of_site}) == 1 for of_site in found)


@given(st.lists(EVENTS, max_size=6), st.lists(
    st.sampled_from(Event._fields[1:]), min_size=1, max_size=3, unique=True).map(tuple))
def test_sums_by_any_fields_are_those_of_the_events(events, by):
    ledger, expected = Ledger(), Counter()
    for each in events:
        ledger.append(packed(each))
        expected[tuple(getattr(each, name) for name in by)] += each.amount

    assert sums_of(ledger, *SPAN, by, site=None, kinds=(), until=None) == expected


def test_a_ledger_of_before_finds_days_without_its_index_and_makes_it_at_its_next_event():
    ledger = Ledger()
    for number in range(2 * BUCKET):
        ledger.append(row(number))
    day, last = day_number(event().moment), 2 * BUCKET
    del ledger.days

    assert len(list(ledger.in_days(day, day))) == last
    ledger.append(packed(event(at='2026-11-30T02:00:00+00:00')))
    assert [number for number, _row in ledger.in_days(day + 1, day + 9)] == [last + 1]
    assert len(list(ledger.in_days(day, day))) == last


def state(*items):
    bucket = Bucket(1)
    bucket.rows = tuple(map(row, items))
    return bucket.__getstate__()


def resolved(old, saved, new):
    return Bucket(1)._p_resolveConflict(state(*old), state(*saved), state(*new))['rows']


def test_two_transactions_that_append_at_once_both_stand_in_the_ledger():
    assert resolved([1], [1, 2], [1, 3]) == tuple(map(row, (1, 2, 3)))


def test_undoing_takes_nothing_away_on_which_something_stands():
    assert resolved([1, 2], [1, 2, 3], [1]) == tuple(map(row, (1, 2, 3)))


def test_an_undoing_that_is_undone_writes_nothing_twice():
    assert resolved([1], [1, 2], [1, 2]) == tuple(map(row, (1, 2)))


@pytest.mark.parametrize(('old', 'saved', 'new'), [
    ([1, 2], [1], [1, 2, 3]),                              # the end was undone in between
    ([1], list(range(1, BUCKET + 1)), [1, 99]),            # no room is left
])
def test_what_cannot_follow_is_tried_again(old, saved, new):
    with pytest.raises(ConflictError):
        resolved(old, saved, new)


def test_the_number_of_what_was_undone_is_never_given_again_and_it_is_still_read():
    ledger = Ledger()
    for each in range(3):
        ledger.append(row(each))
    bucket = ledger.buckets[1]
    ledger.keep(bucket)
    bucket.rows = bucket.rows[:2]                          # what undoing does

    assert ledger.last == 3
    assert ledger.append(row(9)) == 4
    assert [number for number, _row in ledger.since(0)] == [1, 2, 3, 4]
    assert [number for number, _row in ledger.since(2)] == [3, 4]
    assert [number for number, _row in ledger.in_days(*[day_number(event().moment)] * 2)] == [
        1, 2, 3, 4]


def test_an_addition_writes_less_than_a_kilobyte_on_average():
    ledger, written = Ledger(), 0
    for each in range(2 * BUCKET):
        ledger.append(packed(event(
            item=str(2**62 + each), content_type='NewsItem', section=str(2**61 + each % 5),
            language='vi', author=f'u{each % 7:016x}', length=2000)))
        bucket = ledger.buckets[ledger.buckets.maxKey()]
        written += len(pickle.dumps(bucket.__getstate__(), 3))
    assert written / 2 / BUCKET < 1024


def test_an_event_adds_at_most_150_bytes_to_a_packed_database(tmp_path):
    path = tmp_path / 'content.fs'
    storage = FileStorage(str(path))
    database, manager = DB(storage), TransactionManager()
    root = database.open(manager).root

    def size(first, last):
        for each in range(first, last):
            with manager:
                root()['ledger'].append(packed(event(
                    at=f'2026-11-28T02:00:{each % 60:02}.{each * 7919 % 10**6:06}+00:00',
                    item=str(2**31 - each * 31), content_type='NewsItem',
                    section=str(2**30 + each % 90 * 977), language='vi',
                    author=f'u{each % 60 * 97:016x}', editor=f'u{each % 20 * 89:016x}',
                    length=2000 + each, genre='tin', pictures=2, is_first=True)))
        storage.pack(time.time(), referencesf)
        return path.stat().st_size

    with manager:
        root()['ledger'] = Ledger()
    before = size(0, 32 * BUCKET)
    added = (size(32 * BUCKET, 64 * BUCKET) - before) / (32 * BUCKET)
    assert added <= 150
    database.close()


def test_two_connections_append_at_once_over_the_end_of_a_bucket(tmp_path):
    database = DB(FileStorage(str(tmp_path / 'content.fs')))
    one, other = TransactionManager(), TransactionManager()
    here, there = (database.open(manager).root for manager in (one, other))
    with one:
        here()['ledger'] = Ledger()
        here()['ledger'].append(row(0))
    conflicts = 0
    for each in range(1, 3 * BUCKET):
        one.begin()
        other.begin()
        here()['ledger'].append(row(each))
        there()['ledger'].append(row(1000 + each))
        one.commit()
        try:
            other.commit()
        except ConflictError:                              # where a bucket ends
            conflicts += 1
            other.abort()
            with other:
                there()['ledger'].append(row(1000 + each))
    one.begin()

    assert conflicts < BUCKET
    events = list(here()['ledger'].since(0))
    assert [number for number, _row in events] == list(range(1, 6 * BUCKET))
    assert len({found for _number, found in events}) == len(events)
    assert dict(here()['ledger'].in_days(*[day_number(event().moment)] * 2)) == dict(events)
    database.close()
