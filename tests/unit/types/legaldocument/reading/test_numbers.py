import time

import pytest
from hanoiportal.types.legaldocument.reading.numbers import (
    check_number,
    clean_number,
    kind_told_by,
    kinds,
)
from hypothesis import given
from hypothesis import strategies as st
from support import ROOT

TABLE = ROOT / 'config' / 'hanoi' / 'document_types.csv'
KINDS = kinds(TABLE)
PATTERNED = [kind for kind in KINDS if kind.pattern]
BY_KEY = {kind.key: kind for kind in KINDS}
HEADER = 'abbr,name,klass,issuers,number_pattern,example,full_text\n'


def test_the_example_of_each_kind_is_a_right_number():
    for kind in KINDS:
        assert check_number(kind.example, kind) is None
        assert bool(kind.example) == bool(kind.pattern)


def test_a_wrong_number_is_refused_with_the_example_of_its_kind():
    for kind in PATTERNED:
        right = kind.example
        for wrong in ('', 'abc', f'{right}\n', f'x{right}', right.lower(), f'١{right}'):
            said = check_number(wrong, kind).interpolate()

            assert f'ví dụ đúng: {kind.example}.' in said
            assert kind.full_name in said


def test_a_number_of_another_kind_is_refused():
    for key, wrong in (
            ('quyet-dinh-ca-biet', '4263/2025/QĐ-UBND'),
            ('quyet-dinh-cua-ubnd-qppl', '4263/QĐ-UBND'), ('quyet-dinh-ca-biet', '4263/QD-UBND'),
            ('nghi-dinh', '42/22/NĐ-CP'), ('nghi-quyet-cua-chinh-phu-qppl', '66/NQ-CP'),
            ('chi-thi-cua-dang', '24/CT-TW'), ('ke-hoach', '253/QĐ-UBND'), ('cong-van', '1234'),
            ('thong-tu', '22/2023/TT')):
        assert check_number(wrong, BY_KEY[key]) is not None


def test_a_number_tells_the_kind_where_it_fits_one_alone():
    for number, key in (
            ('128/QĐ-THT', 'quyet-dinh-ca-biet'), ('12/2025/QĐ-UBND', 'quyet-dinh-cua-ubnd-qppl'),
            ('7/KH-UBND', 'ke-hoach'), ('42/2022/NĐ-CP', 'nghi-dinh'), ('1234', ''), ('', ''),
            ('55/UBND-VP', ''), ('QĐ', '')):
        assert getattr(kind_told_by(number, KINDS), 'key', '') == key


def test_kinds_without_abbreviation_have_keys_of_their_own():
    bare = [kind.key for kind in KINDS if not kind.abbr]

    assert bare == ['cong-van', 'thu-cong']
    assert len(BY_KEY) == len(KINDS) == 49


@given(st.text())
def test_an_open_letter_needs_no_number(number):
    assert check_number(number, BY_KEY['thu-cong']) is None


@pytest.mark.parametrize('typed', [
    '4263/QĐ-UBND', ' 4263 / QĐ - UBND ', '4263/Q\u00d0-UBND', '4263/Q\u0110- UBND\n'])
def test_a_number_typed_carelessly_is_put_right(typed):
    assert clean_number(typed) == '4263/QĐ-UBND'


@given(st.text(st.characters(exclude_categories=())))
def test_cleaning_takes_any_text_and_is_stable(number):
    assert clean_number(clean_number(number)) == clean_number(number)


@pytest.mark.parametrize('length', [160, 20_000])
def test_cleaning_takes_time_by_the_length_alone(length):
    number = '1' + ' ' * length + 'x'
    started = time.process_time()

    cleaned = clean_number(number)

    assert cleaned == number
    assert time.process_time() - started < 0.5


def test_what_is_too_long_for_a_number_is_not_put_right():
    number = '1 / ' * 51

    assert clean_number(number) == number


@pytest.mark.parametrize('table, why', [
    ('abbr,name\n', 'no column example, full_text, issuers, klass, number_pattern'),
    (HEADER + 'A,Một,k,i,(,,\n', 'row 2: .* is no pattern'),
    (HEADER + 'A,Một,k,i,^x$,,\n', "row 2: '' does not match"),
    (HEADER + 'A,Một,k,i,^x$,x,\nB,Hai,k,i,^x$,y,\n', "row 3: 'y' does not match"),
    (HEADER + 'A,Một,k,i,,,\nB,MỘT,k,i,,,\n', "row 3: a second kind 'mot'"),
])
def test_a_broken_table_is_refused_with_its_row(tmp_path, table, why):
    path = tmp_path / 'kinds.csv'
    path.write_text(table, encoding='utf-8')

    with pytest.raises(ValueError, match=why):
        kinds(path)
