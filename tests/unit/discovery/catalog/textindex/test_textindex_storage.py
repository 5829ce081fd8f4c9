"""How the text index behaves in the database: conflicts, reading, bytes written."""
import pickle
import random
from types import SimpleNamespace

import pytest
from hanoiportal.base.values import TextQuery
from hanoiportal.discovery.catalog.folding import FoldingMeanwhile
from hanoiportal.discovery.catalog.textindex import (
    TextIndex,
    built,
    gathered,
    index,
    merging,
    records,
)
from hanoiportal.discovery.catalog.textindex import segmentset as shelf
from hanoiportal.discovery.catalog.textindex.merging import merged
from hanoiportal.discovery.catalog.textindex.segments import Segment
from pyroaring import BitMap
from transaction import TransactionManager
from ZODB import DB
from ZODB.FileStorage import FileStorage
from ZODB.POSException import ConflictError

SYLLABLES = [onset + rime for onset in 'bcdghklmnt' for rime in 'aăâeêioôơu']
THU_TUC = TextQuery(('thủ', 'tục'))
FOLD_AT, PATIENCE = 512, 32


class Text:
    def __init__(self, title, body=''):
        self.title, self.body = title, body


def text_of(thing, default):
    return thing


class Client:
    """One process's view of the database: a connection and its transactions."""

    def __init__(self, db):
        self.transaction = TransactionManager()
        self.connection = db.open(self.transaction)

    @property
    def index(self):
        return self.connection.root()['index']

    def found(self):
        self.transaction.begin()
        return list(self.index.match(THU_TUC))


@pytest.fixture(autouse=True)
def small_limits(monkeypatch):
    """Let whoever saves fold in after a second's work."""
    monkeypatch.setattr(index, 'FOLD_AT', FOLD_AT)
    monkeypatch.setattr(index, 'PATIENCE', PATIENCE)


@pytest.fixture
def db(tmp_path):
    db = DB(FileStorage(str(tmp_path / 'Data.fs')))
    first = Client(db)
    first.connection.root()['index'] = TextIndex(text_of)
    first.transaction.commit()
    first.connection.close()
    yield db
    db.close()


@pytest.fixture
def lan(db):
    return Client(db)


@pytest.fixture
def minh(db):
    return Client(db)


def fill(client, count):
    """Commit ``count`` pending documents, 1, 3, 5 …"""
    for docid in range(1, 2 * count, 2):
        client.index.index_doc(docid, Text('Thủ tục', f'số {docid}'))
    client.transaction.commit()


def test_two_editors_who_save_pending_texts_again_at_once_do_not_conflict(lan, minh):
    fill(lan, 3)
    minh.transaction.begin()

    for client, docid in ((lan, 1), (minh, 5)):
        client.index.index_doc(docid, Text('Thủ tục', 'viết lại'))
    lan.transaction.commit()
    minh.transaction.commit()

    lan.transaction.begin()
    assert list(lan.index.match(TextQuery(('viết', 'lại')))) == [1, 5]


def test_a_save_that_met_a_conflict_by_folding_in_only_saves_when_it_is_tried_again(lan, minh):
    fill(lan, FOLD_AT - 1)
    minh.transaction.begin()
    lan.index.index_doc(1, Text('Thủ tục', 'viết lại'))
    lan.transaction.commit()
    minh.index.index_doc(2, Text('Thủ tục'))
    with pytest.raises(ConflictError):
        minh.transaction.commit()
    minh.transaction.begin()
    lan.transaction.begin()

    minh.index.index_doc(2, Text('Thủ tục'))
    lan.index.index_doc(1, Text('Thủ tục', 'viết lại lần nữa'))
    lan.transaction.commit()
    minh.transaction.commit()

    assert len(lan.found()) == FOLD_AT


def test_folding_in_is_tried_again_when_more_is_pending(lan, minh):
    fill(lan, FOLD_AT - 1)
    minh.transaction.begin()
    lan.index.index_doc(1, Text('Thủ tục', 'viết lại'))
    lan.transaction.commit()
    minh.index.index_doc(2, Text('Thủ tục'))
    with pytest.raises(ConflictError):
        minh.transaction.commit()
    minh.transaction.begin()

    for docid in range(2, 4 * PATIENCE, 2):
        minh.index.index_doc(docid, Text('Thủ tục'))
    minh.transaction.commit()

    assert len(minh.index.sources()) == 2


