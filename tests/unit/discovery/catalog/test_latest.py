"""The newest first, by place and language."""
import datetime
from contextlib import closing
from itertools import islice

import pytest
import transaction
from hanoiportal.discovery.catalog.changed import ChangedIndex
from hanoiportal.discovery.catalog.latest import SOON, LatestIndex, order_key
from hanoiportal.discovery.catalog.order import HEAD
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap
from ZODB import DB
from ZODB.FileStorage import FileStorage

START = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)
CITY, SITE = 1, 2


def after(seconds):
    return START + datetime.timedelta(seconds=seconds)


def test_newer_moments_sort_first_and_the_key_fits_64_bits():
    keys = [order_key(after(3), 1), order_key(after(2), 2 ** 31 - 1), order_key(after(2), 1)]

    assert keys == sorted(keys)
    assert all(0 < key < 2 ** 63 for key in keys)


def test_a_document_is_listed_under_each_of_its_places():
    index = LatestIndex()
    index.put(7, after(0), [CITY, SITE], 'vi')

    index.put(8, after(9), [CITY], 'vi')

    assert (list(index.ids(CITY, 'vi')), list(index.ids(SITE, 'vi'))) == ([8, 7], [7])
    assert (index.count(CITY, 'vi'), index.count(CITY, 'en')) == (2, 0)


@pytest.mark.parametrize('make', [LatestIndex, ChangedIndex])
@pytest.mark.parametrize('is_old', [False, True])
def test_what_lists_a_document_can_be_undone_while_a_later_one_stands(tmp_path, make, is_old):
    database = DB(FileStorage(str(tmp_path / 'content.fs')))
    with closing(database.open()) as connection:
        root, given = connection.root(), ([CITY], 'vi') if make is LatestIndex else ()
        root['index'] = index = make()
        index.put(1, after(0), *given)
        if is_old:  # of before there was a head
            (index.places[CITY, 'vi'] if given else index).keys.remove(HEAD)
        for docid in (2, 3, 4):
            transaction.commit()
            index.put(docid, after(docid), *given)
        transaction.commit()
        database.undo(database.undoLog(1, 2)[0]['id'])
        transaction.commit()

        found = list(index.ids(CITY, 'vi')) if given else index.first(BitMap([1, 2, 4]), 9)
        assert found == [4, 2, 1]
    database.close()


def test_a_document_whose_date_changes_is_listed_once():
    index = LatestIndex()
    index.put(7, after(0), [CITY], 'vi')
    index.put(8, after(5), [CITY], 'vi')

    index.put(7, after(10), [CITY], 'vi')

    assert list(index.ids(CITY, 'vi')) == [7, 8]
    assert index.count(CITY, 'vi') == 2


def test_a_page_begins_where_it_is_asked_to_and_beyond_the_end_there_is_nothing():
    index = LatestIndex()
    for docid in range(1, 501):
        index.put(docid, after(docid), [CITY], 'vi')

    for start in (0, 1, 120, 499, 500, 10 ** 9):
        assert list(index.ids(CITY, 'vi', start)) == list(range(500 - start, 0, -1))
    assert list(index.ids(SITE, 'vi', 3)) == []


def test_the_first_page_of_a_long_list_loads_a_handful_of_records():
    database = DB(None)
    with database.transaction() as connection:
        index = connection.root()['latest'] = LatestIndex()
        for docid in range(1, 20_001):
            index.put(docid, after(docid), [CITY], 'vi')

    connection = database.open(transaction.TransactionManager())
    connection.cacheMinimize()
    page = list(islice(connection.root()['latest'].ids(CITY, 'vi'), 20))

    loaded, _ = connection.getTransferCounts()
    connection.close()
    assert page == list(range(20_000, 19_980, -1))
    assert loaded < 10


@given(st.dictionaries(st.integers(1, 2 ** 31 - 1), st.integers(0, 10 ** 6), max_size=80),
       st.integers(1, 10), st.data())
def test_the_first_of_some_are_the_same_however_they_are_found(dates, number, data):
    index = LatestIndex()
    for docid, seconds in dates.items():
        index.put(docid, after(seconds), [CITY], 'vi')
    some = data.draw(st.sets(st.sampled_from(sorted(dates)))) if dates else set()

    expected = sorted(some, key=lambda docid: (-dates[docid], -docid))[:number]
    assert index.first(BitMap(some), number, CITY, 'vi') == expected
    last = max((dates[docid] for docid in some), default=0)
    for before in (last + 1, last + 60):
        assert index.first(BitMap(some), number, CITY, 'vi', after(before)) == expected


def test_of_a_long_list_the_first_ones_are_looked_through():
    index = LatestIndex()
    for docid in range(1, SOON + 11):
        index.put(docid, after(docid), [CITY], 'vi')
    newest = SOON + 10

    assert list(index.soon(CITY, 'vi')) == list(range(newest, newest - SOON, -1))
    assert list(index.soon(SITE, 'vi')) == []
