"""Blind tokens: the test vectors of RFC 9474, and what is no token."""
import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from hanoiportal.participation.ballots.tokens import BadElement, TokenKey, read_or_make
from support.ballots import Blinding

VECTOR = json.loads((Path(__file__).parent / 'rfc9474.json').read_text())


def given(name):
    return bytes.fromhex(VECTOR[name])


def key_of_the_rfc():
    p, q = int(VECTOR['p'], 16), int(VECTOR['q'], 16)
    d = pow(65537, -1, (p - 1) * (q - 1))
    return TokenKey(rsa.RSAPrivateNumbers(
        p, q, d, d % (p - 1), d % (q - 1), pow(q, -1, p),
        rsa.RSAPublicNumbers(65537, p * q)).private_key())


@pytest.fixture(scope='module')
def key(tmp_path_factory):
    return read_or_make(tmp_path_factory.mktemp('keys') / 'token')


@pytest.mark.clause('4.2.f')
def test_the_blind_signature_is_that_of_rfc_9474():
    assert key_of_the_rfc().signed(given('blinded')) == given('blind_sig')


@pytest.mark.clause('4.2.f')
def test_the_signature_of_rfc_9474_is_good_and_one_of_another_message_is_not():
    key, message = key_of_the_rfc(), given('prefix') + given('msg')
    assert key.has_signed(message, given('sig'))
    assert not key.has_signed(message + b'.', given('sig'))
    assert not key.has_signed(message, given('blind_sig'))


def test_what_is_signed_blindly_makes_a_token_of_which_the_signer_saw_nothing(key):
    blinding = Blinding(key.public)
    token = blinding.token(key.signed(blinding.blinded))
    assert key.mark_of(token)
    assert blinding.message not in blinding.blinded and blinding.blinded not in token


@pytest.mark.parametrize('blinded', [b'', b'\0' * 256, b'\xff' * 256, b'\1' * 255, b'\1' * 257])
def test_what_is_no_number_below_the_modulus_is_not_signed(key, blinded):
    with pytest.raises(BadElement):
        key.signed(blinded)


@pytest.mark.parametrize('change', [
    lambda token: b'', lambda token: token[:-1], lambda token: token + b'\0',
    lambda token: bytes(64) + token[64:], lambda token: token[:64] + bytes(256),
    lambda token: token[:63] + bytes([token[63] ^ 1]) + token[64:]])
def test_a_changed_token_is_none(key, change):
    blinding = Blinding(key.public)
    token = blinding.token(key.signed(blinding.blinded))
    assert key.mark_of(change(token)) is None


def test_the_key_is_made_once(tmp_path):
    made = read_or_make(tmp_path / 'token')
    assert read_or_make(tmp_path / 'token').public == made.public
    assert (tmp_path / 'token').stat().st_mode & 0o777 == 0o600
