"""Trees of the catalog: what one more document writes, and a record that indexes share."""
from types import SimpleNamespace

import pytest
import transaction
import ZODB
from hanoiportal.discovery.catalog.facets import FacetIndex
from hanoiportal.discovery.catalog.trees import (
    SmallIOBTree,
    SmallLLBTree,
    SmallLLTreeSet,
)
from pyroaring import BitMap

NAMES = ('state', 'type', 'language')


def document(state='public'):
    return SimpleNamespace(state=state, type='NewsItem', language='vi')


@pytest.fixture
def indexes():
    rows = SmallIOBTree()
    return {name: FacetIndex(name, rows) for name in NAMES}


def index(indexes, docid, state='public'):
    for name in NAMES:
        indexes[name].index_doc(docid, document(state))


def test_indexes_that_share_rows_know_each_their_own_values(indexes):
    index(indexes, 1)
    index(indexes, 2, 'draft')
    indexes['type'].unindex_doc(1)

    assert indexes['state'].values_of(1) == ('public',)
    assert indexes['type'].values_of(1) == ()
    assert sorted(indexes['type'].applyNotEq('Page')) == [2]
    for each in indexes.values():
        each.unindex_doc(1)
    assert list(indexes['state']._values.rows) == [2]


def test_what_is_cleared_can_be_indexed_again_and_its_neighbours_stay(indexes):
    index(indexes, 1)

    indexes['state'].clear()

    assert indexes['state'].bitmap('public') == BitMap() and indexes['type'].values_of(1)
    index(indexes, 1)
    assert indexes['state'].bitmap('public') == BitMap([1])


def test_two_transactions_that_index_neighbours_are_joined(tmp_path, indexes):
    database = ZODB.DB(str(tmp_path / 'content.fs'))
    managers = [transaction.TransactionManager() for _ in range(2)]
    connections = [database.open(manager) for manager in managers]
    connections[0].root().update(indexes)
    index(connections[0].root(), 1)
    managers[0].commit()

    for docid, (manager, connection) in enumerate(zip(managers, connections, strict=True), 2):
        manager.begin()
        index(connection.root(), docid)
    for manager in managers:
        manager.commit()

    managers[0].begin()
    found = connections[0].root()
    assert [found['type'].values_of(docid) for docid in (1, 2, 3)] == [('NewsItem',)] * 3
    database.close()


def written(work):
    """Return the bytes of each record that ``work(root)`` writes after 2,002 documents."""
    database = ZODB.DB(None)
    with database.transaction() as connection:
        for docid in range(2002):
            work(connection.root(), docid)
    connection = database.open(manager := transaction.TransactionManager())
    work(connection.root(), 2002)
    changed = [each for each in connection._registered_objects if each is not connection.root()]
    manager.commit()
    return [len(database.storage.load(each._p_oid)[0]) for each in changed]


@pytest.mark.parametrize(('kind', 'value', 'most'), [
    (SmallIOBTree, ('vi', 'public'), 150), (SmallLLBTree, 2 ** 62, 500)])
def test_one_more_document_writes_one_small_leaf(kind, value, most):
    def put(root, docid):
        root.setdefault('tree', kind())[docid] = value

    sizes = written(put)

    assert max(sizes) <= most and len(sizes) <= 2


def test_one_more_number_writes_one_small_leaf():
    sizes = written(lambda root, number: root.setdefault('tree', SmallLLTreeSet()).insert(
        2 ** 62 - number))

    assert max(sizes) <= 900 and len(sizes) <= 2
