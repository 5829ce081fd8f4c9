"""Codes that people type: read however they are spelled, and no wrong digit passes."""
import random

import pytest
from hanoiportal.participation.cases.codes import DIGITS, code_in, mark_of, new_code, new_secret

DRAW = random.Random(7).randrange


@pytest.mark.parametrize('spelled', [
    str, str.lower, lambda code: code.removeprefix('HN-'), lambda code: code.replace('-', ' '),
    lambda code: f' {code}. ', lambda code: code.replace('0', 'o').replace('1', 'l')])
def test_a_code_is_read_however_it_is_spelled(spelled):
    for code in (new_code(DRAW) for _ in range(50)):
        assert code_in(spelled(code)) == code


def test_no_wrong_digit_passes():
    code = new_code(DRAW)
    digits = code.removeprefix('HN-').replace('-', '')

    assert [digit for at in range(8) for digit in DIGITS if digit != digits[at]
            and code_in(digits[:at] + digit + digits[at + 1:])] == []


@pytest.mark.parametrize('typed', ['', 'HN', 'HN-0000-000', 'x' * 10 ** 6, '´´´´´´´´', '\0' * 8])
def test_what_is_no_code_is_none(typed):
    assert code_in(typed) == ''


def test_a_secret_is_known_however_it_is_spelled_and_for_its_code_alone():
    secret = new_secret(DRAW)

    assert mark_of(secret.lower().replace('-', ''), 'HN-1') == mark_of(secret, 'HN-1')
    assert mark_of(secret, 'HN-2') != mark_of(secret, 'HN-1')
