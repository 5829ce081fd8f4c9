"""What the text index finds, and in which order."""
import pytest
from hanoiportal.base.values import TextQuery
from hanoiportal.discovery.catalog.textindex import TextIndex
from pyroaring import BitMap
from repoze.catalog.catalog import Catalog
from repoze.catalog.indexes.field import CatalogFieldIndex
from repoze.catalog.query import Contains, DoesNotContain, Eq


class Text:
    def __init__(self, title, body='', kind='news'):
        self.title, self.body, self.kind = title, body, kind


def text_of(thing, default):
    return thing if thing.title else default


def newest_first(docids, count):
    return sorted(docids, reverse=True)[:count]


@pytest.fixture(params=['pending', 'folded in', 'some of each'])
def index_of(request):
    """Return a function that indexes texts as 1, 2, 3 … wherever the index may keep them."""
    def make(*texts):
        index = TextIndex(text_of)
        for docid, text in enumerate(texts, 1):
            index.index_doc(docid, text)
            if request.param == 'some of each' and docid % 2:
                index.fold_in()
        if request.param == 'folded in':
            index.fold_in()
        return index
    return make


def words(*words):
    return TextQuery(words)


def phrase(*words):
    return TextQuery(phrases=(words,))


@pytest.mark.parametrize('typed', ['Thủ', 'thu', 'THỦ', 'thù', 'thu\u0309'])
def test_a_word_is_found_whatever_marks_are_typed(index_of, typed):
    index = index_of(Text('Thủ tục'), Text('Đất đai'))

    assert list(index.match(words(typed))) == [1]


def test_the_letter_d_with_and_without_its_stroke_is_one(index_of):
    index = index_of(Text('Đất đai'), Text('dat dai'))

    assert list(index.match(words('đất', 'dai'))) == [1, 2]


def test_all_words_must_occur_in_the_title_or_in_the_body(index_of):
    index = index_of(
        Text('Thủ tục', 'về đất đai'), Text('Thủ tục', 'về hộ tịch'), Text('Đất đai'))

    assert list(index.match(words('thủ', 'đất'))) == [1]


def test_a_phrase_of_two_words_is_found_in_its_order_alone(index_of):
    index = index_of(Text('a', 'thủ tục'), Text('b', 'tục thủ'), Text('c', 'thủ và tục'))

    assert list(index.match(phrase('thu', 'tuc'))) == [1]


def test_a_longer_phrase_is_checked_word_by_word(index_of):
    whole = Text('x', 'của ủy ban nhân dân xã')
    only_pairs = Text('x', 'ủy ban, ban nhân, nhân dân; ủy ban nhan; ban nhân dan')
    index = index_of(whole, only_pairs)

    assert list(index.match(phrase('uy', 'ban', 'nhan', 'dan'))) == [1]


def test_a_phrase_does_not_run_from_the_title_into_the_body(index_of):
    index = index_of(Text('Quy định mới', 'về đất đai ở đô thị'))

    assert not index.match(phrase('moi', 've'))
    assert not index.match(phrase('moi', 've', 'dat'))


def test_words_and_phrases_may_be_asked_for_together(index_of):
    index = index_of(Text('a', 'thủ tục đất đai'), Text('b', 'thủ tục'), Text('c', 'đất thủ đai'))

    assert list(index.match(TextQuery(('thu',), (('dat', 'dai'),)))) == [1]


def test_a_number_typed_as_one_word_is_a_phrase(index_of):
    index = index_of(Text('4263/QĐ-UBND'), Text('UBND, QĐ 4263'))

    assert list(index.match(words('4263/qđ-ubnd'))) == [1]


@pytest.mark.parametrize('query', [
    TextQuery(), words(''), words('§', '(', '"'), phrase(), TextQuery((), ((), ('-',)))])
def test_a_query_of_nothing_finds_nothing(index_of, query):
    index = index_of(Text('Thủ tục'))

    assert not index.match(query)
    assert index.rank(query, index.match(query), 10, newest_first) == []


@pytest.mark.parametrize('typed', ['and', 'or', 'not', '*', 'a*', '\x00', '\u0300', 'x' * 10_000])
def test_nothing_typed_is_an_error(index_of, typed):
    index = index_of(Text('Thủ tục', typed))

    assert index.match(words('thủ', typed)) == index.match(TextQuery(('thủ',), ((typed,),)))


