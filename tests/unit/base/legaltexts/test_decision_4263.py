"""The regulation itself, read from its printed text."""

import pytest
from hanoiportal.base.legaltexts.parser import parse
from hanoiportal.base.legaltexts.structure import (
    citation,
    previous_next,
    table_of_contents,
    walk,
)
from support import ROOT
from support.provisions import find, plain_words

TEXT = ROOT.joinpath(
    'config', 'hanoi', 'quyet-dinh-4263.txt').read_text(encoding='utf-8')


@pytest.fixture(scope='module')
def document():
    return parse(TEXT)


def provisions(document, kind=None):
    return [provision for part in document.parts for provision, _ in walk(part.body)
            if kind in (None, provision.kind)]


def cited(document, anchor):
    [citing] = [citation(part, provision, above)
                for part in document.parts for provision, above in walk(part.body)
                if provision.anchor == anchor]
    return citing


@pytest.mark.clause('14.2')
def test_not_a_word_is_lost_and_none_changes_its_place(document):
    assert plain_words(document) == TEXT.split()


def test_it_is_a_decision_and_the_regulation_it_issues(document):
    decision, regulation = document.parts

    assert (decision.name, decision.anchor, decision.main) == ('Quyết định', 'quyet-dinh', False)
    assert (regulation.name, regulation.anchor, regulation.main) == ('Quy chế', 'quy-che', True)
    assert decision.letterhead[-2:] == ('Số: 4263/QĐ-UBND', 'Hà Nội, ngày 16 tháng 8 năm 2025')
    assert len(decision.preamble) == 23
    assert decision.preamble[-1].startswith('Theo đề nghị')
    assert decision.enacting == 'QUYẾT ĐỊNH:'
    assert decision.closing[0] == 'Nơi nhận:'
    assert decision.closing[-2:] == ('CHỦ TỊCH', 'Trần Sỹ Thanh')
    assert regulation.subject[-1].startswith('(Ban hành kèm theo Quyết định số 4263/QĐ-UBND')
    assert regulation.closing == ()


def test_it_has_five_chapters_and_thirty_five_articles_after_three(document):
    articles = [provision.anchor for provision in provisions(document, 'dieu')]
    chapters = [provision.anchor for provision in provisions(document, 'chuong')]

    assert articles == [
        *(f'quyet-dinh-dieu-{n}' for n in range(1, 4)), *(f'dieu-{n}' for n in range(1, 36))]
    assert chapters == ['chuong-i', 'chuong-ii', 'chuong-iii', 'chuong-iv', 'chuong-v']


def test_chapter_four_alone_has_sections(document):
    sections = [(each.anchor, each.mark, each.text) for each in provisions(document, 'muc')]

    assert sections == [
        ('chuong-iv-muc-1', 'Mục 1.', 'ĐẢM BẢO NGUỒN NHÂN LỰC'),
        ('chuong-iv-muc-2', 'Mục 2.', 'ĐẢM BẢO HẠ TẦNG KỸ THUẬT'),
        ('chuong-iv-muc-3', 'Mục 3.', 'ĐẢM BẢO KINH PHÍ')]
    assert [each.anchor for each in find(document, 'chuong-iv-muc-3').children] == [
        'dieu-25', 'dieu-26']


def test_every_anchor_is_unique(document):
    anchors = [each.anchor for each in provisions(document)]
    anchors += [part.anchor for part in document.parts]

    assert len(set(anchors)) == len(anchors) == 268


def test_the_answering_duty_has_the_address_promised(document):
    point = find(document, 'dieu-13-khoan-1-diem-e')

    assert point.text.startswith('Đối với chuyên mục Trao đổi - Hỏi đáp trực tuyến')
    assert cited(document, point.anchor) == 'điểm e khoản 1 Điều 13'


