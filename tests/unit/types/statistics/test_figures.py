"""Figures as they are pasted: what is a table, what is said of what is none, and its chart."""
from contextlib import suppress

import pytest
from hanoiportal.types.statistics.chart import chart_of
from hanoiportal.types.statistics.figures import (
    MOST_COLUMNS,
    MOST_ROWS,
    FiguresError,
    number_of,
    read_figures,
)
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize('text', ['Năm\tSố\n2024\t1,5', 'Năm;Số\n2024;1,5', 'Năm,Số\n2024,"1,5"',
                                  ' Năm ; Số \r\n\r\n2024 ; 1,5 \r\n'])
def test_a_table_is_read_as_spreadsheets_give_it(text):
    figures = read_figures(text)

    assert (figures.header, figures.rows) == (('Năm', 'Số'), (('2024', '1,5'),))
    assert figures.numeric == (1,)


def test_what_is_no_table_is_refused_in_words():
    for text, said in (
            ('', 'ít nhất hai cột'), ('một cột\n1', 'ít nhất hai cột'), ('a;b', 'ít nhất hai cột'),
            ('a;b\n1;2;3', 'Dòng 2'), ('a;b\n1;2\n3', 'Dòng 3'), (';b\n1;2', 'phải có tên'),
            ('a;b\n;2', 'Dòng 2'), ('a;b\n' + 'x' * 301 + ';2', 'Dòng 2'),
            ('a;b\n"1;2', 'nháy kép'), ('a;b\n' + '1;2\n' * (MOST_ROWS + 1), f'{MOST_ROWS}'),
            (';'.join('x' * (MOST_COLUMNS + 1)) + '\n1', f'{MOST_COLUMNS}')):
        with pytest.raises(FiguresError, match=said):
            read_figures(text)


def test_numbers_are_read_as_vietnamese_writes_them():
    for cell, number in (
            ('1.234.567,8', 1234567.8), ('1234,5', 1234.5), ('12.5', 12.5), ('1.234', 1234.0),
            ('-3', -3.0), ('', None), ('–', None), ('1.23.4', None), ('12 %', None), ('1e5', None),
            ('nan', None), ('١٢', None)):
        assert number_of(cell) == number


@given(st.text())
def test_any_text_is_a_table_or_refused(text):
    with suppress(FiguresError):
        figures = read_figures(text)
        assert {len(row) for row in figures.rows} == {len(figures.header)}


def test_the_longest_bar_fills_the_chart():
    chart = chart_of(read_figures('Năm;Tên;Số\n2024;a;50\n2025;b;200'))

    assert (chart.title, [bar.length for bar in chart.bars]) == ('Số', ['25.0', '100.0'])


@pytest.mark.parametrize('text', ['a;b\n1;2', 'a;b\n1;x\n2;y', 'a;b\n1;-2\n2;3', 'a;b\n1;0\n2;0',
                                  'a;b\n' + '1;2\n' * 41])
def test_what_cannot_be_compared_has_no_chart(text):
    assert chart_of(read_figures(text)) is None
