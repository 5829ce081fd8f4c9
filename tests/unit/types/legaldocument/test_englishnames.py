import pytest
from hanoiportal.types.legaldocument.englishnames import EnglishNames
from hanoiportal.types.legaldocument.facts import said
from hanoiportal.types.legaldocument.reading.numbers import kinds
from support import ROOT

NAMES = EnglishNames(ROOT / 'config/hanoi')
KINDS = {kind.key: kind for kind in kinds(ROOT / 'config/hanoi/document_types.csv')}


@pytest.mark.parametrize(('vietnamese', 'english'), [
    ('Ủy ban nhân dân thành phố Hà Nội', "People's Committee of Hanoi"),
    ('Chủ tịch Ủy ban nhân dân thành phố Hà Nội', "Chairman of the People's Committee of Hanoi"),
    ('Sở Xây dựng', 'Department of Construction'),
    ('Ủy ban nhân dân phường Ba Đình', "People's Committee of Ba Dinh Ward"),
    ('Chủ tịch', 'Chairman')])
def test_a_body_or_office_of_the_list_has_an_english_name(vietnamese, english):
    assert NAMES.named(vietnamese) == english


def test_what_is_not_in_the_list_stays_vietnamese_and_is_marked_so_on_an_english_page():
    assert said('Hội Chữ thập đỏ', NAMES, 'en') == ('Hội Chữ thập đỏ', 'vi')
    assert said('Chủ tịch Hội', NAMES, 'en') == ('Chủ tịch Hội', 'vi')
    assert said('Chính phủ', NAMES, 'vi') == ('Chính phủ', None)
    assert said('Chính phủ', NAMES, 'mtq') == ('Chính phủ', 'vi')


@pytest.mark.parametrize('kind', KINDS.values(), ids=KINDS)
def test_readers_are_told_a_kind_without_abbreviation_in_both_languages(kind):
    name, lang = kind.said('vi')

    assert lang is None and not set('()/') & set(name)
    assert not {'QPPL', 'UBND', 'HĐND', 'UBTVQH'} & set(name.split())
    assert not {'(QPPL)', 'UBND', 'HĐND', 'UBTVQH'} & set(kind.full_name.split())
    assert kind.said('en') == (kind.name_en, None) and kind.name_en.isascii()


def test_a_decision_is_called_a_decision():
    assert KINDS['quyet-dinh-ca-biet'].said('vi') == ('Quyết định', None)
    assert KINDS['quyet-dinh-ca-biet'].full_name == 'Quyết định (cá biệt)'
    assert KINDS['quyet-dinh-cua-ubnd-qppl'].full_name == (
        'Quyết định của Ủy ban nhân dân (quy phạm pháp luật)')
    assert KINDS['quyet-dinh-ca-biet'].said('mtq') == ('Quyết định', 'vi')
