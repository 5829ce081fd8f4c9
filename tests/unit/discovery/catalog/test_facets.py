"""Facets: fields with few values as bitmaps."""
from types import SimpleNamespace

import pytest
import transaction
import ZODB
from BTrees import family32
from hanoiportal.discovery.catalog.details import Detailed, DetailIndex
from hanoiportal.discovery.catalog.facets import FacetIndex, with_any
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap
from repoze.catalog.catalog import Catalog
from repoze.catalog.query import All, Any, Eq, NotEq


@pytest.fixture
def index():
    return FacetIndex('state')


def document(value):
    return SimpleNamespace(state=value)


def test_a_document_is_found_under_its_new_value_alone(index):
    index.index_doc(7, document('draft'))

    index.reindex_doc(7, document('public'))

    assert (index.bitmap('public'), index.bitmap('draft')) == (BitMap([7]), BitMap())


def test_ids_of_different_chunks_are_found_together(index):
    ids = [1, 2, 65536, 2 ** 31 - 1]

    for docid in ids:
        index.index_doc(docid, document(['a', 'b']))

    assert list(index.bitmap('b')) == ids


def test_the_planner_of_repoze_catalog_asks_it():
    catalog = Catalog(family=family32)
    catalog['state'] = FacetIndex('state')
    for docid, values in ((1, ['a', 'b']), (2, ['b']), (3, ['c'])):
        catalog.index_doc(docid, document(values))

    def ask(query):
        return sorted(catalog.query(query)[1])

    assert ask(Eq('state', 'b')) == [1, 2]
    assert ask(Any('state', ['a', 'c'])) == [1, 3]
    assert ask(All('state', ['a', 'b'])) == [1]
    assert ask(NotEq('state', 'b')) == [3]


@given(st.lists(st.tuples(st.integers(1, 2 ** 31 - 1), st.sampled_from('abc') | st.none())))
def test_it_agrees_with_a_dictionary(steps):
    index, model = FacetIndex('state'), {}
    for docid, value in steps:
        if value is None:
            index.unindex_doc(docid)
            model.pop(docid, None)
        else:
            index.index_doc(docid, document(value))
            model[docid] = value

    for value in 'abc':
        assert set(index.bitmap(value)) == {key for key, kept in model.items() if kept == value}
    assert sum(index.counts(BitMap(model)).values()) == len(model)


def test_of_some_documents_those_with_any_of_several_values_stay_in_their_order():
    index = FacetIndex('state')
    for docid, values in enumerate([['a'], ['b', 'c'], [], ['c']]):
        index.index_doc(docid, document(values))

    assert list(with_any(index, {'a', 'c'}, [3, 9, 2, 1, 0])) == [3, 1, 0]
    assert list(with_any(index, {'d'}, range(5))) == []


def test_it_is_the_same_with_details():
    index = DetailIndex()
    index.index_doc(2, Detailed([('issuer', 'Sở Y tế')]))

    assert list(with_any(index, {('issuer', 'Sở Y tế')}, [1, 2])) == [2]


def test_what_stands_behind_a_detail_is_what_its_order_puts_there():
    index, among = DetailIndex(), BitMap([1, 2, 3, 5, 7, 9, 2 ** 31 - 1])
    for docid, day in ((1, '2'), (2, '3'), (3, ''), (5, '3'), (7, ''), (8, '3'), (9, '1'),
                       (2 ** 31 - 1, '3')):
        index.index_doc(docid, Detailed([('issued', day)]))
    order = index.sorted('issued', among, 9, last_first=True)

    assert order == [2 ** 31 - 1, 5, 2, 1, 9, 7, 3]
    for number, docid in enumerate(order, 1):
        behind = index.behind('issued', among, index.place_of('issued', docid))
        assert behind == BitMap(order[number:])


def test_two_transactions_that_index_neighbours_do_not_conflict(tmp_path):
    database = ZODB.DB(str(tmp_path / 'content.fs'))
    managers = [transaction.TransactionManager() for _ in range(2)]
    connections = [database.open(manager) for manager in managers]
    connections[0].root()['index'] = FacetIndex('state')
    connections[0].root()['index'].index_doc(1, document('public'))
    managers[0].commit()

    for number, (manager, connection) in enumerate(zip(managers, connections, strict=True)):
        manager.begin()
        bits = connection.root()['index']._chunks['public', 0]
        bits.change(10 + number, True)
    for manager in managers:
        manager.commit()

    managers[0].begin()
    assert list(connections[0].root()['index'].bitmap('public')) == [1, 10, 11]
    database.close()
