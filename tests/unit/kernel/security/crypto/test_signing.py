"""Signatures: of exactly these bytes, by this key, in one form only."""
import os
import stat
import string

import pytest
from hanoiportal.kernel.security.crypto.signing import (
    NoKey,
    checking_key,
    fingerprint,
    is_lost,
    is_signed,
    public_from,
    replaced_key,
    sign,
    signing_key,
)

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


def test_a_key_whose_public_half_or_signature_is_there_is_not_made_anew(key, tmp_path):
    path, public = tmp_path / 'key', (tmp_path / 'key.pub').read_bytes()
    path.unlink()

    with pytest.raises(NoKey, match='bring it back'):
        signing_key(path)
    assert is_lost(path) and not path.exists()
    assert (tmp_path / 'key.pub').read_bytes() == public
    (tmp_path / 'key.pub').unlink()
    with pytest.raises(NoKey, match='bring it back'):
        signing_key(path, has_signed=True)
    assert not path.exists()

    made = signing_key(path)
    assert not is_lost(path, has_signed=True)
    assert checking_key(tmp_path / 'key.pub') == made.public_key()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_public_half_of_a_key_that_is_replaced_stays(key, tmp_path):
    (tmp_path / 'key').unlink()

    other = replaced_key(tmp_path / 'key')

    assert checking_key(tmp_path / 'key.pub') == other.public_key() != key.public_key()
    aside = tmp_path / f'key.pub.{fingerprint(key.public_key())[:16]}'
    assert checking_key(aside) == key.public_key()


def test_processes_that_begin_at_once_get_one_key(tmp_path):
    for number in range(20):
        path, begin = tmp_path / f'key{number}', os.pipe()
        children = [_child(path, begin) for _child_number in range(3)]
        for end in begin:
            os.close(end)

        assert {os.waitstatus_to_exitcode(os.waitpid(each, 0)[1]) for each in children} == {0}
        assert checking_key(f'{path}.pub') == signing_key(path).public_key()
    assert len(list(tmp_path.iterdir())) == 40


def _child(path, begin):
    """Return the id of a process that asks for the key once ``begin``, a pipe, is closed."""
    child = os.fork()
    if child:
        return child
    try:
        os.close(begin[1])
        os.read(begin[0], 1)
        signing_key(path)
    except BaseException:  # noqa: BLE001 - it must not go on as pytest
        os._exit(1)
    os._exit(0)


@pytest.mark.parametrize('text', ['', 'text', None])
def test_what_is_no_public_key_is_said(text):
    with pytest.raises(NoKey, match='no public key'):
        public_from(text)
