"""Tables as XLSX, read again part by part."""
import datetime

import pytest
from hanoiportal.base.clock import UTC
from hanoiportal.platform.officefiles import sheets
from hanoiportal.platform.officefiles.sheets import sheet
from support.workbooks import PART, cells, parts


def test_text_is_text_and_never_a_formula_or_a_link():
    for text in (
            '=1+1', '=HYPERLINK("http://x")', '{=A1}', '@SUM(A1)', '+84', '-2+3',
            'http://example.org', 'mailto:a@b', "'x", '0012', '   '):
        made = sheet('Sổ', ['Tên'], [[text]])

        assert cells(made)['A2'] == ('s', text)
        assert '<f>' not in parts(made)[PART], text
        assert 'hyperlink' not in parts(made)[PART], text


def test_days_moments_and_numbers_stay_what_they_are():
    made = sheet('Sổ', ['a', 'b', 'c', 'd', 'e', 'f', 'g'], [[
        datetime.date(2026, 2, 3), datetime.datetime(2026, 2, 2, 17, 30, tzinfo=UTC), 12, 1.5,
        None, 12345678901234567890, True]])

    # 46056: days from 30 December 1899 to 3 February 2026; the moment is 00:30 of that day here.
    assert cells(made) == cells(made) | {
        'A2': ('n', '46056'), 'B2': ('n', '46056.02083333334'), 'C2': ('n', '12'),
        'D2': ('n', '1.5'), 'F2': ('s', '12345678901234567890'), 'G2': ('b', '1')}
    assert 'E2' not in cells(made)
    assert 'formatCode="dd/mm/yyyy hh:mm"' in parts(made)['xl/styles.xml']


def test_the_first_row_names_the_columns_stays_in_sight_and_filters():
    made = parts(sheet('Sổ', ['Số', 'Trích yếu'], [['1', 'x'], ['2', 'y']]))

    assert 'ref="A1:B3"' in made[PART]
    assert 'state="frozen"' in made[PART]


@pytest.mark.parametrize(('title', 'name'), [
    ('Sổ văn bản đã ban hành: Ủy ban nhân dân phường Cầu Giấy', 'Sổ văn bản đã ban hành  Ủy ban '),
    ("'[a]/b\\c*?'", 'a  b c'), ('', 'Sheet1'), ('\x0b', 'Sheet1')])
def test_a_sheet_has_a_name_that_spreadsheets_accept(title, name):
    assert f'<sheet name="{name.strip()}"' in parts(sheet(title, ['a'], []))['xl/workbook.xml']


def test_signs_that_no_file_can_hold_are_left_out_and_the_longest_text_is_cut():
    made = cells(sheet('Sổ', ['a'], [['một\x0bhai\ud800'], ['x' * 40_000]]))

    assert made['A2'] == ('s', 'mộthai')
    assert len(made['A3'][1]) == 32_767


def test_the_same_table_has_the_same_bytes():
    assert sheet('Sổ', ['a'], [['x']]) == sheet('Sổ', ['a'], [['x']])


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch):
    monkeypatch.setattr(sheets, 'MOST_ROWS', 2)

    with pytest.raises(ValueError, match='more than 2 rows'):
        sheet('Sổ', ['a'], [['x']] * 3)
