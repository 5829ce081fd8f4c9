"""Synonyms, pins and former units of ``config/hanoi``: whole, and pointing at what is there."""

import pytest
from corpus.library import rows
from hanoiportal.discovery.search import parse
from hanoiportal.discovery.search.data import SearchData
from hanoiportal.platform.provisioning.data import Data
from support import ROOT

HANOI = ROOT / 'config/hanoi'


@pytest.fixture(scope='module')
def data():
    return SearchData(HANOI)


def test_every_former_unit_leads_to_sites_of_today(data):
    sites = {label for label, _values, _english in Data(HANOI).sites}
    districts, wards = rows('former_districts.csv'), rows('former_wards.csv')

    assert (len(districts), len(wards)) == (30, 526)
    assert all(unit.today and set(unit.today) <= sites for unit in data.former.units)
    assert all(unit in data.former.named(unit.full_name) for unit in data.former.units)
    assert all(row['basis'] and row['confidence'] for row in districts + wards)
    # Nothing of today's city has come from nowhere, and districts hold what their wards hold.
    communes = {row['label'] for row in rows('communes.csv')}
    assert {name for unit in data.former.units for name in unit.today} == communes
    for row in districts:
        inside = {name for ward in wards if ward['district'] == f"{row['kind']} {row['name']}"
                  for name in ward['today'].split('|')}
        assert inside == set(row['today'].split('|'))


@pytest.mark.parametrize(('typed', 'names'), [
    ('quận ba đình', ['Quận Ba Đình']), ('quan ba dinh', ['Quận Ba Đình']),
    ('ubnd huyện Ứng Hoà ở đâu', ['Huyện Ứng Hòa']), ('Đống Đa', ['Quận Đống Đa']),
    ('thị xã sơn tây', ['Thị xã Sơn Tây']), ('phường thành công', ['Phường Thành Công']),
    ('quận bà định', []), ('ba', []), ('', []), ('thủ tục đất đai ba đình', [])])
def test_former_units_are_known_by_name_with_marks_and_without(data, typed, names):
    assert [unit.full_name for unit in data.former.named(typed)][:1] == names


def test_pins_point_at_sections_or_seeded_items(data):
    known = {'/' + row['code'] for row in rows('sections.csv')}
    known.add('/van-ban-hanh-chinh/4263-qd-ubnd')

    assert {pin.path for pin in data.pins()} <= known
    assert data.pinned('LIEN HE') == ['/lien-he']
    assert data.pinned('4263/QĐ-UBND') == ['/van-ban-hanh-chinh/4263-qd-ubnd']
    assert data.pinned('') == data.pinned('liên hệ với') == []


@pytest.mark.parametrize(('typed', 'others'), [
    ('ubnd phường', [('Ủy', 'ban', 'nhân', 'dân', 'phường')]),
    ('uy ban nhan dan', [('UBND',)]), ('SỔ ĐỎ', [
        ('sổ', 'hồng'), ('giấy', 'chứng', 'nhận', 'quyền', 'sử', 'dụng', 'đất')]),
    ('sơ đồ', []), ('4263/QĐ-UBND', []), ('"ubnd"', []), ('ubndx', []), ('', []),
    ('tp ubnd', [('thành', 'phố', 'Ủy', 'ban', 'nhân', 'dân'), ('thành', 'phố', 'ubnd'),
                 ('tp', 'Ủy', 'ban', 'nhân', 'dân')])])
def test_a_query_is_widened_by_what_means_the_same(data, typed, others):
    assert [way.words for way in data.synonyms.widen(parse(typed)).others] == others


def test_written_out_words_must_stand_together(data):
    way, = data.synonyms.widen(parse('ubnd')).others

    assert way.phrases == (('Ủy', 'ban', 'nhân', 'dân'),)
