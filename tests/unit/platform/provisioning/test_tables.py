"""What the tables of Hanoi say of sections and documents is what the portal holds."""
import re
from datetime import date

import colander
import pytest
from hanoiportal.base.clock import SystemClock, local
from hanoiportal.kernel.tree.content import bound_schema
from hanoiportal.platform.provisioning.bases import legal_basis
from hanoiportal.platform.provisioning.data import Data
from support import ROOT

DATA = Data(ROOT / 'config/hanoi')
#: Which fields of the schema hold what a row of ``document_fields.csv`` asks for.
FIELDS = {
    'so_ky_hieu': ['number'], 'loai_van_ban': ['kind'], 'trich_yeu': ['summary'],
    'co_quan_ban_hanh': ['issuer'], 'ngay_ban_hanh': ['issued'], 'ngay_hieu_luc': ['effective'],
    'ngay_het_hieu_luc': ['expires'], 'tinh_trang_hieu_luc': ['status'],
    'nguoi_ky': ['signer', 'signer_position'], 'linh_vuc': ['field'],
    'noi_dung_toan_van': ['full_text'], 'quan_he': ['relations'], 'so_cong_bao': ['gazette'],
    'noi_nhan': ['recipients'], 'do_mat': ['secrecy']}
#: A file of a document is a part of it, not a field.
PARTS = {'tep_dinh_kem'}
#: Asked for by the rules, not by the field alone: some kinds have no number.
BY_RULE = {'so_ky_hieu', 'noi_dung_toan_van'}


@pytest.fixture
def fields(registry):
    return {node.name: node for node in bound_schema('LegalDocument', registry)}


def test_a_legal_document_has_a_field_for_every_row(fields):
    rows = {row['field'] for row in DATA.rows('document_fields.csv')}

    assert rows == set(FIELDS) | PARTS
    assert {name for names in FIELDS.values() for name in names} <= set(fields)


def test_what_a_row_requires_a_form_requires(fields):
    required = [row['field'] for row in DATA.rows('document_fields.csv')
                if row['required'] == 'yes' and row['field'] not in PARTS | BY_RULE]

    assert len(required) == 6
    for row in required:
        assert all(fields[name].missing is colander.required for name in FIELDS[row]), row


def test_a_section_keeps_the_code_the_duty_and_the_basis_of_its_rows(small_portal):
    today = local(SystemClock().now()).date()
    kept = {code: (section.code, section.duty_rule, section.legal_basis)
            for code, section in small_portal.items() if hasattr(section, 'duty_rule')}

    assert kept == {row['code']: (
        row['code'], row['deadline_rule'], legal_basis(DATA.bases, row['code'], today))
        for row in DATA.sections_of('city')}


def test_the_basis_of_a_section_is_the_law_of_the_day():
    assert legal_basis(DATA.bases, 'ngan-sach', date(2026, 8, 31)) == (
        'Luật Tiếp cận thông tin 2016: điểm đ khoản 1 Điều 17, điểm e khoản 1 Điều 19; '
        'Luật Ngân sách nhà nước')
    assert legal_basis(DATA.bases, 'ngan-sach', date(2026, 9, 1)) == (
        'Luật Tiếp cận thông tin (sửa đổi) năm 2026; Luật Ngân sách nhà nước')


def test_no_section_rests_on_law_that_has_ended():
    for section in (row['code'] for row in DATA.sections):
        basis = legal_basis(DATA.bases, section, date(2026, 11, 28))
        assert basis or section == 'chuyen-doi-so'
        assert not re.search('2016|43/2011|42/2022', basis), section


def test_every_basis_is_that_of_a_section():
    assert {row.section for row in DATA.bases} <= {row['code'] for row in DATA.sections}
