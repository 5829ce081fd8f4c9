"""Patterns of the demonstration: words in braces, and what is drawn to stand there."""
import datetime
from random import Random

import pytest
from hanoiportal.platform.provisioning.demo.patterns import (
    BadPattern,
    Day,
    Named,
    Number,
    Words,
    bare_name,
)

DAY = datetime.date(2026, 12, 5)


@pytest.fixture
def words():
    return Words({'unit': Named('phường Láng', 'Lang Ward'), 'n': Number(1250), 'd': Day(DAY)},
                 {'area': lambda: bare_name('Đường Lâm')})


@pytest.mark.parametrize(('text', 'vietnamese', 'english'), [
    ('{unit} có {n} hộ', 'phường Láng có 1.250 hộ', 'Lang Ward có 1,250 hộ'),
    ('{Unit}, {area}', 'Phường Láng, Đường Lâm', 'Lang Ward, Duong Lam'),
    ('{unit:upper} {n:raw}', 'PHƯỜNG LÁNG 1250', 'LANG WARD 1250'),
    ('{d} {d:weekday}', '5/12 thứ Bảy', '5 December Saturday'),
    ('{d:full}', 'ngày 05 tháng 12 năm 2026', '5 December 2026'),
    ('{d:lastquarter}', 'quý III/2026', 'quarter 3 of 2026'),
    ('{unit:bare}', 'Láng', 'Ward'),
    ('{d:quarter} {d:iso}', 'quý IV/2026 2026-12-05', 'quarter 4 of 2026 2026-12-05')])
def test_words_are_written_as_each_language_writes_them(words, text, vietnamese, english):
    assert (words.fill(text), words.fill(text, 'en')) == (vietnamese, english)


def test_variables_are_drawn_from_what_a_pattern_says(words):
    words.add({'m': '20..30/5', 'e': '+3..+4 days', 'what': [['lúa', 'rice']]}, Random(1), DAY)

    assert words.fill('{m:raw}') in ('20', '25', '30')
    assert words.fill('{e:iso}') in ('2026-12-08', '2026-12-09')
    assert (words.fill('{what}'), words.fill('{what}', 'en')) == ('lúa', 'rice')


def test_a_word_that_nobody_knows_is_a_mistake_that_is_named(words):
    with pytest.raises(BadPattern, match=r'\{nobody:\}'):
        words.fill('{nobody}')
    with pytest.raises(BadPattern, match='soon'):
        words.add({'m': 'soon'}, Random(1), DAY)
