"""Decisions made up for the purpose: what is read back, and what is refused."""
import time

import pytest
from hanoiportal.base.legaltexts.errors import LegalTextError
from hanoiportal.base.legaltexts.parser import MOST_PARTS, parse
from hanoiportal.base.legaltexts.structure import walk
from hanoiportal.base.text import nfc
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.generated_decisions import ARTICLES, FRAGMENTS, made_up, numbered
from support.provisions import find, plain_lines, plain_words


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


def test_a_text_not_built_as_a_decision_is_refused_with_its_line():
    for text, line, why in (
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
            ('Điều 1. A.\n\ud800', 2, 'ký tự điều khiển (U+D800)')):
        with pytest.raises(LegalTextError) as error:
            parse(text)

        assert error.value.line == line, text
        assert why in error.value.why.interpolate(), text
        assert str(error.value) == f'Dòng {line}: {error.value.why.interpolate()}', text


def test_a_letter_needs_no_article_and_a_decision_does():
    document = parse('Kính gửi: Sở Xây dựng\nĐề nghị trả lời.', articles=False)

    assert [shape(each)[2] for each in document.parts[0].body] == [
        'Kính gửi: Sở Xây dựng', 'Đề nghị trả lời.']
    for text, articles, line in (('', False, 1), ('\n \n', False, 1),
                                 ('\nKính gửi: Sở\nĐề nghị', True, 2)):
        with pytest.raises(LegalTextError) as error:
            parse(text, articles)
        assert error.value.line == line


def test_the_head_of_a_text_without_articles_ends_with_its_title_and_what_it_is_about():
    [part] = parse(
        'UBND THÀNH PHỐ\nTHÔNG BÁO\nVỀ VIỆC NGHỈ TẾT\n(Kèm theo Công văn)\nĐề nghị:\n1. Một\n'
        '(Trong ngoặc)', articles=False).parts

    assert (part.letterhead, part.title) == (('UBND THÀNH PHỐ',), 'THÔNG BÁO')
    assert part.subject == ('VỀ VIỆC NGHỈ TẾT', '(Kèm theo Công văn)')
    assert next(shape(each)[2] for each in part.body) == 'Đề nghị:'


def test_a_mark_in_brackets_is_no_head_of_an_annex():
    document = parse('Điều 1. A.\nPHỤ LỤC\n- (Một)\nHai', articles=False)

    assert document.parts[1].subject == ()
    assert next(shape(each)[2] for each in document.parts[1].body) == '(Một)'


def test_what_is_enacted_ends_the_head_where_no_basis_is_cited():
    [part] = parse('QUYẾT ĐỊNH\nVề việc thử\nQUYẾT ĐỊNH:\nĐiều 1. A.').parts

    assert (part.subject, part.preamble, part.enacting) == (
        ('Về việc thử',), (), 'QUYẾT ĐỊNH:')


def test_a_name_of_a_document_is_a_chapter_s_only_right_below_a_chapter_without_a_name():
    named = parse('Điều 1. A.\nChương I CHUNG\nQUY CHẾ\nĐiều 2. B.')
    nameless = parse('Điều 1. A.\nMục 1\nQUY CHẾ\nĐiều 2. B.')
    after_a_clause = parse('Điều 1. A.\n1.\nQUY CHẾ\nĐiều 1. B.')

    assert [len(each.parts) for each in (named, nameless, after_a_clause)] == [2, 1, 2]


def test_a_name_of_a_document_opens_no_part_before_the_first_is_complete():
    assert len(parse('Lời nói đầu\nQUY CHẾ\nĐiều 1. A.').parts) == 1
    assert len(parse('QUY CHẾ\nPHỤ LỤC\nĐiều 1. A.', articles=False).parts) == 2


def test_a_section_behind_the_signature_is_refused():
    with pytest.raises(LegalTextError) as error:
        parse('Điều 1. A.\nNơi nhận:\nMục 2\nB')

    assert error.value.line == 3


def test_a_control_character_in_the_first_line_is_refused_in_the_first_line():
    with pytest.raises(LegalTextError) as error:
        parse('Điều\0 1. A.\nB\nC')

    assert (error.value.line, error.value.why.mapping['code']) == (1, '0000')


def test_a_decision_has_at_most_five_hundred_parts():
    assert MOST_PARTS == 500


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
