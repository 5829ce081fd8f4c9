"""CSV files: what spreadsheets may take for formulas, and what they must read as it is."""
import csv
import io
from datetime import date

from hanoiportal.base.csvfile import csv_text, harmless
from hypothesis import given
from hypothesis import strategies as st

RUNNING = ['=1+1', '+cmd|calc', '-2+3+cmd', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1', '|calc',
           '%0A=1', '\ufeff=1', '\n=1', '--1', '-A1']
AS_IT_IS = ['', 'Tin', 'a=b', '-5', '+84', '-2,5', '1.234.567', '-3,5 %', '12/2025/QĐ-UBND', '–']


def test_what_could_run_is_text():
    for text in RUNNING:
        assert harmless(text) == "'" + text


def test_what_cannot_run_stays():
    for text in AS_IT_IS:
        assert harmless(text) == text


def test_a_table_is_read_back_as_it_was():
    rows = [('Dự án «A, B»', 'dòng 1\ndòng 2', 3), ('"', None, date(2026, 11, 24))]

    read = list(csv.reader(io.StringIO(csv_text(('Tên', 'Ghi chú', 'Số'), rows), newline='')))

    assert read == [['Tên', 'Ghi chú', 'Số'], ['Dự án «A, B»', 'dòng 1\ndòng 2', '3'],
                    ['"', '', '2026-11-24']]


@given(st.lists(st.text(), min_size=2, max_size=4))
def test_no_cell_begins_as_a_formula_does(cells):
    [read] = csv.reader(io.StringIO(csv_text(cells, []), newline=''))

    assert len(read) == len(cells)
    assert not [cell for cell in read if cell[:1] in tuple('=@\t') or cell[:2] in ('+=', '-=')]
