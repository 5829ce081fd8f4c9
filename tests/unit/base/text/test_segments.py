import time

import pytest
from hanoiportal.base.text.segments import KEY_BYTES, lines, segments
from hypothesis import given
from hypothesis import strategies as st

ANY_TEXT = st.text(st.characters(exclude_categories=()))


def test_each_block_of_words_is_one_segment():
    for body, found in (
            ('<p>một</p><p>hai</p>', [('p', 'một'), ('p', 'hai')]),
            ('<h2>Đầu <em>đề</em></h2>chữ trần', [('h2', 'Đầu đề'), ('', 'chữ trần')]),
            ('<ul><li>a<ul><li>b</li></ul>c</li></ul>', [('li', 'a'), ('li', 'b'), ('li', 'c')]),
            ('<table><caption>Bảng</caption><tr><th>x</th><td>y</td></tr></table>',
             [('caption', 'Bảng'), ('th', 'x'), ('td', 'y')]),
            ('<blockquote><p>lời</p></blockquote>', [('p', 'lời')]),
            ('<p>a<br>b</p>', [('p', 'ab')]), ('<p> \n </p><p></p>', []),
            ('<p>5 &lt; 6</p>', [('p', '5 < 6')]),
            ('<script>x</script><p>a<!-- ẩn --></p>', [('p', 'a')]), ('', [])):
        assert [(segment.kind, segment.text) for segment in segments(body)] == found


def keys(body):
    return [segment.key for segment in segments(body)]


@pytest.mark.parametrize('one, other', [
    ('<p>một  hai</p>', '<p>một\n hai </p>'),
    ('<p>Thu\u0309y</p>', '<p>Thủy</p>'),
    ('<p><a href="/a" title="b">a</a></p>', '<p><a title="b" href="/a">a</a></p>'),
    ('<p>&#272;</p>', '<p>Đ</p>'),
    ('<p id="x"><em id="y">a</em></p>', '<p><em>a</em></p>'),
])
def test_what_looks_the_same_has_the_same_key(one, other):
    assert keys(one) == keys(other)


@pytest.mark.parametrize('one, other', [
    ('<p>một hai</p>', '<p>một ba</p>'),
    ('<p>một</p>', '<h2>một</h2>'),
    ('<p>một</p>', '<p><b>một</b></p>'),
    ('<p><a href="/a">một</a></p>', '<p><a href="/b">một</a></p>'),
    ('<p>a <img src="/a" alt="b"></p>', '<p>a <img src="/a" alt="c"></p>'),
    ('<p>a b</p>', '<p>ab</p>'),
])
def test_what_looks_different_has_another_key(one, other):
    assert keys(one) != keys(other)


def test_changing_one_paragraph_changes_its_key_alone():
    body = '<p>một</p><ul><li>hai</li><li>ba</li></ul><p>bốn</p>'

    before, after = keys(body), keys(body.replace('ba', 'năm'))

    assert [at for at in range(4) if before[at] != after[at]] == [2]
    assert all(len(key) == KEY_BYTES for key in before)


def test_lines_of_plain_text_are_segments_and_nothing_in_them_is_markup():
    assert [line.text for line in lines('một <b>hai</b>\n\n  ba ')] == ['một <b>hai</b>', 'ba']


@given(ANY_TEXT)
def test_no_text_makes_it_fail(text):
    assert all(len(segment.key) == KEY_BYTES for segment in segments(text))


@pytest.mark.parametrize('piece', [
    '<b>x', '<p>', '<a "', "<a '\"", '<!--', '<', '&amp', '<li>a', '<i>a</b>', '<a b=', '\u0301',
    '<script>', '"<a b="'])
def test_hostile_markup_takes_time_by_its_length_alone(piece):
    started = time.process_time()
    segments(piece * (200_000 // len(piece)))

    assert time.process_time() - started < 3
