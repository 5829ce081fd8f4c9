"""The list of what has changed last, against sorting everything anew."""
import datetime

import pytest
from hanoiportal.discovery.catalog.changed import ChangedIndex
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

START = datetime.datetime(2024, 12, 31, 23, 59, 58, tzinfo=datetime.timezone.utc)
MOMENTS = st.integers(0, 400 * 86400).map(lambda seconds: START + datetime.timedelta(
    seconds=seconds))


def filled(changes):
    index, known = ChangedIndex(), {}
    for docid, moment in changes:
        index.put(docid, moment)
        known[docid] = moment
    return index, known


@given(st.lists(st.tuples(st.integers(1, 200), MOMENTS)), st.sets(st.integers(1, 200)),
       st.integers(0, 30), st.integers(1, 30))
def test_any_part_of_any_set_comes_newest_first(changes, wanted, start, number):
    index, known = filled(changes)
    docids = sorted(wanted & set(known), key=lambda docid: (known[docid], docid), reverse=True)

    assert index.first(BitMap(docids), number, start) == docids[start:start + number]


@pytest.mark.parametrize('every', [1, 97])
def test_the_answer_is_the_same_for_many_hits_and_for_few(every):
    index, known = filled(
        (number, START + datetime.timedelta(seconds=7 * number)) for number in range(1, 1000))
    among = [docid for docid in known if docid % every == 0]

    assert index.first(BitMap(among), 5, 2) == sorted(among, reverse=True)[2:7]


def test_what_is_dropped_is_listed_no_more():
    index, _known = filled([(1, START), (2, START)])

    index.drop(1)
    index.drop(1)

    assert index.first(BitMap([2]), 5) == [2]
    assert len(index.keys) - 1 == len(index.known) == 1
