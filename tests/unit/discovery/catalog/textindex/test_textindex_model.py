"""The text index against a plain dictionary that reads every word of every document."""
from itertools import pairwise

import pytest
import ZODB
from hanoiportal.base.text import words
from hanoiportal.base.values import TextQuery
from hanoiportal.discovery.catalog.textindex import TextIndex, index, merging, records
from hanoiportal.discovery.catalog.textindex import segmentset as shelf
from hanoiportal.discovery.catalog.textindex.finding import signs
from hanoiportal.discovery.catalog.textindex.merging import merged
from hanoiportal.discovery.catalog.textindex.terms import MARKED, PAIR, TITLE_WORD, terms
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from support.sampling import WHOLE
from transaction import TransactionManager

VOCABULARY = ['thủ', 'thu', 'Tục', 'túc', 'hoà', 'hòa']

docids = st.integers(1, 6) | st.integers(2 ** 16 - 1, 2 ** 16 + 1) | st.just(2 ** 31 - 1)
texts = st.lists(st.sampled_from(VOCABULARY), max_size=8).map(' '.join)
some_words = st.lists(st.sampled_from(VOCABULARY), max_size=4).map(tuple)
queries = st.builds(TextQuery, some_words, st.lists(some_words, max_size=2).map(tuple))


class Text:
    def __init__(self, title, body):
        self.title, self.body = title, body


def text_of(thing, default):
    return thing


def newest_first(found, count):
    return sorted(found, reverse=True)[:count]


def runs(query):
    """Return what is asked for as folded runs of words, and the pairs side by side."""
    typed = [*query.words, *map(' '.join, query.phrases)]
    asked = [words(each)[1] for each in typed if words(each)[1]]
    loose = words(' '.join(query.words))[1]
    beside = {*pairwise(loose), *(pair for run in asked for pair in pairwise(run))}
    marked = {word for each in typed for word, bare in zip(*words(each), strict=True)
              if word != bare}
    return asked, beside, marked


def contains(run, folded):
    return any(folded[at:at + len(run)] == run for at in range(len(folded)))


def matches(query, text):
    asked, _, _ = runs(query)
    parts = [words(text.title)[1], words(text.body)[1]]
    return bool(asked) and all(any(contains(run, part) for part in parts) for run in asked)


#: The terms of each kind that a text holds.
SAYS = {
    TITLE_WORD: lambda text: terms(TITLE_WORD, words(text.title)[1]),
    PAIR: lambda text: terms(PAIR, [
        pair for part in (text.title, text.body) for pair in pairwise(words(part)[1])]),
    MARKED: lambda text: terms(MARKED, words(text.title)[0] + words(text.body)[0]),
}


def step(query, text):
    """Return how good ``text``, which matches, is: the least is best."""
    asked, beside, marked = runs(query)
    everything = {word for run in asked for word in run}
    (title, plain_title), (body, plain_body) = words(text.title), words(text.body)
    in_title, beside_in_title = everything <= {*plain_title}, beside <= {*pairwise(plain_title)}
    is_beside = beside <= {*pairwise(plain_title), *pairwise(plain_body)}
    tiers = [
        in_title and beside_in_title and marked <= {*title}, in_title and marked <= {*title},
        is_beside and marked <= {*title, *body} and (beside or marked),
        marked and marked <= {*title, *body},
        in_title and beside_in_title, in_title, is_beside and beside, True]
    return next(at for at, holds in enumerate(tiers) if holds), -sum(
        sign in SAYS[sign[0]](text) for sign in signs(query))


class Indexing(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.db = ZODB.DB(None)
        self.transaction = TransactionManager()
        self.reader = TransactionManager()
        self.connection = self.db.open(self.transaction)
        self.connection.root()['index'] = TextIndex(text_of)
        self.transaction.commit()
        self.watcher = self.db.open(self.reader)
        self.now, self.committed = {}, {}
        self.folding = self.group = self.segment = None

    @property
    def index(self):
        return self.connection.root()['index']

    @rule(documents=st.dictionaries(docids, st.builds(Text, texts, texts), max_size=4))
    def put(self, documents):
        self.now |= documents
        for docid, text in documents.items():
            self.index.index_doc(docid, text)

    @rule(some=st.sets(docids, max_size=3))
    def remove(self, some):
        for docid in some:
            self.now.pop(docid, None)
            self.index.unindex_doc(docid)

    @rule()
    def fold_in(self):
        self.index.fold_in()

    @rule()
    def prepare(self):
        """Begin to fold in what is pending, as a job does beside the requests."""
        self.folding = self.index.prepared()

    @rule()
    def take_in(self):
        """Go on with it, whatever happened meanwhile."""
        if self.folding is not None:
            self.index.take_in(self.folding)
            self.folding = None

    @rule()
    def prepare_merging(self):
        self.group = self.index._shelf.crowded()
        self.segment = merged(self.group) if self.group else None

    @rule()
    def merge(self):
        if self.group:
            self.index._shelf.replace(self.group, self.segment)
            self.group = self.segment = None

    @rule()
    def merge_on(self):
        """Do a step of a merge as the job does, whatever has happened since the last."""
        if self.index.is_crowded():
            self.index.merge_on()

    @rule()
    def commit(self):
        self.transaction.commit()
        self.committed = dict(self.now)

    @rule()
    def abort(self):
        self.transaction.abort()
        self.now = dict(self.committed)

    @rule()
    def reopen(self):
        self.abort()
        self.folding = self.group = self.segment = None
        self.connection.cacheMinimize()
        self.connection.close()
        self.connection = self.db.open(self.transaction)

    @rule(query=queries)
    def ask(self, query):
        check(self.index, query, self.now)

    @rule(query=queries)
    def ask_from_another_connection(self, query):
        self.reader.begin()
        check(self.watcher.root()['index'], query, self.committed)

    @invariant()
    def every_document_is_counted_once(self):
        assert list(self.index.indexed()) == sorted(self.now)

    def teardown(self):
        self.transaction.abort()
        self.db.close()


def check(index, query, documents):
    right = [docid for docid, text in documents.items() if matches(query, text)]
    found = index.match(query)
    assert list(found) == sorted(right)
    best = sorted(right, key=lambda docid: (step(query, documents[docid]), -docid))
    assert index.rank(query, found, 4, newest_first) == best[:4]
    assert index.rank(query, found, 4, newest_first, offset=2) == best[2:6]


class TestIndexing(Indexing.TestCase):
    settings = settings(
        max_examples=150 if WHOLE else 50, stateful_step_count=40, deadline=None,
        suppress_health_check=[HealthCheck.too_slow])

    @pytest.fixture(autouse=True)
    def small_limits(self, monkeypatch):
        """Fold in, merge and split as often with a dozen documents as with a million."""
        monkeypatch.setattr(index, 'FOLD_AT', 6)
        monkeypatch.setattr(shelf, 'FANOUT', 2)
        monkeypatch.setattr(records, 'BLOCK', 60)
        monkeypatch.setattr(merging.Merging.step, '__defaults__', (2,))