@pytest.mark.parametrize('pending', [0, 1, 50, 400])
@pytest.mark.parametrize('ids', [(2, 800_000), (800_000, 800_001), (40, 60)])
def test_two_editors_who_publish_at_once_do_not_conflict(lan, minh, pending, ids):
    fill(lan, pending)
    minh.transaction.begin()

    for client, docid in zip((lan, minh), ids, strict=True):
        client.index.index_doc(docid, Text('Thủ tục'))
    lan.transaction.commit()
    minh.transaction.commit()

    assert {*ids} <= {*lan.found()}


CHANGES = {
    'a new document': lambda index: index.index_doc(20, Text('Thủ tục')),
    'a pending one': lambda index: index.index_doc(1, Text('Thủ tục', 'mới')),
    'a folded one': lambda index: index.index_doc(900_001, Text('Thủ tục', 'mới')),
    'a removal': lambda index: index.unindex_doc(1),
    'a removal of a folded one': lambda index: index.unindex_doc(900_001),
}


@pytest.mark.parametrize('pending', [1, 2, 60, 130, 400])
@pytest.mark.parametrize('change', CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize('folds_first', [True, False])
def test_a_fold_in_never_loses_what_another_writes(lan, minh, pending, change, folds_first):
    lan.index.index_doc(900_001, Text('Thủ tục', 'cũ'))
    lan.index.fold_in()
    fill(lan, pending)
    minh.transaction.begin()
    works = [(lan, TextIndex.fold_in), (minh, change)]

    for client, work in works:
        work(client.index)
    for client, work in works if folds_first else reversed(works):
        until_it_commits(client, work)

    expected = TextIndex(text_of)
    for docid in [900_001, *range(1, 2 * pending, 2)]:
        expected.index_doc(docid, Text('Thủ tục'))
    change(expected)
    assert lan.found() == minh.found() == list(expected.match(THU_TUC))
    assert lan.index.match(TextQuery(('mới',))) == expected.match(TextQuery(('mới',)))


def until_it_commits(client, work):
    try:
        client.transaction.commit()
    except ConflictError:
        client.transaction.abort()
        work(client.index)
        client.transaction.commit()


def test_two_fold_ins_at_once_conflict_rather_than_double(lan, minh):
    fill(lan, 5)
    minh.transaction.begin()

    lan.index.fold_in()
    minh.index.fold_in()
    lan.transaction.commit()

    with pytest.raises(ConflictError):
        minh.transaction.commit()


def test_what_was_made_ready_is_put_in_its_place_after_a_conflict(lan, minh):
    fill(lan, 40)
    lan.transaction.begin()
    folding = lan.index.prepared()
    lan.index.take_in(folding)
    minh.transaction.begin()
    minh.index.index_doc(1, Text('Thủ tục', 'mới'))
    minh.transaction.commit()
    with pytest.raises(ConflictError):
        lan.transaction.commit()
    lan.transaction.abort()

    lan.transaction.begin()
    lan.index.take_in(folding)
    lan.transaction.commit()

    assert lan.found() == minh.found() == list(range(1, 80, 2))
    assert list(lan.index.match(TextQuery(('mới',)))) == [1]
    assert lan.index.pending() == 1


def test_what_another_has_folded_in_meanwhile_is_found_once_and_stays(lan, minh):
    fill(lan, 5)
    minh.transaction.begin()
    folding = minh.index.prepared()
    lan.index.fold_in()
    lan.transaction.commit()

    minh.transaction.begin()
    minh.index.take_in(folding)
    minh.transaction.commit()

    assert lan.found() == minh.found() == [1, 3, 5, 7, 9]
    assert len(minh.index.sources()) == 2


def test_a_merge_of_segments_of_which_one_is_gone_changes_nothing(lan, minh, monkeypatch):
    for docid in range(1, 4):
        lan.index.index_doc(docid, Text('Thủ tục'))
        lan.index.fold_in()
    lan.transaction.commit()
    monkeypatch.setattr(shelf, 'FANOUT', 2)
    minh.transaction.begin()
    group = minh.index._shelf.crowded()
    segment = merged(group)
    lan.index.unindex_doc(1)
    lan.index.fold_in()
    lan.transaction.commit()

    minh.transaction.begin()

    assert not minh.index._shelf.replace(group, segment)
    assert minh.found() == [2, 3]


@pytest.fixture
def crowded(lan, monkeypatch):
    """Two segments of twenty texts that are to be one, in steps of one small record."""
    for start in (0, 40):
        for docid in range(start + 1, start + 41, 2):
            lan.index.index_doc(docid, Text(f'Thủ tục số {docid}', f'giấy {docid % 6}'))
        lan.index.fold_in()
    lan.transaction.commit()
    monkeypatch.setattr(shelf, 'FANOUT', 2)
    monkeypatch.setattr(records, 'BLOCK', 200)
    monkeypatch.setattr(merging.Merging.step, '__defaults__', (1,))


def merge(client):
    """Do a step; return whether there is more to do."""
    client.transaction.begin()
    client.index.merge_on()
    client.transaction.commit()
    return client.index.is_crowded()


def words_of(index):
    """Return what the only segment of ``index`` holds, records apart."""
    [segment] = index.segments
    return (list(segment.live), dict(segment.postings.items()),
            dict(segment.places.postings.items()), segment.places.span)


def test_a_merge_in_steps_makes_what_one_at_once_makes(lan, minh, crowded):
    whole = merged(lan.index.segments)
    steps = 1
    while merge(lan):
        steps += 1
        assert minh.found() == list(range(1, 80, 2)) and len(minh.index.segments) == 2

    assert steps > 10 and minh.found() == list(range(1, 80, 2))
    live, terms, places, span = words_of(lan.index)
    assert terms == dict(whole.postings.items()) and places == dict(whole.places.postings.items())
    assert (live, span) == (list(whole.live), whole.places.span)


def test_a_merge_goes_on_where_it_was_when_everything_was_killed(db, lan, crowded):
    steps = 1
    while merge(Client(db)):  # nothing is left of the client before but what it has committed
        steps += 1

    assert steps > 10 and lan.found() == list(range(1, 80, 2))
    assert len(lan.index.segments) == 1


def test_a_step_that_was_not_committed_is_done_again(lan, minh, crowded):
    assert merge(lan) and merge(lan)
    lan.index.merge_on()
    lan.transaction.abort()

    while merge(minh):
        pass

    assert lan.found() == list(range(1, 80, 2))
    assert list(lan.index.match(TextQuery(('giấy', '3')))) == [
        docid for docid in range(1, 80, 2) if docid % 6 == 3 or docid == 3]


def test_texts_are_written_anew_removed_and_folded_in_between_steps(lan, minh, crowded):
    assert merge(lan)
    minh.transaction.begin()
    minh.index.index_doc(3, Text('Thủ tục khác'))
    minh.index.unindex_doc(5)
    minh.index.fold_in()
    minh.index.index_doc(100, Text('Thủ tục mới'))
    minh.transaction.commit()
    expected = [docid for docid in range(1, 80, 2) if docid != 5] + [100]
    while merge(lan):
        assert minh.found() == expected

    assert minh.found() == expected
    assert 3 not in minh.index.match(TextQuery(('số',)))
    minh.index.fold_in()
    assert list(minh.index.match(THU_TUC)) == expected


def test_who_saves_while_a_step_is_done_meets_no_conflict(lan, minh, crowded):
    assert merge(lan)
    lan.transaction.begin()
    minh.transaction.begin()
    lan.index.merge_on()
    minh.index.index_doc(100, Text('Thủ tục mới'))
    minh.index.unindex_doc(1)
    minh.index.fold_in()
    minh.transaction.commit()

    lan.transaction.commit()

    assert lan.found() == [*range(3, 80, 2), 100]


def test_a_merge_in_steps_is_given_up_when_another_has_merged_its_segments(lan, minh, crowded):
    assert merge(lan)
    minh.transaction.begin()
    minh.index.unindex_doc(1)
    minh.index.fold_in()
    minh.transaction.commit()
    assert len(minh.index.segments) == 1

    assert not merge(lan)

    assert lan.found() == list(range(3, 80, 2)) and len(lan.index.segments) == 1


def test_what_is_removed_during_a_merge_is_not_found_after_it(lan, monkeypatch):
    for docid in (1, 2, 3, 4):
        lan.index.index_doc(docid, Text('Thủ tục'))
        if docid % 2 == 0:
            lan.index.fold_in()
    monkeypatch.setattr(shelf, 'FANOUT', 2)
    group = lan.index._shelf.crowded()
    segment = merged(group)
    monkeypatch.setattr(shelf, 'FANOUT', 8)
    lan.index.unindex_doc(1)
    lan.index.fold_in()

    assert lan.index._shelf.replace(group, segment)
    assert list(lan.index.match(THU_TUC)) == [2, 3, 4]
    assert len(lan.index.sources()) == 2


def test_terms_worked_out_for_one_connection_serve_the_next(db, lan, minh, monkeypatch):
    fill(lan, 20)
    assert len(lan.found()) == 20

    monkeypatch.setattr(index.Draft, '__setstate__', None)

    assert minh.found() == lan.found()


def test_a_reader_sees_the_index_as_it_was_when_the_reader_began(lan, minh):
    fill(lan, 2)
    assert minh.found() == [1, 3]

    lan.index.index_doc(5, Text('Thủ tục'))
    lan.index.unindex_doc(1)
    lan.transaction.commit()
    before = list(minh.index.match(THU_TUC))
    lan.index.fold_in()
    lan.transaction.commit()

    assert before == list(minh.index.match(THU_TUC)) == [1, 3]
    assert minh.found() == [3, 5]


def test_pending_documents_that_stay_are_found_while_many_others_change(lan):
    fill(lan, 30)
    assert len(lan.found()) == 30

    for docid in range(1, 50, 2):
        lan.index.index_doc(docid, Text('Đất đai'))

    assert list(lan.index.match(THU_TUC)) == [51, 53, 55, 57, 59]


def test_a_phrase_found_among_some_documents_is_found_among_the_others_too(lan):
    lan.index.index_doc(1, Text('Ủy ban xã'))
    lan.index.index_doc(2, Text('Ủy ban xã', 'họp'))
    lan.index.fold_in()
    lan.transaction.commit()
    phrase = ('ủy', 'ban', 'xã')

    assert list(lan.index.match(TextQuery(('họp',), (phrase,)))) == [2]
    assert list(lan.index.match(TextQuery((), (phrase,)))) == [1, 2]


def test_a_phrase_that_was_found_is_not_found_in_a_text_written_anew_or_removed(lan, minh):
    for docid in (1, 2, 3):
        lan.index.index_doc(docid, Text('Ủy ban xã'))
    lan.index.fold_in()
    lan.transaction.commit()
    phrase = TextQuery((), (('ủy', 'ban', 'xã'),))
    assert list(lan.index.match(phrase)) == [1, 2, 3]

    lan.index.index_doc(1, Text('Ủy ban và ban xã'))
    lan.index.unindex_doc(2)
    lan.transaction.commit()

    assert list(lan.index.match(phrase)) == [3]
    minh.transaction.begin()
    assert list(minh.index.match(phrase)) == [3]


def test_a_longer_phrase_is_found_after_merges_of_segments_with_removed_documents(
        lan, monkeypatch):
    monkeypatch.setattr(shelf, 'FANOUT', 2)
    for docid in range(1, 7):
        lan.index.index_doc(docid, Text('Ủy ban xã', 'ủy ban nhân dân' if docid % 2 else 'dân'))
        lan.index.unindex_doc(docid - 2)
        lan.index.fold_in()

    assert len(lan.index.sources()) == 2
    assert list(lan.index.match(TextQuery((), (('ủy', 'ban', 'xã'),)))) == [5, 6]
    assert list(lan.index.match(TextQuery((), (('ủy', 'ban', 'nhân', 'dân'),)))) == [5]
    assert not lan.index.match(TextQuery((), (('ban', 'xã', 'ủy'),)))


def test_a_merge_forgets_the_words_of_an_older_text(lan, monkeypatch):
    monkeypatch.setattr(shelf, 'FANOUT', 2)
    lan.index.index_doc(1, Text('Ủy ban xã'))
    lan.index.index_doc(2, Text('Khác'))
    lan.index.fold_in()

    lan.index.index_doc(1, Text('Ủy ban và ban xã'))
    lan.index.index_doc(3, Text('Khác'))
    lan.index.fold_in()

    assert len(lan.index.sources()) == 2
    assert not lan.index.match(TextQuery((), (('ủy', 'ban', 'xã'),)))


def test_asking_writes_nothing(lan):
    fill(lan, 3)
    lan.index.fold_in()
    lan.index.index_doc(2, Text('Thủ tục', 'thủ tục mới'))
    lan.transaction.commit()
    query = TextQuery(('thủ',), (('thủ', 'tục', 'mới'),))

    assert lan.index.rank(query, lan.index.match(query), 5, lambda docids, n: list(docids)[:n])

    assert lan.connection._registered_objects == []


def test_a_full_set_of_pending_documents_becomes_a_segment_by_itself(lan):
    fill(lan, 511)
    assert len(lan.index.sources()) == 1

    lan.index.index_doc(2, Text('Thủ tục'))

    assert len(lan.index.sources()) == 2
    assert len(lan.index.match(THU_TUC)) == 512


def test_of_segments_too_large_for_one_as_many_are_merged_as_fit(lan, monkeypatch):
    monkeypatch.setattr(shelf, 'LARGEST', 3)
    monkeypatch.setattr(shelf, 'FANOUT', 4)
    for docid in range(1, 5):
        lan.index.index_doc(docid, Text('Thủ tục'))
        lan.index.fold_in()

    assert [len(segment.live) for segment, _hidden in lan.index.sources()[:-1]] == [1, 3]
    assert list(lan.index.match(THU_TUC)) == [1, 2, 3, 4]


def test_eight_segments_of_one_magnitude_become_one(lan):
    for docid in range(1, 9):
        lan.index.index_doc(docid, Text('Thủ tục'))
        lan.index.fold_in()

    [(segment, _), _] = lan.index.sources()
    assert list(segment.live) == list(range(1, 9))


def test_a_segment_of_which_nothing_lives_is_dropped(lan):
    fill(lan, 3)
    lan.index.fold_in()

    for docid in (1, 3, 5):
        lan.index.unindex_doc(docid)
    lan.index.fold_in()

    [(pending, _)] = lan.index.sources()
    assert not pending.touched


def news(chance):
    title, body = (' '.join(chance.choices(SYLLABLES, k=length)) for length in (12, 600))
    return Text(title, body)


def test_a_publication_writes_less_than_30_kilobytes(db, lan):
    chance = random.Random(4263)
    for docid in range(1, 400):
        lan.index.index_doc(docid, news(chance))
    lan.transaction.commit()
    before = db.storage.getSize()

    lan.index.index_doc(100_000, news(chance))
    lan.transaction.commit()

    assert db.storage.getSize() - before < 30_000


def test_a_text_that_did_not_change_writes_nothing(lan):
    fill(lan, 3)
    lan.index.fold_in()
    lan.transaction.commit()

    lan.index.reindex_doc(3, Text('Thủ tục', 'số 3'))

    assert lan.connection._registered_objects == []


def test_what_an_import_folds_in_meanwhile_is_what_stands_at_the_end(lan):
    asked, text = [], lan.index
    portal = SimpleNamespace(indexes=SimpleNamespace(catalog={'text': text}))
    folding = FoldingMeanwhile(SimpleNamespace(
        begin=asked.append, end=lambda: pickle.loads(pickle.dumps(built(asked[-1])))))
    fill(lan, 5)
    folding.go_on(portal)
    assert text.pending() == 0 and not text.match(THU_TUC)

    text.reindex_doc(9, Text('Tin'))
    text.fold_in()  # as whoever saves does when many are pending
    text.unindex_doc(1)
    text.reindex_doc(3, Text('Tin'))
    text.reindex_doc(5, Text('Thủ tục', 'số 5'))
    folding.go_on(portal)
    assert text.match(THU_TUC) == BitMap([5, 7])
    folding.end(portal)
    folding.end(portal)

    assert text.match(THU_TUC) == BitMap([5, 7])
    assert text.match(TextQuery(('tin',))) == BitMap([3, 9])
    assert text.indexed() == BitMap([3, 5, 7, 9]) and text.pending() == 0
    assert [sorted(texts) for texts in asked] == [[1, 3, 5, 7, 9], [3]]


def test_what_is_remembered_of_terms_is_not_what_an_open_transaction_has_erased(lan, minh):
    fill(lan, 3)
    lan.index.fold_in()
    lan.transaction.commit()
    assert len(lan.found()) == 3
    lan.index.unindex_doc(1)
    lan.index.fold_in()
    lan.transaction.savepoint()

    erased, others = lan.index.match(THU_TUC), minh.found()
    lan.transaction.abort()

    assert (len(erased), len(others), len(lan.found())) == (2, 3, 3)


def test_what_the_segments_hold_is_looked_up_once_for_all_connections(lan, minh, monkeypatch):
    fill(lan, 3)
    lan.index.fold_in()
    lan.transaction.commit()
    assert len(lan.found()) == 3
    lan.index.index_doc(4, Text('Thủ tục'))
    lan.transaction.commit()
    read = []
    monkeypatch.setattr(Segment, 'having', lambda segment, term: read.append(term))

    assert (len(minh.found()), read) == (4, [])


def test_no_more_is_remembered_of_terms_than_so_many_bytes(monkeypatch):
    monkeypatch.setattr(gathered, 'MOST', 100)
    held = gathered.Held()

    for term in map(str, range(50)):
        assert held.keep(term, BitMap([1])) == BitMap([1])

    assert 0 < len(held) < 10
