"""What the tables of Hanoi say of sections and documents is what the portal holds."""
import colander
import pytest
from app import ROOT
from hanoiportal.kernel.tree.content import bound_schema
from hanoiportal.platform.provisioning.data import Data

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


def test_a_section_keeps_the_code_and_the_duty_of_its_row(small_portal):
    kept = {code: (section.code, section.duty_rule, section.legal_basis)
            for code, section in small_portal.items() if hasattr(section, 'duty_rule')}

    assert kept == {row['code']: (row['code'], row['deadline_rule'], row['legal_basis'])
                    for row in DATA.sections_of('city')}
