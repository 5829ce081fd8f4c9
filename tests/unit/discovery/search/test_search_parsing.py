"""What addresses of results hold of a long query finds the same."""
import pytest
from hanoiportal.discovery.search import is_cut, parse, read_part
from hypothesis import given
from hypothesis import strategies as st

PARTS = st.lists(
    st.sampled_from(['thuế', '§', '"', '“', '”', '4263/QĐ-UBND', 'x' * 90]), max_size=90)


@given(PARTS.map(' '.join) | st.text(max_size=600))
def test_what_is_held_of_a_query_is_read_as_the_query_is(typed):
    assert parse(read_part(typed)) == parse(typed)


@pytest.mark.parametrize('typed', ['', 'thuế đất', '"thuế đất" § '])
def test_a_query_that_is_read_whole_is_held_whole(typed):
    assert read_part(typed) == typed


def test_of_endless_words_those_are_held_that_are_read():
    assert len(read_part('thủ tục ' * 600).split()) == 40


def test_links_hold_no_more_phrases_than_are_read():
    typed = '"ủy ban" ' * 9 + 'phường "nhân dân"'

    assert read_part(typed) == '"ủy ban" ' * 4 + 'phường'
    assert parse(read_part(typed)) == parse(typed)


def test_what_would_be_read_otherwise_without_further_phrases_keeps_them():
    typed = '"a" ' * 4 + '« "x«" y »'

    assert parse('"a" ' * 4 + '« y »') != parse(typed)
    assert read_part(typed) == typed


@pytest.mark.parametrize(('typed', 'loose'), [
    ('x' * 497 + ' hai', ['x' * 497, 'ha']), ('x ' * 250 + 'hai', ['x'] * 40)])
def test_nothing_is_read_beyond_the_longest_query(typed, loose):
    assert list(parse(typed).words) == loose
    assert is_cut(typed)


def test_of_a_phrase_forty_words_are_read_and_of_phrases_four():
    assert len(parse('"' + 'a ' * 60 + '"').phrases[0]) == 40
    assert parse('"a" "b" "c" "d" "e"').phrases == (('a',), ('b',), ('c',), ('d',))
    assert len(parse('a ' * 60).words) == 40


def test_a_query_is_cut_from_the_first_word_on_that_is_not_read():
    for typed, cut in (
            ('x' * 500, False), ('x' * 501, True), ('x' * 500 + '  ', False), ('a ' * 40, False),
            ('a ' * 41, True), ('"a" ' * 4, False), ('"a" ' * 5, True), (f'"{"a " * 40}"', False),
            (f'"{"a " * 41}"', True), ('', False)):
        assert is_cut(typed) is cut


@pytest.mark.parametrize('typed', [
    ' thuế  đất ', '  '.join(['a'] * 40), '"a"  "b"  "c"  "d"'])
def test_what_is_read_to_its_last_word_is_held_as_it_was_typed(typed):
    assert read_part(typed) == typed


def test_of_each_kind_of_quotation_marks_a_phrase_is_read_and_signs_are_no_word():
    assert parse('"a b" “c” «d» § e').phrases == (('a', 'b'), ('c',), ('d',))
    assert parse('"a b" “c” «d» § e').words == ('e',)
    assert parse('"§" "" a').phrases == ()
