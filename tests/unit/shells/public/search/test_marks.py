"""The piece of a text that is shown of a hit, and the words marked in it."""
import re

import pytest
from hanoiportal.base.text import running_text
from hanoiportal.discovery.search import parse
from hanoiportal.shells.public.search.highlighting import HighlightedText, QueryTerms
from hypothesis import example, given
from hypothesis import strategies as st

#: A sign that ``bare`` does not know: such a text is looked through word by word.
OTHER = ' ☀'


def shown(typed, title='', body='', longest=260):
    title, piece = QueryTerms(parse(typed)).shown(
        HighlightedText.of(title), HighlightedText.of(body), longest)
    return title, piece.html


def marks(html):
    return re.findall('<mark>(.*?)</mark>', html)


@pytest.mark.parametrize('end', ['', OTHER])
def test_words_are_marked_whatever_marks_and_case_they_have(end):
    title, piece = shown('thu tuc', 'THỦ tục thuế' + end, 'các thứ, Thù và tức' + end)

    assert title == f'<mark>THỦ tục</mark> thuế{end}'
    assert piece == f'các <mark>thứ</mark>, <mark>Thù</mark> và <mark>tức</mark>{end}'


@pytest.mark.parametrize('end', ['', OTHER])
def test_the_word_with_the_marks_typed_is_marked_where_a_text_has_it(end):
    assert marks(shown('đường', 'Đường và dương' + end)[0]) == ['Đường']
    assert marks(shown('đường', 'dương và duong' + end)[0]) == ['dương', 'duong']
    assert marks(shown('đường', 'dương', 'đường' + end)[0]) == []


@pytest.mark.parametrize('end', ['', OTHER])
def test_a_word_is_marked_as_a_whole_only(end):
    assert marks(shown('m ha', 'm² m ham ha, xã-ha' + end)[0]) == ['m', 'ha', 'ha']


@pytest.mark.parametrize('end', ['', OTHER])
def test_words_are_those_of_the_index(end):
    assert marks(shown('m0', 'm² m¹ m0' + end)[0]) == ['m0']
    assert marks(shown('y', 'x_y, y_x _y_ xy' + end)[0]) == ['y', 'y', 'y']


@pytest.mark.parametrize('end', ['', OTHER])
def test_what_a_text_has_of_html_is_shown_as_text(end):
    title, piece = shown('thủ', '<b>thủ</b>' + end, 'thủ <script>&' + end)

    assert title == f'&lt;b&gt;<mark>thủ</mark>&lt;/b&gt;{end}'
    assert piece == f'<mark>thủ</mark> &lt;script&gt;&amp;{end}'


def test_a_piece_is_cut_at_words_around_most_of_what_was_asked_for():
    text = 'đầu ' * 100 + 'nộp hồ sơ trực tuyến ' + 'cuối ' * 100

    piece = shown('ho so', '', text, 60)[1]

    assert piece.startswith('…đầu') and piece.endswith('cuối…')
    assert '<mark>hồ sơ</mark>' in piece
    assert len(re.sub('</?mark>', '', piece)) <= 62


def test_words_side_by_side_are_one_mark():
    assert marks(shown('thu tuc', 'thủ tục, thủ  tục tục')[0]) == ['thủ tục', 'thủ', 'tục tục']


def test_words_of_other_scripts_are_marked():
    assert marks(shown('тест thủ', 'Тест, thủ')[0]) == ['Тест', 'thủ']


def test_without_the_words_the_beginning_is_shown():
    assert shown('gì', '', 'một hai ba', 8)[1] == 'một hai…'


SAID = st.lists(st.sampled_from([
    'thủ', 'Thủ', 'thu', 'THỨ', 'tục', 'Tục', 'thục', 'thủtục', 'm²', 'm0', '_', '4263',
    'ủy', 'uỷ', ' ', ',', '-', '  ', '“', '…', '\u00ad', '\u00a0', '&', 'é'
]), max_size=20).map(''.join)


@given(SAID, st.sampled_from(['thu', 'thủ tục', 'm 4263', 'uỷ', 'e', 'm0']))
@example('thu thu', 'thu')
@example('thu_', 'thu')
def test_the_same_words_are_found_letter_by_letter_and_word_by_word(text, typed):
    asked = QueryTerms(parse(typed))

    assert asked.found(HighlightedText.of(text)) == asked.found(HighlightedText(text))


@given(SAID, SAID)
def test_the_running_text_of_a_fragment_is_read_as_it_is(one, two):
    fragment = f'<p>{one}</p> \n<p>{two}</p>'

    assert HighlightedText.running(fragment).read() == running_text(fragment)


def test_a_piece_of_a_text_of_other_signs_is_the_same():
    text = 'đầu ' * 100 + 'nộp hồ sơ trực tuyến ' + 'cuối ' * 100

    assert shown('ho so', '', text + OTHER, 60) == shown('ho so', '', text, 60)
