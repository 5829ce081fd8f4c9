"""Signatures: of exactly these bytes, by this key, in one form only."""
import string

import pytest
from hanoiportal.security.signing import NoKey, checking_key, is_signed, sign, signing_key

ALPHABET = string.ascii_uppercase + string.ascii_lowercase + string.digits + '+/'


@pytest.fixture
def key(tmp_path):
    return signing_key(tmp_path / 'key')


def test_a_signature_is_of_the_bytes_and_of_the_key(key, tmp_path):
    said = sign(key, b'content')

    assert is_signed(checking_key(tmp_path / 'key.pub'), b'content', said)
    assert not is_signed(key.public_key(), b'contents', said)
    assert not is_signed(signing_key(tmp_path / 'other').public_key(), b'content', said)


def test_a_signature_has_one_form(key):
    said = sign(key, b'content')
    last = ALPHABET.index(said[-3])
    same_bytes = f'{said[:-3]}{ALPHABET[last + 1]}=='

    assert not is_signed(key.public_key(), b'content', same_bytes)
    assert not is_signed(key.public_key(), b'content', said + '\n')


def test_what_holds_no_key_is_said(tmp_path):
    (tmp_path / 'text').write_text('text')

    with pytest.raises(NoKey, match='no private key'):
        signing_key(tmp_path / 'text')
    with pytest.raises(NoKey, match='no key to check'):
        checking_key(tmp_path / 'none')
