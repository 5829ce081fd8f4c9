"""Which paragraph a remark is about, whatever is edited around it."""
import colander
from hanoiportal.content.comments.passages import (
    CHANGED,
    GONE,
    HERE,
    Place,
    anchor,
    marked,
    paragraphs,
    place,
    position_of,
)
from hanoiportal.content.comments.resource import Anchor
from hanoiportal.kernel.tree.schema import choice, day, html, line, words
from hypothesis import given
from hypothesis import strategies as st

BODY = '<h2>Chợ hoa</h2><p>Chợ mở từ ngày 15 tháng Chạp.</p><p>Địa điểm: phố Hàng Lược.</p>'


def found(body):
    return paragraphs(html('Nội dung'), body)


def placed(after, position=1, quote='ngày 15', before=BODY):
    return place(anchor('body', found(before), position, quote), found(after))


def test_a_remark_stays_with_its_paragraph():
    for after, expected in (
            (BODY, Place(1, HERE)), ('<p>Mới.</p>' + BODY, Place(2, HERE)),
            (BODY.replace('<h2>Chợ hoa</h2>', ''), Place(0, HERE)),
            (BODY.replace('tháng Chạp', 'tháng Giêng năm sau'), Place(1, HERE)),
            ('<p>Mới.</p>' + BODY.replace('15', '<b>15</b>').replace('phố', 'chợ'),
             Place(2, HERE)),
            (BODY.replace('ngày 15', 'ngày 16'), Place(1, CHANGED)),
            (BODY.replace('<p>Chợ mở từ ngày 15 tháng Chạp.</p>', ''), Place(None, GONE)),
            (BODY.replace('Chợ mở từ ngày 15 tháng Chạp.', 'Xin liên hệ ban quản lý.'),
             Place(None, GONE)),
            ('<p>Địa điểm: phố Hàng Lược.</p><p>Chợ mở từ ngày 15 tháng Chạp.</p>',
             Place(1, HERE)), ('<p>Hàng Lược. Chợ họp từ ngày 15.</p>', Place(0, HERE)),
            ('', Place(None, GONE))):
        assert placed(after) == expected


def test_a_remark_without_words_says_when_its_paragraph_was_changed():
    assert placed(BODY.replace('15', '16'), quote='') == Place(1, CHANGED)


def test_of_paragraphs_that_are_alike_it_stays_with_its_own():
    before = '<p>Không.</p><p>Một</p><p>Không.</p>'

    assert placed('<p>Mới</p>' + before, 2, 'Không', before) == Place(3, HERE)
    assert placed('<p>Không.</p><p>Không.</p>', 2, '', before) == Place(1, HERE)


def test_a_remark_on_a_field_has_no_paragraph():
    assert place(Anchor('genre'), found(BODY)) == Place(None, HERE)


LETTERS = st.lists(st.sampled_from('abcdefgh'), max_size=8, unique=True)


@given(LETTERS.filter(bool), LETTERS, st.data())
def test_an_untouched_paragraph_keeps_its_remark_whatever_is_around_it(before, after, data):
    own = data.draw(st.sampled_from(before))
    rest = [each for each in after if each != own]
    at = data.draw(st.integers(0, len(rest)))
    bodies = [''.join(f'<p>{each}</p>' for each in letters)
              for letters in (before, [*rest[:at], own, *rest[at:]])]

    assert placed(bodies[1], before.index(own), own, bodies[0]) == Place(at, HERE)


def test_each_kind_of_field_has_its_paragraphs():
    for node, value, texts in (
            (line('a'), 'Một dòng', ['Một dòng']),
            (line('a', rows=3), 'Một\n\nHai', ['Một', 'Hai']),
            (words('a'), ('hoa', 'chợ'), ['hoa; chợ']), (words('a'), (), []),
            (line('a'), None, []), (choice('a', (('x', 'X'),)), 'x', []), (day('a'), None, []),
            (colander.SchemaNode(colander.Integer()), 3, [])):
        assert [each.text for each in paragraphs(node, value)] == texts


def test_a_paragraph_that_moved_since_the_page_was_made_is_found_by_its_key():
    key = found(BODY)[1].key.hex()

    assert position_of(found('<p>Mới</p>' + BODY), 1, key) == 2
    assert position_of(found(BODY.replace('15', '16')), 1, key) is None


def test_quoted_words_are_marked_once():
    assert marked('một hai một', ['một', 'không', '', 'một']) == [
        ('một', True), (' hai một', False)]
    assert marked('', []) == []
