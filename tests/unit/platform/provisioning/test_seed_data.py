"""The tables of ``config/hanoi`` are complete, and their hosts are those of clause 5.2."""
import csv
import re
from collections import Counter

import pytest
from hanoiportal.base.text import fold
from hanoiportal.kernel.tree.site import UNDECLARED
from hanoiportal.platform.domains.labels import check_label, read_reserved
from hanoiportal.platform.provisioning.data import Data
from hanoiportal.types.section import ITEM_TYPES
from support import ROOT

FOLDER = ROOT / 'config' / 'hanoi'
DATA = Data(FOLDER)
AGENCIES, COMMUNES = DATA.rows('agencies.csv'), DATA.rows('communes.csv')
CSV_FILES = ['agencies.csv', 'communes.csv', 'sections.csv', 'languages.csv',
             'reserved_subdomains.csv']
TYPES = set(ITEM_TYPES)
LEVELS = ['city', 'agency', 'commune']


def unaccented(name):
    return re.sub('[^a-z0-9]', '', fold(name))


def rule_of(label, row):
    """Return by which rule of clause 5.2.b the agency of ``row`` may have the host ``label``:
    its whole name, its abbreviation, or that with the word «Sở» written out; else ``''``.
    """
    abbreviation = unaccented(row['abbr'])
    rules = {unaccented(row['name']): 'full', abbreviation: 'abbreviation'}
    if row['kind'] == 'so':
        rules[f'so{abbreviation[1:]}'] = 'so_abbreviation'
    return rules.get(label, '')


def test_the_city_has_its_agencies_wards_communes_and_sections():
    kinds = Counter(row['kind'] for row in COMMUNES)

    assert len(AGENCIES) == 23
    assert kinds == {'phuong': 51, 'xa': 75}
    assert len(DATA.sections) == 38


@pytest.mark.parametrize('name, key', [
    ('agencies.csv', 'code'), ('communes.csv', 'code'), ('sections.csv', 'code'),
    ('sections.csv', 'order'), ('languages.csv', 'bcp47'), ('languages.csv', 'segment'),
    ('reserved_subdomains.csv', 'label')])
def test_no_two_rows_have_the_same_key(name, key):
    repeated = [value for value, times in Counter(
        row[key] for row in DATA.rows(name)).items() if times > 1]

    assert not repeated


@pytest.mark.parametrize('name', CSV_FILES)
def test_every_row_has_every_cell(name):
    with open(FOLDER / name, encoding='utf-8', newline='') as lines:
        heading, *rows = csv.reader(lines)

    assert {len(row) for row in rows} == {len(heading)}


@pytest.mark.clause('5.2/1')
def test_every_site_has_a_host_of_its_own_that_is_free():
    labels = [row['label'] for row in AGENCIES + COMMUNES]
    reserved = read_reserved(FOLDER / 'reserved_subdomains.csv')

    assert len(set(labels)) == len(labels) == 149
    assert [check_label(label, reserved) for label in labels] == labels


@pytest.mark.clause('5.2.b')
def test_the_host_of_an_agency_is_its_whole_name_or_its_abbreviation():
    for row in AGENCIES:
        if row['label_rule'] == 'in_use':
            assert 'tên miền đang dùng' in row['note'], row
        elif row['label_rule'] == 'outside':
            assert row['integration'] == 'external', row
        else:
            assert row['label_rule'] == rule_of(row['label'], row) != '', row
        assert not row['former_label'] or not rule_of(row['former_label'], row), row


@pytest.mark.parametrize('label', ['vanphong', 's', 'vp', 'ubndhanoi', 'vpubndtphn', 'sovpubnd'])
def test_any_other_letters_of_the_name_are_no_host_of_an_agency(label):
    [office] = [row for row in AGENCIES if row['code'] == 'vpubnd']

    assert rule_of(label, office) == '' and rule_of('vpubnd', office) == 'abbreviation'


@pytest.mark.clause('5.2.c')
def test_the_host_of_a_ward_or_commune_is_its_whole_name_without_marks():
    assert [row['label'] for row in COMMUNES] == [unaccented(row['name']) for row in COMMUNES]


def test_every_site_has_an_owner_and_its_other_bodies_are_named_or_not_declared():
    for _label, values, english in DATA.sites:
        bodies = {values['managing_body'], values['operating_unit']}
        assert values['owner'] and english['owner']
        assert UNDECLARED not in bodies or bodies == {UNDECLARED}
        assert not set(english) & {'managing_body', 'operating_unit'}

    for portal in (DATA.portal['vi'], DATA.portal['en']):
        assert portal['owner'] != portal['managing_body']
        assert portal.get('operating_unit', UNDECLARED) == UNDECLARED


def test_a_ward_or_commune_site_is_owned_by_its_peoples_committee():
    for row in COMMUNES:
        kind = {'phuong': 'phường', 'xa': 'xã'}[row['kind']]

        assert row['owner'] == f'Ủy ban nhân dân {kind} {row["name"]}'
        assert row['full_name'] == f'{kind.capitalize()} {row["name"]}'


def test_only_a_site_outside_the_portal_has_an_address_of_its_own():
    for row in AGENCIES:
        outside = row['integration'] == 'external'

        assert outside or row['integration'] == 'integrated'
        assert outside == row['external_url'].startswith('https://')


def test_every_section_says_what_it_is_for_in_both_languages():
    for row in DATA.sections:
        assert all(row[f'{field}_{language}'] for language in ('vi', 'en')
                   for field in ('name', 'short', 'summary')), row['code']
        assert row['group'] and row['group_en']
        assert set(row['allowed_types'].split(',')) <= TYPES
        assert set(row['levels'].split('|')) <= set(LEVELS)


@pytest.mark.parametrize('level', LEVELS)
def test_a_menu_is_short_and_not_empty(level):
    menu = [row for row in DATA.sections_of(level) if row['menu'] == '1']

    assert 1 <= len(menu) <= 7


@pytest.mark.clause('5.2.a')
def test_vietnamese_has_no_path_of_its_own_and_english_has_the_one_of_the_regulation():
    segments = {row['bcp47']: row['segment'] for row in DATA.rows('languages.csv')}

    assert (segments['vi'], segments['en']) == ('', 'english')
    assert all(re.fullmatch('[a-z]+', segment) for tag, segment in segments.items() if tag != 'vi')


def test_only_languages_whose_interface_is_translated_are_offered_beside_the_ethnic_ones():
    enabled = {row['bcp47'] for row in DATA.rows('languages.csv')
               if row['enabled'] == '1' and row['role'] != 'ethnic'}

    assert enabled == {'vi', 'en'}


def test_the_phone_number_has_the_ten_digits_of_a_hanoi_number():
    assert re.fullmatch(r'024 \d{4} \d{4}', DATA.portal['phone'])
