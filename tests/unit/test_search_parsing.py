"""What addresses of results hold of a long query finds the same."""
import pytest
from hanoiportal.discovery.search import parse, read_part
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


@pytest.mark.parametrize('typed', ['"a" ' * 4 + '« "a«b" »', '"a" ' * 4 + '“ "b" c'])
def test_what_would_be_read_otherwise_without_further_phrases_keeps_them(typed):
    assert parse(read_part(typed)) == parse(typed)
