"""Words of documents that are gone leave the indexes."""
import pickle
from types import SimpleNamespace

import pytest
from hanoiportal.base.values import TextQuery
from hanoiportal.discovery.catalog.facets import Bits, FacetIndex, drop_values
from hanoiportal.discovery.catalog.textindex import TextIndex
from ZODB.POSException import ConflictError


class Text:
    def __init__(self, title, body=''):
        self.title, self.body = title, body


@pytest.fixture
def index():
    index = TextIndex(lambda thing, default: thing)
    for docid, title in enumerate(('Bà Zquỳnhãn', 'Ông Zvượnglữ', 'Bà Ba'), 1):
        index.index_doc(docid, Text(title, f'{title} nhận nhà'))
    index.fold_in()
    return index


def held(index):
    return pickle.dumps([(segment.postings._blocks[0].postings,
                          [block.postings for block in segment.places.postings._blocks])
                         for segment in index.segments]).decode('latin-1')


def test_a_segment_is_written_anew_without_words_of_what_was_removed(index):
    index.unindex_doc(1)
    index.fold_in()
    assert 'zquynhan' in held(index)

    index.fold_in(forgetting=True)

    assert 'zquynhan' not in held(index) and 'zvuonglu' in held(index)
    assert list(index.match(TextQuery(phrases=(('ông', 'zvượnglữ'),)))) == [2]
    assert list(index.match(TextQuery(('bà',)))) == [3]


def test_a_segment_without_gone_documents_stays_the_same(index):
    before = index.segments

    index.fold_in(forgetting=True)

    assert index.segments is before


def test_a_value_that_no_document_has_is_forgotten_and_can_come_back():
    index = FacetIndex('keywords')
    index.index_doc(7, SimpleNamespace(keywords=['zquynhan', 'nha']))
    index.reindex_doc(7, SimpleNamespace(keywords=['nha']))
    assert len(index._chunks) == 2

    drop_values(index)

    assert [key for key, _chunk in index._chunks] == ['nha']
    index.reindex_doc(7, SimpleNamespace(keywords=['zquynhan', 'nha']))
    assert list(index.bitmap('zquynhan')) == [7]


def test_what_was_dropped_can_be_read():
    bits = Bits()
    bits.drop()
    read = Bits()
    read.__setstate__(bits.__getstate__())

    assert read.bitmap is None


def test_who_puts_a_document_in_at_that_very_moment_does_it_again():
    bits, dropped = Bits(), Bits()
    old = bits.__getstate__()
    bits.change(7, True)
    dropped.drop()

    for saved, new in ((bits, dropped), (dropped, bits)):
        with pytest.raises(ConflictError):
            bits._p_resolveConflict(old, saved.__getstate__(), new.__getstate__())