def test_the_two_clauses_three_of_article_six_are_told_apart(document):
    first, second = find(document, 'dieu-6-khoan-3'), find(document, 'dieu-6-khoan-3-2')

    assert first.text.startswith('Đơn vị quản trị, vận hành')
    assert second.text.startswith('Ban Biên tập Cổng Thông tin điện tử')
    assert second.name == 'khoản 3 (thứ hai)'
    assert cited(document, 'dieu-6-khoan-3-2-diem-a') == 'điểm a khoản 3 (thứ hai) Điều 6'


def test_points_d_and_dd_are_told_apart(document):
    d, dd = find(document, 'dieu-14-khoan-3-diem-d'), find(document, 'dieu-14-khoan-3-diem-dd')

    assert d.text.startswith('Thông tin không rõ xuất xứ')
    assert dd.text.startswith('Các thông tin khác theo quy định')
    assert cited(document, dd.anchor) == 'điểm đ khoản 3 Điều 14'


def test_article_twelve_nests_dashes_and_pluses_in_its_points(document):
    point = find(document, 'dieu-12-khoan-1-diem-a')

    third = point.children[2]

    assert [each.kind for each in point.children] == ['gach'] * 3
    assert [(each.mark, each.anchor) for each in third.children] == [
        ('+', f'dieu-12-khoan-1-diem-a-gach-3-cong-{n}') for n in (1, 2, 3)]
    assert third.children[2].text == 'Số điện thoại: 0248 38253536.'
    assert cited(document, third.children[0].anchor) == (
        'dấu cộng 1 gạch đầu dòng 3 điểm a khoản 1 Điều 12')


def test_article_twenty_nine_has_a_paragraph_and_then_a_clause_one(document):
    article = find(document, 'dieu-29')

    assert [each.anchor for each in article.children] == ['dieu-29-doan-1', 'dieu-29-khoan-1']
    assert article.children[0].text.startswith('Chủ trì, phối hợp')


def test_a_second_paragraph_belongs_to_its_clause_or_point(document):
    assert find(document, 'dieu-14-khoan-1-doan-2').text.startswith('Ban Biên tập chịu')
    assert find(document, 'dieu-5-khoan-2-diem-a-doan-3').text == (
        'Phiên bản tiếng Anh:  hanoi.gov.vn/english')


def test_the_decisions_own_articles_have_no_title_and_name_their_part(document):
    article = find(document, 'quyet-dinh-dieu-2')

    assert (article.mark, article.text) == ('Điều 2.', '')
    assert article.children[0].text == 'Quyết định này có hiệu lực thi hành kể từ ngày ký.'
    assert cited(document, article.anchor) == 'Điều 2 Quyết định'


def test_oddities_of_the_source_are_kept(document):
    assert any('số  64/2007/NĐ-CP n gày 10' in line for line in document.parts[0].preamble)


def test_the_table_of_contents_follows_the_document(document):
    decision, regulation = table_of_contents(document)

    assert (decision.title, len(decision.children)) == ('QUYẾT ĐỊNH', 3)
    assert [chapter.title for chapter in regulation.children][3:] == [
        'Chương IV ĐẢM BẢO HOẠT ĐỘNG CỔNG THÔNG TIN ĐIỆN TỬ', 'Chương V TỔ CHỨC THỰC HIỆN']
    assert [len(chapter.children) for chapter in regulation.children] == [6, 3, 8, 3, 9]
    assert regulation.children[0].children[1].title == 'Điều 2. Đối tượng áp dụng'
    assert regulation.children[0].children[1].children == ()


def test_one_reads_on_from_article_to_article(document):
    before, after = previous_next(document, 'dieu-18')

    assert (before.anchor, after.anchor) == ('dieu-17', 'dieu-19')
    assert previous_next(document, 'quyet-dinh-dieu-1')[0] is None
    assert previous_next(document, 'quyet-dinh-dieu-3')[1].anchor == 'dieu-1'
    assert previous_next(document, 'dieu-35')[1] is None


def test_what_is_not_there_is_not_found(document):
    assert find(document, 'dieu-36') is None
    with pytest.raises(KeyError):
        previous_next(document, 'dieu-13-khoan-1')
