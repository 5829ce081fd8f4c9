"""Bare letters, place by place."""
import pytest
from hanoiportal.text import fold, plain_text, running_text
from hanoiportal.text.bare import bare, standing
from hypothesis import example, given
from hypothesis import strategies as st

VIETNAMESE = 'aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ'


@given(st.text(VIETNAMESE + VIETNAMESE.upper() + ' 0123456789.,_-<&', max_size=60))
def test_a_vietnamese_text_is_folded_letter_by_letter(text):
    assert bare(text) == fold(text).encode()


@given(st.text(max_size=20))
def test_any_text_keeps_its_length_or_is_none(text):
    plain = bare(text)

    assert plain is None or len(plain) == len(text) and plain.isascii()


@pytest.mark.parametrize('text', ['тест', 'กา', '☀', 'İ', '漢', 'a\u0300'])
def test_a_text_of_other_letters_is_none(text):
    assert bare(text) is None


def test_only_whole_words_stand_in_a_text():
    plain = bare('Hà Hà-Hải hà² (hà)')

    assert [plain[at:at + 2] for at in standing(plain, b'ha')] == [b'ha'] * 3
    assert list(standing(plain, b'ha')) == [0, 3, 15]


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