def test_what_was_indexed_before_is_found_no_more_after_a_change(index_of):
    index = index_of(Text('Thủ tục'), Text('Thủ tục'))

    index.reindex_doc(1, Text('Đất đai'))
    index.unindex_doc(2)

    assert not index.match(words('thủ'))
    assert list(index.match(words('đất'))) == [1]
    assert list(index.indexed()) == [1]


def test_a_document_without_a_text_is_known_and_never_found(index_of):
    index = index_of(Text('Thủ tục'), Text(None))

    assert list(index.docids()) == [1, 2]
    assert list(index.indexed()) == [1]


def test_a_document_that_loses_its_text_is_found_no_more(index_of):
    index = index_of(Text('Thủ tục'))

    index.reindex_doc(1, Text(None))

    assert not index.match(words('thủ'))
    assert list(index.docids()) == [1]


def test_a_cleared_index_is_empty(index_of):
    index = index_of(Text('Thủ tục'), Text(None))

    index.clear()

    assert not index.match(words('thủ'))
    assert list(index.docids()) == []


def test_the_best_come_first(index_of):
    index = index_of(
        Text('Thủ tục'),
        Text('Tục, rồi thủ'),
        Text('Tin', 'về thủ tục'),
        Text('Tin', 'tục, rồi thủ'),
        Text('Thú túc'),
        Text('Thú và túc'),
        Text('Tin', 'về thú túc'),
    )
    query = words('thủ', 'tục')

    best = index.rank(query, index.match(query), 10, newest_first)

    assert best == [1, 2, 3, 4, 5, 6, 7]


def test_marks_not_typed_do_not_count_for_the_order(index_of):
    index = index_of(Text('Thu tuc'), Text('Thủ tục'), Text('Thù túc'))
    query = words('thu', 'tuc')

    assert index.rank(query, index.match(query), 10, newest_first) == [3, 2, 1]


def test_only_the_words_typed_with_marks_must_have_them(index_of):
    index = index_of(Text('Thủ tục'), Text('Thù tục'))
    query = words('thủ', 'tuc')

    assert index.rank(query, index.match(query), 10, newest_first) == [1, 2]


def test_both_ways_to_place_a_tone_are_one_spelling(index_of):
    index = index_of(Text('Hoà bình'), Text('Hoa bình'))
    query = words('hòa')

    assert index.rank(query, index.match(query), 10, newest_first) == [1, 2]


def test_a_page_further_down_goes_on_where_the_first_ended(index_of):
    index = index_of(*[Text('Thủ tục')] * 3, *[Text('Tin', 'thủ tục')] * 4, Text('tục', 'thủ'))
    query = words('thủ', 'tục')
    found = index.match(query)

    pages = [index.rank(query, found, 3, newest_first, offset=at) for at in (0, 3, 6, 9)]

    assert pages == [[3, 2, 1], [7, 6, 5], [4, 8], []]


def test_only_what_is_among_the_allowed_is_ranked(index_of):
    index = index_of(*[Text('Thủ tục')] * 4)
    allowed = BitMap([1, 3])

    assert index.rank(words('thủ'), allowed, 10, newest_first) == [3, 1]


def test_the_planner_of_the_catalog_combines_it_with_other_indexes(index_of):
    catalog = Catalog()
    catalog['kind'] = CatalogFieldIndex('kind')
    catalog['text'] = TextIndex(text_of)
    for docid, text in enumerate([
            Text('Thủ tục'), Text('Thủ tục', kind='page'), Text('Đất', kind='page')], 1):
        catalog.index_doc(docid, text)
    thu = words('thủ')

    def answer(query):
        return list(catalog.query(query)[1])

    assert answer(Contains('text', thu)) == [1, 2]
    assert answer(Eq('text', thu)) == [1, 2]
    assert answer(DoesNotContain('text', thu)) == [3]
    assert answer(Contains('text', thu) & Eq('kind', 'page')) == [2]
    assert answer(DoesNotContain('text', thu) | Eq('kind', 'news')) == [1, 3]
