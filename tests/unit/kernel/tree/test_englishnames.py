from hanoiportal.kernel.tree.englishnames import EnglishNames, body_fact, said
from support import ROOT

NAMES = EnglishNames(ROOT / 'config/hanoi')


def test_a_body_or_office_of_the_list_has_an_english_name():
    for vietnamese, english in (
            ('Ủy ban nhân dân thành phố Hà Nội', "People's Committee of Hanoi"),
            ('Chủ tịch Ủy ban nhân dân thành phố Hà Nội',
             "Chairman of the People's Committee of Hanoi"),
            ('Sở Xây dựng', 'Department of Construction'),
            ('Ủy ban nhân dân phường Ba Đình', "People's Committee of Ba Dinh Ward"),
            ('Chủ tịch', 'Chairman'),
            ('UBND phường Cầu Giấy', "People's Committee of Cau Giay Ward"),
            ('UBND cấp tỉnh', "People's Committee of the province"),
            ('Ban Biên tập', 'Editorial Board'), ('Chỉ thị', 'Directive'),
            ('Văn bản của cơ quan mình', 'Document of this body'), ('', '')):
        assert NAMES.named(vietnamese) == english


def test_what_is_not_in_the_list_stays_vietnamese_and_is_marked_so_on_an_english_page():
    assert said('Hội Chữ thập đỏ', NAMES, 'en') == ('Hội Chữ thập đỏ', 'vi')
    assert said('Chủ tịch Hội', NAMES, 'en') == ('Chủ tịch Hội', 'vi')
    assert said('Chính phủ', NAMES, 'vi') == ('Chính phủ', None)
    assert said('Chính phủ', NAMES, 'mtq') == ('Chính phủ', 'vi')


def test_a_fact_of_a_body_is_marked_as_vietnamese_only_where_it_is():
    assert body_fact('By', 'Sở Xây dựng', NAMES, 'en').lines == ('Department of Construction',)
    assert body_fact('By', 'Sở Xây dựng', NAMES, 'en').lang is None
    assert body_fact('By', 'Trường Tiểu học Kim Đồng', NAMES, 'en').lang == 'vi'
