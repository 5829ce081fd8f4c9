import random
import time
from html import escape, unescape
from html.parser import HTMLParser

import pytest
from hanoiportal.base.text import plain_text
from hanoiportal.base.text.compare import ADDED, CHANGED, REMOVED, SAME, compare_html, compare_text
from hanoiportal.kernel.tree.markup import clean
from hypothesis import given, settings
from hypothesis import strategies as st
from support.sampling import WHOLE

WORDS = ['Ủy', 'ban', 'nhân', 'dân', 'phường', 'họp', '3', '<', '&', 'xã', '"', 'thủ tục', 'a.b']
INLINE = st.builds(
    lambda tag, text: f'<{tag}>{escape(text)}</{tag.split()[0]}>',
    st.sampled_from(['b', 'em', 'a href="/x"', 'a href="/y"', 'ins', 'del']),
    st.sampled_from(WORDS))
RUN = st.lists(st.one_of(st.sampled_from(WORDS).map(escape), INLINE), max_size=8).map(' '.join)
BLOCK = st.builds(
    lambda shape, text: shape.replace('*', text),
    st.sampled_from(['<p>*</p>', '<h2>*</h2>', '<ul><li>*</li><li>*</li></ul>', '*',
                     '<table><tr><th>*</th><td>x *</td></tr></table>', '<p>*<br>*</p>',
                     '<blockquote>*</blockquote>']), RUN)
BODY = st.lists(BLOCK, max_size=6).map(''.join).map(clean)
ANY_TEXT = st.text(st.characters(exclude_categories=('Cs', 'Cc')), max_size=80)


class Marked(HTMLParser):
    """Reads an inline comparison: the words of either text, and whether all is well nested."""

    VOID = ('br', 'img', 'hr', 'col')

    def __init__(self, inline):
        super().__init__()
        self.before, self.after, self.marks = [], [], 0
        self._open = []
        self.feed(inline)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        mark = dict(attrs).get('class') or ''
        if mark:
            self.marks += 1
            assert tag == {'removed': 'del', 'added': 'ins'}[mark.split()[0]]
            assert not any(outer for _tag, outer in self._open)
        if tag not in self.VOID:
            self._open.append((tag, mark.split()[0] if mark else ''))

    def handle_endtag(self, tag):
        assert self._open.pop()[0] == tag

    def handle_data(self, data):
        inside = {mark for _tag, mark in self._open}
        if 'added' not in inside:
            self.before += data.split()
        if 'removed' not in inside:
            self.after += data.split()


class Tags(HTMLParser):
    """Every element and attribute of some fragments."""

    def __init__(self, fragments):
        super().__init__()
        self.names, self.attributes, self.values = set(), set(), set()
        for fragment in fragments:
            self.feed(fragment)
            self.close()
            self.reset()

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        self.attributes.update(name for name, _value in attrs)
        self.values.update(value for _name, value in attrs if value)


def letters(fragment):
    return ''.join(plain_text(fragment).split())


@given(BODY, BODY)
@settings(max_examples=300 if WHOLE else 100, deadline=None)
def test_without_what_came_it_is_the_old_text_and_without_what_went_the_new_one(before, after):
    marked = Marked(compare_html(before, after).inline)

    assert ''.join(marked.before) == letters(before)
    assert ''.join(marked.after) == letters(after)


@given(BODY, BODY)
@settings(max_examples=200 if WHOLE else 100, deadline=None)
def test_the_rows_hold_both_texts_in_order(before, after):
    rows = compare_html(before, after).rows

    assert letters('\n'.join(row.before or '' for row in rows)) == letters(before)
    assert letters('\n'.join(row.after or '' for row in rows)) == letters(after)


@given(BODY)
def test_a_text_beside_itself_has_no_marks(body):
    comparison = compare_html(body, body)

    assert comparison.is_same
    assert Marked(comparison.inline).marks == 0


