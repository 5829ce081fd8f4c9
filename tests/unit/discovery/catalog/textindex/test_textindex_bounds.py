"""Whatever is typed costs a bounded number of look-ups, and is no error."""
import random
import time

import pytest
from hanoiportal.discovery.catalog.indexes import text_of
from hanoiportal.discovery.catalog.textindex import TextIndex
from hanoiportal.discovery.catalog.textindex.records import Postings
from hanoiportal.discovery.search import parse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.scale.texts import texts, vocabulary

COMMON = [word for word in vocabulary(random.Random(4263)) if ' ' not in word][:300]
#: Look-ups in one segment: six kinds of terms for each of 250 words, and their places.
MOST = 1_800
HOSTILE = {
    'very common words': ' '.join(COMMON[:200]),
    'one word again and again': 'và ' * 400,
    'one long phrase': f'"{" ".join(COMMON[:150])}"',
    'one word in one phrase again and again': f'"{"và " * 200}"',
    'many phrases': ' '.join(f'"{first} và các"' for first in COMMON[:120]),
    'words of many parts': 'a/b-c.d ' * 120,
    'a set phrase again and again': '"ủy ban nhân dân" ' * 60,
    'a number of many parts': '1/' * 400,
    'letters': ' '.join('abcdefghijklmnopqrstuvwxyz' * 20),
    'one endless word': 'a' * 100_000,
    'endless': 'thủ tục ' * 100_000,
    'quotation marks': '"“«' * 5_000,
    'marks without letters': '\u0301' * 5_000,
    'nothing': '\x00\ud800 ' * 300}


@pytest.fixture(scope='module')
def index():
    index = TextIndex(text_of)
    for docid, made in enumerate(texts(300), 1):
        index.index_doc(docid, made)
    index.fold_in()
    return index


@pytest.fixture
def looked_up(monkeypatch):
    """The list of all terms that were looked up."""
    seen, get = [], Postings.get
    monkeypatch.setattr(Postings, 'get', lambda self, term: seen.append(term) or get(self, term))
    return seen


def answer(index, typed):
    query = parse(typed)
    found = index.match(query)
    return index.rank(query, found, 20, lambda docids, number: list(docids)[:number])


@pytest.mark.parametrize('typed', HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_query_looks_up_little_and_takes_no_time(index, looked_up, typed):
    started = time.thread_time()

    answer(index, typed)

    assert len(looked_up) <= MOST
    assert time.thread_time() - started < 1


@given(st.lists(st.sampled_from([*COMMON[:8], '"', '“', '”', '/', '-', ' ', 'q\u0301', '\ud800']),
                max_size=700).map(''.join) | st.text(max_size=700))
@settings(max_examples=60, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_is_answered_in_bounds(index, looked_up, typed):
    looked_up.clear()

    assert len(answer(index, typed)) <= 20

    assert len(looked_up) <= MOST
