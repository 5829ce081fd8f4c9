"""What is told of a document in the words of schema.org: relations are documents, not texts."""
from datetime import date
from types import SimpleNamespace

from hanoiportal.types.legaldocument.formats.linkeddata import linked_data

ITEM = SimpleNamespace(
    __parent__=None, __oid__=1, number='', kind='quyet-dinh-ca-biet',
    issued=date(2025, 8, 16), effective=None, expires=None,
    issuer='Ủy ban nhân dân thành phố Hà Nội', status='con', replaces=('21/2018/QĐ-UBND',),
    amends=('Điều 3 Quyết định số 12/2020/QĐ-UBND ngày 01/6/2020',), repeals=('57-NQ/TW',))


def test_documents_that_are_changed_or_ended_have_a_name_and_a_number():
    found = linked_data(ITEM, ITEM, None)

    assert found['legislationChanges'] == [
        {'@type': 'Legislation', 'name': 'Điều 3 Quyết định số 12/2020/QĐ-UBND ngày 01/6/2020',
         'legislationIdentifier': '12/2020/QĐ-UBND'}]
    assert [each['legislationIdentifier'] for each in found['legislationRepeals']] == [
        '21/2018/QĐ-UBND', '57-NQ/TW']


def test_a_document_without_a_number_is_the_same_as_nothing_else():
    assert linked_data(ITEM, ITEM, None)['sameAs'] is None