@given(ANY_TEXT, ANY_TEXT)
@settings(max_examples=200 if WHOLE else 100, deadline=None)
def test_plain_text_is_escaped_and_both_are_in_it(before, after):
    comparison = compare_text(before, after)
    marked = Marked(comparison.inline)

    assert ''.join(marked.before) == ''.join(before.split())
    assert ''.join(marked.after) == ''.join(after.split())
    assert compare_text(before, before).is_same


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=200 if WHOLE else 100, deadline=None)
def test_nothing_active_comes_out_of_cleaned_markup(before, after):
    hostile = f'<p>{before}<a href="javascript:x" onclick="y">z</a><script>{after}</script></p>'

    comparison = compare_html(clean(hostile), clean(hostile[::-1] + after))

    tags = Tags([comparison.inline, *(row.before or '' for row in comparison.rows)])
    assert not tags.names & {'script', 'style', 'iframe'}
    assert not [name for name in tags.attributes if name.startswith('on')]
    assert not [value for value in tags.values if 'javascript:' in value]


def test_a_changed_phrase_is_one_mark_by_syllables():
    comparison = compare_html('<p>Hồ sơ nộp tại <b>phường Ba Đình</b> trước ngày 5.</p>',
                              '<p>Hồ sơ nộp tại <b>xã Ba Vì</b> trước ngày 15.</p>')

    assert comparison.inline == (
        '<p>Hồ sơ nộp tại <del class="removed"><b>phường</b></del><ins class="added"><b>xã</b>'
        '</ins><b> Ba </b><del class="removed"><b>Đình</b></del><ins class="added"><b>Vì</b></ins>'
        ' trước ngày <del class="removed">5</del><ins class="added">15</ins>.</p>')
    assert [row.kind for row in comparison.rows] == [CHANGED]


def test_another_address_of_a_link_is_a_change():
    comparison = compare_html('<p>Xem <a href="/a">đây</a></p>', '<p>Xem <a href="/b">đây</a></p>')

    assert comparison.inline == (
        '<p>Xem <del class="removed"><a href="/a">đây</a></del>'
        '<ins class="added"><a href="/b">đây</a></ins></p>')


def test_a_lost_paragraph_stands_before_the_next_and_at_the_end_by_itself():
    comparison = compare_html('<ul><li>một hai</li><li>ba</li></ul><p>cuối cùng</p>',
                              '<ul><li>ba</li></ul>')

    assert comparison.inline == (
        '<ul><li><del class="removed whole">một hai</del>ba</li></ul>'
        '<p><del class="removed whole">cuối cùng</del></p>')
    assert [row.kind for row in comparison.rows] == [REMOVED, SAME, REMOVED]


def test_a_new_paragraph_does_not_shift_the_others():
    comparison = compare_html('<p>một hai</p><p>ba bốn năm</p>',
                              '<p>một hai</p><p>chen vào</p><p>ba bốn sáu</p>')

    assert [row.kind for row in comparison.rows] == [SAME, ADDED, CHANGED]
    assert comparison.rows[1].before is None


def test_a_paragraph_that_becomes_a_heading_is_a_changed_row():
    assert [row.kind for row in compare_html('<p>một</p>', '<h2>một</h2>').rows] == [CHANGED]


def test_markup_in_plain_text_is_shown_as_typed():
    comparison = compare_text('<b>một</b>', '<b>hai</b>')

    assert unescape(comparison.inline).startswith('<b>')
    assert '<b>' not in comparison.inline


def body_of(words, size=200_000, per_paragraph=60):
    draw, made, length = random.Random(11), [], 0
    while length < size:
        made.append('<p>' + ' '.join(draw.choice(words) for _ in range(per_paragraph)) + '</p>')
        length += len(made[-1])
    return made


#: So many different words, words of a paragraph, changes: in CI each beside each of the others.
SHAPES = [(words, long, change) for at, words in enumerate((1, 2, 3000))
          for row, long in enumerate((1, 60, 50_000))
          for column, change in enumerate(('all', 'some', 'reversed'))
          if WHOLE or (row + column) % 3 == at]


@pytest.mark.parametrize(('different', 'per_paragraph', 'change'), SHAPES)
def test_bodies_of_200_kb_are_compared_in_time(different, per_paragraph, change):
    words = [f'từ{n}' for n in range(different)] if different > 2 else ['a', 'b'][:different]
    before = body_of(words, per_paragraph=per_paragraph)
    after = {'all': body_of([f'{word}x' for word in words[::-1]], per_paragraph=per_paragraph),
             'some': [part.replace('a', 'b', 1) if at % 3 else part
                      for at, part in enumerate(before)],
             'reversed': before[::-1]}[change]
    started = time.process_time()

    compare_html(''.join(before), ''.join(after))

    assert time.process_time() - started < 8
