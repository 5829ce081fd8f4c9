"""The secret of a link."""
import pytest
from hanoiportal.kernel.security.authentication.tokens import key_of, new_token


def test_each_token_is_another_and_has_a_key_of_its_own():
    tokens = {new_token() for _ in range(100)}

    assert len(tokens) == len({key_of(token) for token in tokens}) == 100
    assert all(len(token) == 43 for token in tokens)


def test_a_key_does_not_hold_the_token():
    token = new_token()

    assert token not in key_of(token) and len(key_of(token)) == 64


@pytest.mark.parametrize('text', ['', 'x', 'x' * 42, 'x' * 44, 'ấ' * 43, 'x' * 42 + '\n'])
def test_what_is_no_token_has_no_key(text):
    assert key_of(text) == ''
