"""Decisions made up for the purpose: what is read back, and what is refused."""
import time

import pytest
from hanoiportal.base.text import nfc
from hanoiportal.types.legaldocument.reading.errors import LegalTextError
from hanoiportal.types.legaldocument.reading.parser import MOST_PARTS, parse
from hanoiportal.types.legaldocument.reading.structure import walk
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from madeupdecisions import ARTICLES, FRAGMENTS, made_up, numbered
from provisions import find, plain_lines, plain_words


def shape(provision):
    return (provision.kind, provision.number, provision.text,
            tuple(map(shape, provision.children)))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(ARTICLES, ARTICLES)
def test_a_made_up_decision_comes_back_as_it_was_made(first, second):
    decision, regulation = numbered(first), numbered(second)
    text = made_up(decision, regulation)

    parsed = parse(text)

    assert [shape(each) for each in parsed.parts[0].body] == decision
    [chapter] = parsed.parts[1].body
    assert [shape(each) for each in chapter.children] == regulation
    assert plain_words(parsed) == text.split()
    assert parse('\n'.join(plain_lines(parsed))) == parsed
    anchors = [each.anchor for part in parsed.parts for each, _ in walk(part.body)]
    assert len(set(anchors)) == len(anchors)


def read(text, articles):
    """Return the ``Document`` of ``text`` and why there is none."""
    try:
        return parse(text, articles), None
    except LegalTextError as error:
        return None, error


@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=5)).map('\n'.join), st.booleans())
def test_any_text_keeps_its_words_or_is_refused_with_its_line(text, articles):
    document, refused = read(text, articles)

    if refused:
        assert 1 <= refused.line <= text.count('\n') + 1
    else:
        anchors = [each.anchor for part in document.parts for each, _ in walk(part.body)]
        assert ''.join(plain_words(document)) == ''.join(nfc(text).split())
        assert len(set(anchors)) == len(anchors)


def test_a_regulation_alone_is_the_main_part():
    document = parse('QUY CHẾ\nvề việc thử\nĐiều 1. Phạm vi\n1. Một.\nĐiều 1a. Thêm\n1. Hai.')

    [part] = document.parts

    assert (part.name, part.main, part.subject) == ('Quy chế', True, ('về việc thử',))
    assert find(document, 'dieu-1a-khoan-1').text == 'Hai.'


def test_annexes_after_the_regulation_carry_their_own_prefix():
    document = parse(
        'QUYẾT ĐỊNH\nĐiều 1. Ban hành.\nQUY CHẾ\nĐiều 1. Phạm vi\nNội dung.\n'
        'PHỤ LỤC I\nDANH SÁCH ĐƠN VỊ\n(Kèm theo Quy chế)\nGồm có:\n1. Sở Xây dựng\n'
        'PHỤ LỤC II\n1. Sở Nội vụ\na) Phòng Một\nPHỤ LỤC II\n- Trống')

    assert [(part.name, part.anchor) for part in document.parts] == [
        ('Quyết định', 'quyet-dinh'), ('Quy chế', 'quy-che'), ('Phụ lục I', 'phu-luc-i'),
        ('Phụ lục II', 'phu-luc-ii'), ('Phụ lục II', 'phu-luc-ii-2')]
    assert document.parts[2].subject == ('DANH SÁCH ĐƠN VỊ', '(Kèm theo Quy chế)')
    assert find(document, 'phu-luc-i-doan-1').text == 'Gồm có:'
    assert find(document, 'phu-luc-ii-khoan-1-diem-a').text == 'Phòng Một'
    assert find(document, 'phu-luc-ii-2-gach-1').text == 'Trống'


def test_a_chapter_may_be_named_like_a_kind_of_document():
    document = parse(
        'QUY CHẾ\nChương I\nQUY ĐỊNH\nĐiều 1. Một\nA.\nChương II\nHƯỚNG DẪN\nĐiều 2. B.')

    assert len(document.parts) == 1
    assert [chapter.text for chapter in document.parts[0].body] == ['QUY ĐỊNH', 'HƯỚNG DẪN']


def test_a_title_broken_over_two_lines_stays_one_title():
    document = parse('Chương I\nTỔ CHỨC\nTHỰC HIỆN\nMục 1\nCHUNG\nĐiều 1. Một\nA.')

    assert document.parts[0].name == 'Văn bản'
    assert find(document, 'chuong-i').text == 'TỔ CHỨC THỰC HIỆN'
    assert find(document, 'chuong-i-muc-1').text == 'CHUNG'


