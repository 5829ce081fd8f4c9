from hanoiportal.types.legaldocument.reading.numbers import kinds
from support import ROOT

KINDS = {kind.key: kind for kind in kinds(ROOT / 'config/hanoi/document_types.csv')}


def test_readers_are_told_a_kind_without_abbreviation_in_both_languages():
    for kind in KINDS.values():
        name, lang = kind.said('vi')

        assert lang is None and not set('()/') & set(name), kind
        assert not {'QPPL', 'UBND', 'HĐND', 'UBTVQH'} & set(name.split()), kind
        assert not {'(QPPL)', 'UBND', 'HĐND', 'UBTVQH'} & set(kind.full_name.split())
        assert kind.said('en') == (kind.name_en, None) and kind.name_en.isascii()


def test_a_decision_is_called_a_decision():
    assert KINDS['quyet-dinh-ca-biet'].said('vi') == ('Quyết định', None)
    assert KINDS['quyet-dinh-ca-biet'].full_name == 'Quyết định (cá biệt)'
    assert KINDS['quyet-dinh-cua-ubnd-qppl'].full_name == (
        'Quyết định của Ủy ban nhân dân (quy phạm pháp luật)')
    assert KINDS['quyet-dinh-ca-biet'].said('mtq') == ('Quyết định', 'vi')
