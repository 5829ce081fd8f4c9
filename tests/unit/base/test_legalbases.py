import csv

import pytest
from hanoiportal.base.legalbases import basis_in
from support import ROOT


def bases(table):
    with open(ROOT / 'config/hanoi' / table, encoding='utf-8', newline='') as lines:
        return {row['basis'] for row in csv.DictReader(lines) if not row['valid_to']}


#: Of sections, of the functions and criteria that the desk lists, of drafts for comments.
IN_FORCE = sorted(bases('section_bases.csv') | bases('minimum_functions.csv')
                  | bases('self_assessment.csv') | bases('consultation_terms.csv')
                  | bases('consulted_kinds.csv'))


def test_every_legal_basis_in_force_is_said_in_english():
    for basis in IN_FORCE:
        said, language = basis_in(basis, 'en')

        assert language is None, basis
        assert said.replace('QĐ-', '').replace('NĐ-', '').isascii(), basis


@pytest.mark.parametrize(('vietnamese', 'english'), [
    ('Nghị định 224/2026/NĐ-CP: điểm b, điểm c khoản 1 Điều 9',
     'Decree 224/2026/NĐ-CP: Article 9, clause 1, points b and c'),
    ('Quyết định 4263/QĐ-UBND: điểm đ khoản 2 Điều 4, khoản 5 Điều 8, Điều 9',
     'Decision 4263/QĐ-UBND: Article 4, clause 2, point đ, Article 8, clause 5, Article 9'),
    ('Quyết định 4263/QĐ-UBND, Điều 13 khoản 1 điểm i; Điều 17 khoản 1, khoản 2',
     'Decision 4263/QĐ-UBND: Article 13, clause 1, point i; Article 17, clauses 1 and 2'),
    ('QĐ 4263/QĐ-UBND Điều 4.2.d và 4.3.a; NĐ 224/2026/NĐ-CP Điều 11.3',
     ('Decision 4263/QĐ-UBND: Article 4, clause 2, point d and Article 4, clause 3, point a; '
      'Decree 224/2026/NĐ-CP: Article 11, clause 3')),
    ('Luật Tiếp cận thông tin 2016: Điều 17 đến Điều 19, Điều 34',
     'Law on Access to Information 2016: Articles 17 to 19, Article 34'),
    ('Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15; Nghị định 78/2025/NĐ-CP',
     ('Law on the Promulgation of Legal Normative Documents 64/2025/QH15; '
      'Decree 78/2025/NĐ-CP')),
    ('Luật số 64/2025/QH15', 'Law 64/2025/QH15'),
    ('Thông báo 120/TB-UBND ngày 01/12/2026; ngày 24/12/2026 trong lịch ngày nghỉ',
     'Notice 120/TB-UBND of 1 December 2026; 24 December 2026 in the calendar of days off'),
    ('Bộ luật Lao động 2019, Điều 112; ngày 02/9/2026 trong lịch ngày nghỉ',
     'Labour Code 2019: Article 112; 2 September 2026 in the calendar of days off'),
    ('Luật Ngân sách nhà nước; Quyết định số 4263/QĐ-UBND',
     'Law on the State Budget; Decision 4263/QĐ-UBND')])
def test_documents_and_provisions_are_named_from_the_outside_in(vietnamese, english):
    assert basis_in(vietnamese, 'en') == (english, None)


@pytest.mark.parametrize('other', [
    'Luật Đất đai', 'Quyết định 1/QĐ-UBND: Phụ lục I; Luật Đất đai', 'Điều 5 của Luật',
    'Thông báo 1/TB-UBND ngày 31/02/2026', 'ngày 99/99/2026 trong lịch ngày nghỉ',
    'QĐ 1/QĐ-UBND Điều 13.1.a (lịch theo tuần)', 'theo quy định',
    'Quyết định 1/QĐ-UBND: khoản cuối Điều 4'])
def test_a_basis_with_an_unknown_word_stays_vietnamese_and_is_marked_so(other):
    assert basis_in(other, 'en') == (other, 'vi')
    assert basis_in(other, 'vi') == (other, None)


def test_a_section_without_a_basis_has_none_in_english():
    assert basis_in('', 'en')[0] == ''
