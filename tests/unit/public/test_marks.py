"""The piece of a text that is shown of a hit, and the words marked in it."""
import re

import pytest
from hanoiportal.public.marks import Asked, Text
from hanoiportal.search import parse

#: A sign that ``bare`` does not know: such a text is looked through word by word.
OTHER = ' ☀'


def shown(typed, title='', body='', longest=260):
    return Asked(parse(typed)).shown(Text.of(title), Text.of(body), longest)


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