def test_points_may_follow_an_article_without_clauses():
    document = parse('Điều 1. Hồ sơ gồm:\na) Đơn;\nb)Bản sao.\n1.Một\n2.5 tỷ đồng\n-Hai')

    assert [shape(each)[:3] for each in document.parts[0].body[0].children] == [
        ('doan', '1', 'Hồ sơ gồm:'), ('diem', 'a', 'Đơn;'), ('diem', 'b', 'Bản sao.'),
        ('khoan', '1', 'Một')]
    assert [shape(each)[:3] for each in find(document, 'dieu-1-khoan-1').children] == [
        ('doan', '2', '2.5 tỷ đồng'), ('gach', '1', 'Hai')]


def test_a_paragraph_after_dashes_belongs_to_what_holds_the_dashes():
    document = parse('Điều 1. Một\n1. Hai:\na) Ba:\n- Bốn;\n+ Năm.\nSáu.')

    assert [each.text for each in find(document, 'dieu-1-khoan-1-diem-a').children] == [
        'Bốn;', 'Sáu.']


def test_a_recipient_named_like_a_regulation_opens_no_part():
    document = parse('Điều 1. A.\nNơi nhận:\n- QUY CHẾ\n- Lưu: VT.')

    [part] = document.parts

    assert part.closing == ('Nơi nhận:', '- QUY CHẾ', '- Lưu: VT.')


def test_legal_bases_may_be_listed_with_dashes():
    document = parse('QUYẾT ĐỊNH\nVề việc thử\n- Căn cứ Luật;\n- Xét đề nghị;\nĐiều 1. A.')

    [part] = document.parts

    assert part.subject == ('Về việc thử',)
    assert part.preamble == ('- Căn cứ Luật;', '- Xét đề nghị;')


def test_windows_line_ends_page_breaks_and_decomposed_letters_do_no_harm():
    document = parse('\ufeffQUY CHẾ\r\n\r\n\fĐie\u0302\u0300u 1. Một\r\n1. Hai.\r\n')

    assert find(document, 'dieu-1-khoan-1').text == 'Hai.'
    assert document.parts[0].title == 'QUY CHẾ'


@pytest.mark.parametrize('text, line, why', [
    ('', 1, 'Không tìm thấy điều nào'),
    ('\n\nMột trang không có điều', 3, 'Không tìm thấy điều nào'),
    ('Điều 2. A.\nĐiều 1. B.', 2, 'Điều 1 đứng sau Điều 2'),
    ('Điều 1. A.\n\nĐiều 1. B.', 3, 'Điều 1 đứng sau Điều 1'),
    ('Điều 2a. A.\nĐiều 2. B.', 2, 'Điều 2 đứng sau Điều 2a'),
    ('QUY CHẾ\na) Một\nĐiều 1. A.', 2, '“a)” đứng ngoài điều'),
    ('QUY CHẾ\n1. Một\nĐiều 1. A.', 2, '“1.” đứng ngoài điều'),
    ('Chương I\nCHUNG\nb) Một\nĐiều 1. A.', 3, '“b)” đứng ngoài điều'),
    ('Điều 1. A.\nChương II\nB\n2. Một', 4, '“2.” đứng ngoài điều'),
    ('Điều 1. A.\nNơi nhận:\n- Như trên;\nĐiều 2. B.', 4, '“Điều 2.” đứng sau phần ký'),
    ('Điều 1. A.\nTM. ỦY BAN NHÂN DÂN\nChương II', 3, '“Chương II” đứng sau phần ký'),
    ('Điều 1. A.\nB\0', 2, 'ký tự điều khiển (U+0000)'),
    ('Điều 1. A.\n\ud800', 2, 'ký tự điều khiển (U+D800)'),
])
def test_a_text_not_built_as_a_decision_is_refused_with_its_line(text, line, why):
    with pytest.raises(LegalTextError) as error:
        parse(text)

    assert error.value.line == line
    assert why in error.value.why.interpolate()
    assert str(error.value) == f'Dòng {line}: {error.value.why.interpolate()}'


def annexed(number):
    """Return a decision with so many appendices that say nothing."""
    return 'QUYẾT ĐỊNH\nĐiều 1. A.\n' + 'PHỤ LỤC\n' * number


def test_appendices_of_one_name_have_anchors_of_their_own():
    document = parse(annexed(3) + 'PHỤ LỤC 2\nPHỤ LỤC 2\n')

    anchors = [part.anchor for part in document.parts]

    assert anchors == [
        'quyet-dinh', 'phu-luc', 'phu-luc-2', 'phu-luc-3', 'phu-luc-2-2', 'phu-luc-2-3']


def test_as_many_parts_as_allowed_are_read():
    assert len(parse(annexed(MOST_PARTS - 1)).parts) == MOST_PARTS


def test_more_parts_than_any_document_has_are_refused_at_once():
    started = time.process_time()

    with pytest.raises(LegalTextError) as error:
        parse(annexed(20_000))

    assert error.value.line == MOST_PARTS + 2
    assert f'quá {MOST_PARTS} phần' in error.value.why.interpolate()
    assert time.process_time() - started < 2
