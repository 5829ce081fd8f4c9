import html
import time

import pytest
from hanoiportal.base.text import excerpt, plain_text, says_something
from hypothesis import example, given
from hypothesis import strategies as st

ANY_TEXT = st.text(st.characters(exclude_categories=()))


def test_the_plain_text_is_what_a_reader_sees():
    for fragment, text in (
            ('<h2>Thủ&nbsp;tục</h2><p>Cấp <b>m</b>ới</p>', 'Thủ tục\nCấp mới'),
            ('một<br>hai<br/>ba', 'một\nhai\nba'),
            ('<table><tr><td>1</td><td>2</td></tr></table>', '1\n2'),
            ('<p>5 &lt; 6 &amp;&amp; &lt;b&gt;</p>', '5 < 6 && <b>'),
            ('a<script>if (1 < 2) { "</p>" }</script>b<style>p{}</style>c', 'a\nb\nc'),
            ('a<!-- <p>ẩn</p> -->b', 'ab'), ('<a title="x > y" href=\'?a="b\'>đi</a>', 'đi'),
            ('3 < 4 và 5 > 2', '3 < 4 và 5 > 2'),
            ('<p>dòng\n  gãy</p>\n\n<p>mới</p>', 'dòng gãy\nmới'),
            ('<P>Hoa</P><SCRIPT>x</SCRIPT ><LI>thường</LI>', 'Hoa\nthường'),
            ('<p>không đóng <em>gì', 'không đóng gì'), ('&#272;&#x110;&khong;', 'ĐĐ&khong;'),
            ('', '')):
        assert plain_text(fragment) == text


@given(st.lists(ANY_TEXT))
def test_escaped_text_comes_back_word_for_word(paragraphs):
    fragment = ''.join(f'<p class="x">{html.escape(text)}</p>' for text in paragraphs)

    expected = [word for text in paragraphs for word in html.unescape(html.escape(text)).split()]

    assert plain_text(fragment).split() == expected


@given(ANY_TEXT)
def test_anything_at_all_is_accepted(fragment):
    assert '\n\n' not in plain_text(fragment)


def test_a_hostile_fragment_takes_time_in_proportion():
    hostile = ['<a "' * 250_000, '<!--' * 250_000, '<script>' * 100_000, '<a \'"' * 200_000,
               '<' * 1_000_000, '&#' * 400_000, '<a "\'<a \'"' * 100_000]

    started = time.process_time()
    for fragment in hostile:
        plain_text(fragment)

    assert time.process_time() - started < 10


@pytest.mark.parametrize('longest, expected', [
    (100, 'Cổng thông tin điện tử'), (22, 'Cổng thông tin điện tử'), (21, 'Cổng thông tin điện…'),
    (12, 'Cổng thông…'), (3, 'Cổ…')])
def test_an_excerpt_ends_after_a_whole_word(longest, expected):
    assert excerpt('<p>Cổng thông tin</p><p>điện tử</p>', longest) == expected


@given(ANY_TEXT, st.integers(2, 60))
def test_an_excerpt_is_one_line_and_never_too_long(fragment, longest):
    made = excerpt(fragment, longest)

    assert len(made) <= longest
    assert '\n' not in made


#: What a text may begin with that shows nothing, or hides what stands behind it.
_PIECES = st.sampled_from([
    '<p>', '</p>', '<p title="a>b">', "<p title='>'>", '<br/>', '<h2 ', '</1>', '<script>',
    '</script>', '<SCRIPT x="a>b">', '<script1>', '<scripté>', '<ſtyle>', '<style>', '</style>',
    '<template>', '<!--', '-->', '-', '&nbsp;', '&amp;', ' ', '\n', '\xa0', '\u2028', '<', '>',
    '"', 'a', 'Ế'])


@example('-->')
@example('<scripté>a')
@given(st.lists(_PIECES, max_size=8).map(''.join))
def test_whether_a_text_says_something_is_known_by_its_beginning(fragment):
    assert says_something(fragment) == bool(plain_text(fragment))
