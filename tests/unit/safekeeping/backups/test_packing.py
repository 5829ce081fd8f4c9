"""Packing lets go of history and of nothing else, wherever it is killed."""
import time
from contextlib import closing

import pytest
from hanoiportal.kernel.storage import unpickling
from hanoiportal.safekeeping.backups.interfaces import BackupProblem
from hanoiportal.safekeeping.backups.packing import Packing
from persistent.mapping import PersistentMapping
from ZODB.blob import Blob, BlobStorage
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage

STEPS = 14


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture
def place(tmp_path):
    """A database with revisions and garbage, closed: the paths of its log and of its blobs."""
    path, blobs = tmp_path / 'content.fs', tmp_path / 'blobs'
    with closing(DB(BlobStorage(str(blobs), FileStorage(str(path))))) as database:
        for number in range(5):
            with database.transaction() as connection:
                connection.root().update(
                    number=number, text='x' * 2000, inner=PersistentMapping(number=number),
                    scan=Blob(str(number).encode()))
    return path, blobs


def shown(path, blobs):
    """Return what the database holds, read through."""
    with closing(DB(BlobStorage(str(blobs), FileStorage(str(path))))) as database, \
            database.transaction() as connection, connection.root()['scan'].open() as scan:
        root = connection.root()
        return root['number'], len(root['text']), root['inner']['number'], scan.read()


WHOLE = (4, 2000, 4, b'4')


def pack(place, step=lambda what, count: None, keep=-60):
    return Packing(*place, time.time() - keep, step).pack()


def test_old_revisions_and_their_blobs_go_and_the_present_stays(place):
    packed = pack(place)

    assert packed.after < packed.before / 3
    assert packed.blobs == 4
    assert shown(*place) == WHOLE
    assert sorted(path.name for path in place[0].parent.iterdir()) == [
        'blobs', 'content.fs', 'content.fs.index', 'content.fs.lock', 'content.fs.tmp']


def test_history_that_is_to_be_kept_stays(place):
    packed = pack(place, keep=3600)

    assert packed.before == packed.after
    assert packed.blobs == 0


def test_killed_at_any_step_it_loses_nothing_and_can_be_done_again(place):
    taken = []
    for number in range(STEPS):
        done = []

        def dying(what, count, number=number, done=done):
            if len(done) == number:
                raise Killed(what)
            done.append(what)

        try:
            pack(place, dying)
        except Killed as killed:
            taken.append(str(killed))
        assert shown(*place) == WHOLE

    assert {'copy', 'pack', 'verify', 'index', 'swap', 'swapped', 'blobs'} <= set(taken)
    pack(place)
    assert shown(*place) == WHOLE


def test_a_database_in_use_is_left_alone(place):
    with closing(FileStorage(str(place[0]))), pytest.raises(BackupProblem, match='in use'):
        pack(place)


def test_nothing_is_packed_where_a_blob_is_missing(place):
    before = place[0].read_bytes()
    for path in place[1].rglob('*.blob'):
        path.unlink()

    with pytest.raises(BackupProblem, match='is missing: nothing was packed'):
        pack(place)

    assert place[0].read_bytes() == before


def test_nothing_is_packed_where_an_object_cannot_be_read(place, monkeypatch):
    before = place[0].read_bytes()
    monkeypatch.setattr(unpickling, '_known', {})
    monkeypatch.delattr('persistent.mapping.PersistentMapping')

    with pytest.raises(BackupProblem, match='cannot be read'):
        pack(place)

    assert place[0].read_bytes() == before


def test_a_full_disk_is_said_before_anything_is_done(place, monkeypatch):
    class Full:
        free = 0

    monkeypatch.setattr('shutil.disk_usage', lambda path: Full)

    with pytest.raises(BackupProblem, match='must be free'):
        pack(place)
