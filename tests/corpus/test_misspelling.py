"""Another spelling: never for a right query, and the right one for a misspelt one."""
from types import SimpleNamespace

import pytest
from corpus.library import HANOI, documents
from corpus.misspelling import MANY, MISSPELT, RIGHT, stored, vocabulary
from hanoiportal.base.text import words
from hanoiportal.base.text.lexicon import Lexicon
from hanoiportal.discovery.catalog.spelling import Spelling
from hanoiportal.discovery.catalog.textindex import TextIndex
from hanoiportal.discovery.search.data import SearchData
from pyroaring import BitMap


def wrong_words(each):
    typed, meant = words(each['typed'])[1], words(each['meant'])[1]
    return [word for word, other in zip(typed, meant, strict=True) if word != other]


def test_each_misspelt_query_has_one_wrong_word_that_nothing_holds():
    """If a text has one of the words by now, write the sets anew."""
    misspelt, known = stored(MISSPELT), vocabulary()

    assert len(misspelt) == len({each['typed'] for each in misspelt}) == MANY
    assert len(set(stored(RIGHT))) == MANY
    assert [each for each in misspelt if len(wrong_words(each)) != 1
            or wrong_words(each)[0] in known] == []


@pytest.fixture(scope='module')
def spelling():
    """``Spelling`` over the library and the tables of ``config/hanoi``."""
    library, data = list(documents()), SearchData(HANOI)
    index = TextIndex(lambda entry, default: entry)
    for number, each in enumerate(library):
        index.index_doc(number, SimpleNamespace(title=each.title, body=each.body))
    index.fold_in()
    public = BitMap(range(len(library)))
    return Spelling(index, public, public, Lexicon(data.phrases),
                    lambda docid: f'{library[docid].title} \n {library[docid].body}')


def test_a_right_query_brings_no_suggestion(spelling):
    for typed in stored(RIGHT):
        assert spelling.instead(typed) is None


def test_of_misspelt_queries_nine_in_ten_bring_the_right_one_and_none_a_wrong_one(spelling):
    brought = [(each, spelling.instead(each['typed'])) for each in stored(MISSPELT)]
    wrong = [(each['typed'], found) for each, found in brought
             if found is not None and found != ' '.join(words(each['meant'])[0])]
    right_ones = [each for each, found in brought if found is not None]

    assert wrong == []
    assert len(right_ones) >= MANY * .9
