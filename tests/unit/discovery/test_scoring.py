"""Weighing documents by what they hold of what somebody says."""
import random

import pytest
from corpus.similar import indexed
from hanoiportal.base.values import TextQuery
from hanoiportal.discovery.catalog.interfaces import Sought
from hanoiportal.discovery.catalog.textindex.scoring import _Sums, weighed
from hanoiportal.discovery.similar.everyday import Everyday
from hanoiportal.discovery.similar.seeking import sought
from pyroaring import BitMap

EVERYDAY = Everyday([('bằng lái', ['giấy phép lái xe']), ('chó', ['nuôi chó'])])


def ways(text):
    return {way for each in sought(text, EVERYDAY) for way in each.ways}


def best(texts, *asked, size=9):
    index = indexed(texts)
    return [each.document for each in weighed(
        index.asking(TextQuery()), index.indexed(), [Sought((way,)) for way in asked], size)]


def test_sums_of_bitmaps_are_those_of_numbers():
    lots = random.Random(15)
    sums, plain = _Sums(), dict.fromkeys(range(300), 0)
    for _each in range(40):
        number, docids = lots.randrange(60), lots.sample(range(300), lots.randrange(200))
        sums.add(BitMap(docids), number)
        for docid in docids:
            plain[docid] += number

    assert all(sums.of(docid) == number for docid, number in plain.items())
    for size in (1, 5, 50):
        least = sorted(plain.values())[-size]
        found = sums.best(size)
        assert {docid for docid, number in plain.items() if number > least} <= {*found}
        assert min(map(plain.get, found)) == least and len(found) >= size


def test_what_is_rare_counts_more_than_what_is_common():
    texts = [('phà', ''), ('xe buýt', ''), ('xe máy', ''), ('xe tải', '')]

    assert best(texts, ('xe',), ('phà',))[0] == 1


def test_a_title_counts_more_than_a_text():
    assert best([('Rác', 'khác'), ('Khác', 'rác'), ('Khác', '')], ('rác',)) == [1, 2]


def test_words_with_marks_are_only_those_and_without_marks_any():
    texts = [('Chó', ''), ('Cho', ''), ('Chợ', '')]

    assert best(texts, ('chó',)) == [1]
    assert {*best(texts, ('cho',))} == {1, 2, 3}


def test_words_of_a_way_stand_side_by_side():
    assert best([('bằng lái xe', ''), ('bằng xe lái', '')], ('bằng', 'lái')) == [1]


@pytest.mark.parametrize('typed', ['Mất bằng lái', 'mat bang lai'])
def test_what_offices_write_is_looked_for_with_its_marks(typed):
    assert ('giấy', 'phép', 'lái', 'xe') in ways(typed)
    assert ('bằng', 'lái') in ways(typed), 'read with its marks, since one way alone is known'


def test_fillers_are_nothing_and_other_marks_are_other_words():
    assert ways('Tôi xin hỏi ạ') == ways('Toi xin hoi a') == set()
    assert ('nuôi', 'chó') not in ways('Chợ ở đâu')
    assert ('nuôi', 'chó') in ways('cho hang xom can toi')


def test_among_no_documents_no_term_is_looked_up():
    assert weighed(None, BitMap(), [Sought((('xe',),))], 5) == []
