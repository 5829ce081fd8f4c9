import csv

import pytest
from hanoiportal.shells.public.page.legalbasis import legal_basis
from support import ROOT

with open(ROOT / 'config/hanoi/section_bases.csv', encoding='utf-8', newline='') as lines:
    IN_FORCE = sorted({
        row['basis'] for row in csv.DictReader(lines) if not row['valid_to']})


@pytest.mark.parametrize('basis', IN_FORCE)
def test_every_legal_basis_in_force_is_said_in_english(basis):
    said = legal_basis(basis, 'en')

    assert said.lang is None
    assert said.text.replace('QĐ-', '').replace('NĐ-', '').isascii()


@pytest.mark.parametrize(('vietnamese', 'english'), [
    ('Nghị định 224/2026/NĐ-CP: điểm b, điểm c khoản 1 Điều 9',
     'Decree 224/2026/NĐ-CP: Article 9, clause 1, points b and c'),
    ('Quyết định 4263/QĐ-UBND: điểm đ khoản 2 Điều 4, khoản 5 Điều 8, Điều 9',
     'Decision 4263/QĐ-UBND: Article 4, clause 2, point đ, Article 8, clause 5, Article 9'),
    ('Luật Tiếp cận thông tin 2016: Điều 17 đến Điều 19, Điều 34',
     'Law on Access to Information 2016: Articles 17 to 19, Article 34'),
    ('Luật Ngân sách nhà nước; Quyết định số 4263/QĐ-UBND',
     'Law on the State Budget; Decision 4263/QĐ-UBND')])
def test_documents_and_provisions_are_named_from_the_outside_in(vietnamese, english):
    assert legal_basis(vietnamese, 'en') == (english, None)


@pytest.mark.parametrize('other', [
    'Luật Đất đai', 'Quyết định 1/QĐ-UBND: Phụ lục I; Luật Đất đai', 'theo quy định',
    'Quyết định 1/QĐ-UBND: khoản cuối Điều 4'])
def test_a_basis_with_an_unknown_word_stays_vietnamese_and_is_marked_so(other):
    assert legal_basis(other, 'en') == (other, 'vi')
    assert legal_basis(other, 'vi') == (other, None)


def test_a_section_without_a_basis_has_none_in_english():
    assert legal_basis('', 'en').text == ''
