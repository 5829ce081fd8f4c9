"""Three hundred judged questions: the search answers them well."""
import math
import sys
from collections import defaultdict
from statistics import mean
from types import SimpleNamespace

import pytest
import yaml
from corpus.judging import QUERIES, questions
from corpus.library import HANOI, documents
from hanoiportal.discovery.catalog.textindex import TextIndex
from hanoiportal.discovery.search import parse
from hanoiportal.discovery.search.data import SearchData

#: What is reached at least: over all questions, and over those of each kind.
OVERALL, EACH = 0.85, 0.75


def gain(grades):
    """Return the discounted cumulative gain of the first ten."""
    return sum((2 ** grade - 1) / math.log2(at + 2) for at, grade in enumerate(grades[:10]))


def ndcg(found, relevant):
    """Return the nDCG@10 of ids in order, given ``{id: grade}``."""
    best = gain(sorted(relevant.values(), reverse=True))
    return gain([relevant.get(each, 0) for each in found]) / best


@pytest.fixture(scope='module')
def library():
    return list(documents())


@pytest.fixture(scope='module')
def search(library):
    """callable(typed) -> ids of the first ten."""
    index, data = TextIndex(lambda entry, default: entry), SearchData(HANOI)
    for number, each in enumerate(library):
        index.index_doc(number, SimpleNamespace(title=each.title, body=each.body))
    index.fold_in()

    def ask(typed):
        read = data.marks.read(parse(typed))
        query = data.synonyms.widen(read or parse(typed))
        newest = lambda among, number: sorted(among, reverse=True)[:number]  # noqa: E731
        asking = index.asking(query)
        found = read and asking.found() & asking.fitting() or asking.found()
        return [library[docid].id for docid in asking.ranked(found, newest, 10)]

    return ask


@pytest.fixture(scope='module')
def asked():
    return yaml.load(QUERIES.read_text(encoding='utf-8'), yaml.CSafeLoader)


def test_the_judgements_kept_are_those_that_the_rules_give(library, asked):
    assert [(each['kind'], each['query'], each['relevant']) for each in asked] == [
        *questions(library)]
    assert len(asked) == 300 and all(each['relevant'] for each in asked)


def test_three_hundred_questions_are_answered_well(search, asked, capsys):
    scores = defaultdict(list)
    for each in asked:
        scores[each['kind']].append(ndcg(search(each['query']), each['relevant']))

    overall = mean(score for kind in scores.values() for score in kind)
    with capsys.disabled():
        sys.stdout.write(f'\nnDCG@10 of {len(asked)} questions: {overall:.3f}\n' + ''.join(
            f'  {kind}: {mean(found):.3f} ({len(found)})\n' for kind, found in scores.items()))
    assert overall >= OVERALL
    assert {kind: mean(found) for kind, found in scores.items() if mean(found) < EACH} == {}


def test_the_measure_knows_good_from_bad():
    relevant = {'a': 3, 'b': 1}

    assert ndcg(['a', 'b', 'x'], relevant) == 1
    assert 0.6 < ndcg(['b', 'a'], relevant) < 0.9
    assert ndcg(['x', 'y'], relevant) == 0


