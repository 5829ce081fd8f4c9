"""Copies of keys: all that there are, for days alone, and none that others have written."""
import datetime
from contextlib import closing

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hanoiportal.kernel.storage.databases import opened
from hanoiportal.kernel.storage.keys import KeyPool
from hanoiportal.safekeeping.backups.interfaces import BackupProblem
from hanoiportal.safekeeping.backups.keycopies import copies, keep, newest, put_back, read_keys

NOW = datetime.datetime(2026, 11, 16, 2, tzinfo=datetime.UTC)
KEY = Ed25519PrivateKey.generate()


@pytest.fixture
def uri(tmp_path):
    (tmp_path / 'filestorage').mkdir()
    return f'file://{tmp_path}/filestorage/keys.fs?blobstorage_dir={tmp_path}/blobstorage/keys'


@pytest.fixture
def pool(uri):
    with closing(opened(uri, 'keys', {})) as database:
        yield KeyPool(database)


def test_a_copy_is_read_beside_the_portal_and_put_back(pool, uri, tmp_path):
    _first, key = pool.take(0)
    second, _other = pool.take(0)
    pool.destroy([second])
    keep(tmp_path, read_keys(uri), KEY, NOW, 14)
    (tmp_path / 'back/filestorage').mkdir(parents=True)

    assert put_back(tmp_path, KEY.public_key(), tmp_path / 'back') == 63
    back = f'file://{tmp_path}/back/filestorage/keys.fs?blobstorage_dir={tmp_path}/back/blobs'
    with closing(opened(back, 'keys', {})) as database:
        restored = KeyPool(database)
        assert (restored.later(1), restored.later(2)) == (key, None)
        assert restored.is_gone(2)
        assert restored.lookup() == pool.lookup()
        assert restored.take(0)[0] == 65


def test_copies_go_after_their_days_and_the_same_stands_there_once(tmp_path):
    for days, copy in ((0, b'a'), (1, b'a'), (2, b'b'), (15, b'c'), (16, b'd')):
        keep(tmp_path, copy, KEY, NOW + datetime.timedelta(days=days), 14)

    assert [path.read_bytes() for path in copies(tmp_path)] == [b'b', b'c', b'd']
    keep(tmp_path, b'e', KEY, NOW + datetime.timedelta(days=17), 14)
    assert [path.read_bytes() for path in copies(tmp_path)] == [b'c', b'd', b'e']
    assert len(list((tmp_path / 'keys').iterdir())) == 6


def test_a_copy_of_somebody_else_is_refused(tmp_path):
    keep(tmp_path, b'a', Ed25519PrivateKey.generate(), NOW, 14)

    with pytest.raises(BackupProblem, match='was not signed by this portal'):
        newest(tmp_path, KEY.public_key())


def test_a_destroyed_key_is_gone_from_the_disk_when_it_is_packed(pool, uri, tmp_path):
    number, key = pool.take(0)
    place = tmp_path / 'filestorage'
    assert any(key in path.read_bytes() for path in place.iterdir())

    pool.destroy([number])
    assert pool.pack() is True
    assert pool.pack() is False
    assert not any(key in path.read_bytes() for path in place.iterdir() if path.is_file())


def test_keys_are_made_ahead_and_handed_out_for_hours_alone(pool):
    assert [pool.take(0)[0] for _ in range(2)] == [1, 2]
    assert pool.take(6 * 3600)[0] == 65
    assert pool.take(6 * 3600, 200)[0] == 201
    assert len(pool.made_before(1)) == 64
