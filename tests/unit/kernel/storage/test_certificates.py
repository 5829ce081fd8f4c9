"""The authority of a folder is made once, and never in the place of one whose key is elsewhere."""
import datetime

import pytest
from hanoiportal.kernel.storage.certificates import AUTHORITY_KEY, NoAuthority, found_authority
from hanoiportal.kernel.storage.interfaces import AUTHORITY

NOW = datetime.datetime(2026, 11, 27, tzinfo=datetime.UTC)


def made(folder):
    """Let the authority be made, and return its two files."""
    found_authority(folder, NOW)
    return [(folder / name).read_bytes() for name in (AUTHORITY, AUTHORITY_KEY)]


def test_the_authority_is_made_once(tmp_path):
    folder = tmp_path / 'tls'

    assert made(folder) == made(folder)


def test_without_its_key_it_stays_and_that_is_said(tmp_path):
    [certificate, key] = made(tmp_path)
    (tmp_path / AUTHORITY_KEY).unlink()

    with pytest.raises(NoAuthority, match='bring it back'):
        found_authority(tmp_path, NOW)

    assert [path.name for path in tmp_path.iterdir()] == [AUTHORITY]
    (tmp_path / AUTHORITY_KEY).write_bytes(key)
    assert made(tmp_path) == [certificate, key]


def test_a_key_that_was_left_by_a_kill_before_its_certificate_is_made_anew(tmp_path):
    [_certificate, key] = made(tmp_path)
    (tmp_path / AUTHORITY).unlink()

    assert made(tmp_path)[1] != key
