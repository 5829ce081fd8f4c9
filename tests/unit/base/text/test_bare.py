"""Bare letters, place by place."""
import pytest
from hanoiportal.base.text import fold, plain_text, running_text
from hanoiportal.base.text.bare import bare, narrow, narrow_line, wide
from hypothesis import example, given
from hypothesis import strategies as st

VIETNAMESE = 'aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ'


WRITTEN = st.text(VIETNAMESE + VIETNAMESE.upper() + ' 0123456789.,_-<&–“”', max_size=60)


@given(WRITTEN)
def test_a_vietnamese_text_is_folded_letter_by_letter(text):
    letters = ''.join(sign if sign.isalnum() else ' ' for sign in fold(text))

    assert bare(narrow(text)) == f' {letters} '.encode()


@given(WRITTEN, st.integers(0, 60), st.integers(0, 60))
def test_a_narrow_text_is_read_place_by_place(text, start, end):
    assert wide(narrow(text)[start:end]) == text[start:end]


@given(st.text(max_size=20))
def test_any_text_comes_back_or_is_none(text):
    narrowed = narrow(text)

    assert narrowed is None or wide(narrowed) == text and len(bare(narrowed)) == len(text) + 2


def test_a_text_of_other_letters_or_white_space_is_none():
    for text in (
            'тест', 'กา', '☀', 'İ', '漢', 'a\u0300', 'a\tb', 'a\u00a0b', 'ø'):
        assert narrow(text) is None


def test_what_is_part_of_a_word_makes_another_word():
    assert bare(narrow('hà² (hà)')) == b' ha_  ha  '


@pytest.mark.parametrize(('text', 'line'), [
    ('a b', 'a b'), ('a  b', 'a b'), (' a\t\u00a0b\n', 'a b'), ('ố\u2003☀', 'ố ☀')])
def test_a_line_has_single_blanks(text, line):
    found = narrow_line(text)

    assert (found if isinstance(found, str) else wide(found)) == line


@pytest.mark.parametrize('markup', [
    '<p>a</p><p>b</p>', 'a<br>b', '<p>a</p>\n \n<h2>b</h2>', 'a&nbsp;<i></i> b',
    '<script>x</script>a<!-- > -->\nb', '<<b>a b'])
def test_a_running_text_is_the_plain_text_on_one_line(markup):
    assert running_text(markup) in ('a b', '<a b')


MARKUP = ('a', 'à b', ' ', '  ', '\n', '\u00a0', '\u2003', '\u00ad', '\x1f', '&nbsp;', '&#10;',
          '<p>', '</p>', '<b>', '</b>', '<br>', '<!--', '-->', '<script>', '</script>')


@given(st.lists(st.sampled_from(MARKUP)).map(''.join))
@example('a  b')
@example('<p>a </p> <p> b</p>')
@example('a\u2003b')
def test_it_is_so_whatever_stands_between_tags(markup):
    assert running_text(markup) == ' '.join(plain_text(markup).split())
