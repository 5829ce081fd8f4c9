"""A backup holds everything up to one moment, and gives back any moment before."""
import datetime
import random
import time
from contextlib import closing

import pytest
import transaction
from hanoiportal.base.settings import Settings
from hanoiportal.kernel.security.crypto.signing import checking_key, signing_key
from hanoiportal.safekeeping.backups import record, writing
from hanoiportal.safekeeping.backups.erasing import Copies
from hanoiportal.safekeeping.backups.interfaces import BackupProblem
from hanoiportal.safekeeping.backups.manifest import (
    FULL,
    INCREMENTAL,
    BackupManifest,
    chains,
    names,
)
from hanoiportal.safekeeping.backups.restoring import Restoring, plan
from hanoiportal.safekeeping.backups.retention import remove, superfluous
from hanoiportal.safekeeping.backups.rules import Rules
from hanoiportal.safekeeping.backups.services import Backups, Wish
from support.ballots import NOW, PAPER, boxes_in, work
from ZODB.blob import Blob, BlobStorage
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage

NAMES = ('interactions', 'drafts', 'content')
RULES = Rules(copy=7, drill=7, full=7, keep_every=14, keep_weekly=92, keep_monthly=366,
              keep_keys=14)
START = datetime.datetime(2026, 11, 25, 7, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)


class Place:
    """Three databases that stay open, as a serving portal has them, and a folder for backups."""

    def __init__(self, folder):
        self.var, self.target = folder / 'var', folder / 'target'
        self.target.mkdir()
        self.now = START
        self.databases = {name: self._open(name) for name in NAMES}
        self.settings = Settings(
            backup_key=folder / 'key', backup_record=self.var / 'backup.json',
            backup_mirror=self.var / 'mirror', mail_queue=self.var / 'mail')

    def _files(self, name):
        return self.var / f'{name}.fs', self.var / 'blobs' / name

    def _open(self, name):
        path, blobs = self._files(name)
        blobs.mkdir(parents=True, exist_ok=True)
        return DB(BlobStorage(str(blobs), FileStorage(str(path))))

    def write(self, name='content', **values):
        """Write ``values`` into the root of a database; return the id of the transaction."""
        with self.databases[name].transaction() as connection:
            connection.root().update(values)
        return self.databases[name].lastTransaction()

    def backup(self, full=False, target=None):
        """Take a backup a minute later; return its manifest, or ``None``."""
        self.now += MINUTE
        wish = Wish((target or self.target,), full, same_device=True)
        [(_target, manifest)] = self.backups.take(wish)
        return manifest

    @property
    def backups(self):
        uris = {name: 'file://{}?blobstorage_dir={}'.format(*self._files(name))
                for name in NAMES}
        return Backups(uris, self.var, self.settings, RULES, self.now, lambda what, count: None)

    @property
    def chains(self):
        return chains(self.target, checking_key(self.settings.backup_key))

    def restore(self, into, until=None):
        """Restore to ``into`` and return the roots by name."""
        Restoring(self.target, plan(self.chains, until), into, lambda what, count: None).restore()
        return {name: root(into, name) for name in NAMES}

    def close(self):
        for database in self.databases.values():
            database.close()


def root(var, name):
    """Return the root of a restored database; a blob as its bytes."""
    storage = BlobStorage(str(var / 'blobstorage' / name),
                          FileStorage(str(var / 'filestorage' / f'{name}.fs'), read_only=True))
    with closing(DB(storage)) as database, database.transaction() as connection:
        return {key: content(value) for key, value in connection.root().items()}


def content(value):
    """Return the bytes of a blob, or ``value`` itself."""
    if not isinstance(value, Blob):
        return value
    with value.open() as file:
        return file.read()




@pytest.fixture
def place(tmp_path):
    found = Place(tmp_path)
    yield found
    transaction.abort()
    found.close()


@pytest.mark.clause('13.3.b')
def test_what_was_written_before_a_backup_comes_back_from_it(place, tmp_path):
    place.write(title='Quyết định', scan=Blob(b'%PDF'))
    place.write('drafts', typed='nửa câu')

    place.backup()

    found = place.restore(tmp_path / 'new')
    assert found['content'] == {'title': 'Quyết định', 'scan': b'%PDF'}
    assert found['drafts'] == {'typed': 'nửa câu'}
    assert found['interactions'] == {}


def test_an_incremental_backup_holds_only_what_is_new(place, tmp_path):
    place.write(title='a' * 10_000, one=Blob(b'1'))
    first = place.backup()
    place.write(further='b', two=Blob(b'2'))

    second = place.backup()

    assert (first.kind, second.kind) == (FULL, INCREMENTAL)
    assert second.databases['content'].begin == first.databases['content'].end
    assert [blob.size for blob in second.blobs] == [1]
    found = place.restore(tmp_path / 'new')['content']
    assert (len(found['title']), found['further'], found['two']) == (10_000, 'b', b'2')


def test_nothing_is_written_when_nothing_is_new(place):
    place.write(title='a')
    place.backup()

    assert place.backup() is None

    assert len(names(place.target)) == 1
    [known] = record.read(place.settings.backup_record)['backups'].values()
    assert known['created'] == place.now.isoformat()


def test_every_transaction_is_a_moment_to_go_back_to(place, tmp_path):
    moments = []
    for number in range(6):
        moments.append(place.write(number=number, scan=Blob(str(number).encode())))
        if number % 2:
            place.backup()

    for number, until in enumerate(moments):
        found = place.restore(tmp_path / str(number), until)['content']
        assert found == {'number': number, 'scan': str(number).encode()}


def test_databases_restored_to_a_moment_agree(place, tmp_path):
    place.write(item=1)
    place.write('interactions', about=1)
    between = place.write(item=2)
    place.write('interactions', about=2)
    place.backup()

    found = place.restore(tmp_path / 'new', between)

    assert (found['content']['item'], found['interactions']['about']) == (2, 1)


def test_a_moment_before_the_first_backup_is_refused_where_history_was_packed(place, tmp_path):
    early = place.write(title='a')
    place.write(title='b')
    place.databases['content'].pack()
    place.backup()

    with pytest.raises(BackupProblem, match='reaches back'):
        place.restore(tmp_path / 'new', early)


def test_after_a_pack_a_new_chain_begins(place, tmp_path):
    for number in range(3):
        place.write(number=number, text='x' * 1000)
    place.backup()
    place.databases['content'].pack()
    place.write(number=4)

    assert place.backup().kind == FULL

    assert place.restore(tmp_path / 'new')['content']['number'] == 4


def test_a_transaction_that_is_being_written_is_not_there_yet(place, tmp_path):
    place.write(title='a')
    manager = transaction.TransactionManager()
    connection = place.databases['content'].open(manager)
    connection.root()['title'] = 'b'
    begun = manager.get()
    storage = connection._storage
    for step in (connection.tpc_begin, connection.commit, connection.tpc_vote):
        step(begun)
    assert storage is connection._storage

    place.backup()

    connection.tpc_abort(begun)
    manager.abort()
    connection.close()
    assert place.restore(tmp_path / 'new')['content']['title'] == 'a'


@pytest.mark.parametrize('what', ['content.fs.gz', 'manifest.json', 'blob'])
def test_one_flipped_bit_anywhere_is_found_and_nothing_is_put_in_place(place, tmp_path, what):
    place.write(title='a' * 1000, scan=Blob(b'%PDF' * 100))
    manifest = place.backup()
    path = (manifest.blobs[0].path(place.target) if what == 'blob'
            else place.target / manifest.name / what)
    content = bytearray(path.read_bytes())
    content[random.randrange(10, len(content))] ^= 1
    path.write_bytes(content)

    with pytest.raises(BackupProblem):
        place.restore(tmp_path / 'new')

    assert not (tmp_path / 'new').exists() or not list((tmp_path / 'new').iterdir())


def test_a_backup_signed_by_another_is_refused(place, tmp_path):
    place.write(title='a')
    place.backup()
    stranger = tmp_path / 'stranger'
    signing_key(stranger)

    with pytest.raises(BackupProblem, match='not signed with this key'):
        chains(place.target, checking_key(tmp_path / 'stranger.pub'))
    assert chains(place.target, checking_key(tmp_path / 'key.pub'))


@pytest.mark.parametrize('kept', [True, False])
def test_a_lost_key_is_not_replaced_where_backups_are_signed_with_it(place, tmp_path, kept):
    place.write(title='a')
    place.backup()
    (tmp_path / 'key').rename(tmp_path / 'copy')
    if not kept:
        (tmp_path / 'key.pub').unlink()
    place.write(title='b')

    for action in (place.backup, lambda: place.backups.thin(place.target)):
        with pytest.raises(BackupProblem, match='"The key is lost"'):
            action()
    assert not (tmp_path / 'key').exists() and (tmp_path / 'key.pub').exists() is kept

    (tmp_path / 'copy').rename(tmp_path / 'key')
    assert place.backup().kind == INCREMENTAL


def test_an_erasure_makes_no_key_either_where_backups_are_signed_with_a_lost_one(place, tmp_path):
    place.write(title='a')
    place.backup()
    for name in ('key', 'key.pub'):
        (tmp_path / name).unlink()

    copies = Copies({}, place.var, place.settings, RULES, place.now, [place.target], True)
    left, [failed] = copies.replace(lambda what, count=0: None, lambda target: None)

    assert 'is missing' in failed and left == {str(place.target): None}
    assert not (tmp_path / 'key').exists()


def test_no_key_is_made_for_a_new_target_beside_one_that_a_lost_key_has_signed(place, tmp_path):
    place.write(title='a')
    place.backup()
    for name in ('key', 'key.pub'):
        (tmp_path / name).unlink()
    new = tmp_path / 'new'
    new.mkdir()

    with pytest.raises(BackupProblem, match='"The key is lost"'):
        list(place.backups.take(Wish((new, place.target), same_device=True)))
    copies = Copies(
        {}, place.var, place.settings, RULES, place.now, [new, place.target], True)
    _left, failed = copies.replace(lambda what, count=0: None, lambda target: None)

    assert len(failed) == 2 and all('is missing' in each for each in failed)
    assert not (tmp_path / 'key').exists()


def test_a_backup_taken_out_of_its_chain_is_missed(place):
    for number in range(3):
        place.write(number=number)
        place.backup()
    middle = place.target / names(place.target)[1]
    middle.rename(place.target.parent / 'elsewhere')

    with pytest.raises(BackupProblem, match='not there'):
        assert place.chains


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize('step', range(1, 8))
def test_an_interrupted_backup_is_never_taken_for_whole(place, tmp_path, monkeypatch, step):
    place.write(title='a', scan=Blob(b'%PDF'))
    place.backup()
    place.write(title='b', scan=Blob(b'%PDF-2'))
    done = iter(range(1, 100))

    def dying(function):
        def run(*arguments, **options):
            if next(done) == step:
                raise Killed
            return function(*arguments, **options)
        return run

    for name in ('pack_range', 'copy', 'write', 'settle_folder'):
        monkeypatch.setattr(writing, name, dying(getattr(writing, name)))

    with pytest.raises(Killed):
        place.backup()

    whole = len(names(place.target))
    expected = 'b' if whole == 2 else 'a'  # killed after the rename, it is whole
    assert place.restore(tmp_path / 'new')['content']['title'] == expected
    monkeypatch.undo()
    place.backup()
    assert place.restore(tmp_path / 'newer')['content']['title'] == 'b'
    assert not list(place.target.glob('*.part'))


def test_data_that_are_there_are_not_overwritten(place, tmp_path):
    place.write(title='a')
    place.backup()
    place.restore(tmp_path / 'new')

    with pytest.raises(BackupProblem, match='not overwritten'):
        place.restore(tmp_path / 'new')


def test_a_folder_on_the_device_of_the_data_is_refused_unless_wanted_and_then_marked(place):
    place.write(title='a')

    with pytest.raises(BackupProblem, match='same device'):
        list(place.backups.take(Wish((place.target,))))

    assert place.backup().same_device


def test_a_device_that_is_not_mounted_is_said_to_be(place, tmp_path):
    with pytest.raises(BackupProblem, match='mounted'):
        place.backup(target=tmp_path / 'none')


def test_a_lost_blob_is_told_and_stops_no_backup(place, tmp_path):
    place.write(title='a', scan=Blob(b'%PDF'))
    [lost] = (place.var / 'blobs/content').rglob('*.blob')
    lost.unlink()

    manifest = place.backup()

    assert [name.split('/')[0] for name in manifest.missing] == ['content']
    found = record.read(place.settings.backup_record)['backups'][str(place.target)]
    assert found['missing'] == 1


def test_mails_that_wait_are_kept_and_do_not_leave_again_by_themselves(place, tmp_path):
    place.write(title='a')
    (place.var / 'mail/new').mkdir(parents=True)
    (place.var / 'mail/new/1.abc').write_bytes(b'To: lan')

    place.backup()

    place.restore(tmp_path / 'new')
    assert (tmp_path / 'new/mail/held/1.abc').read_bytes() == b'To: lan'


def test_a_backup_of_a_clock_set_back_holds_the_newest_transaction(
        place, tmp_path, monkeypatch):
    today = time.time
    monkeypatch.setattr(time, 'time', lambda: today() + 2 * 24 * 3600)
    place.write(title='from the future')
    monkeypatch.undo()

    place.backup()

    assert place.restore(tmp_path / 'new')['content']['title'] == 'from the future'


def chain(days_old, name):
    """A chain of one full backup; only its age and its name are looked at."""
    made = (START - datetime.timedelta(days=days_old)).isoformat()
    return [BackupManifest(name, FULL, made, '', False, {})]


def test_old_chains_go_by_weeks_and_months_and_the_proved_one_stays():
    found = [chain(age, f'{age} days') for age in range(800, -1, -1)]

    gone = superfluous(found, RULES, START, proved='700 days')

    kept = [each[0].name for each in found if each not in gone]
    assert '700 days' in kept
    assert '500 days' not in kept
    assert kept[-14:] == [f'{age} days' for age in range(13, -1, -1)]
    assert 30 < len(kept) < 45


def test_the_last_chain_stays_however_old():
    assert superfluous([chain(4000, 'old')], RULES, START) == []


def test_thinning_removes_a_chain_with_its_blobs_and_spares_what_others_hold(place, tmp_path):
    place.write(scan=Blob(b'1'), other=Blob(b'0'))
    place.backup()
    place.write(scan=Blob(b'2'))
    place.backup()
    place.databases['content'].pack()
    place.backup(full=True)
    old, new = place.chains

    remove(place.target, [old], [new])

    assert len(list((place.target / 'blobs').rglob('[0-9a-f]' * 16 + '/*'))) == 2
    assert place.restore(tmp_path / 'new')['content'] == {'scan': b'2', 'other': b'0'}


def test_a_removal_that_is_killed_leaves_backups_that_can_be_read(place, monkeypatch):
    place.write(a='1')
    place.backup()
    place.backup(full=True)
    old, new = place.chains

    def killed(folder):
        (folder / 'manifest.sig').unlink()
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr('hanoiportal.safekeeping.backups.retention.shutil.rmtree', killed)
        with pytest.raises(KeyboardInterrupt):
            remove(place.target, [old], [new])

    assert place.chains == [new]
    place.backup(full=True)
    assert len(list(place.target.glob('2*'))) == 2


def test_references_and_blobs_survive_many_random_actions(place, tmp_path):
    chance, expected = random.Random(4263), {}
    for _action in range(40):
        key = str(chance.randrange(8))
        value = chance.choice([str(chance.random()), str(chance.random()).encode()])
        until = place.write(**{key: Blob(value) if isinstance(value, bytes) else value})
        expected[until] = {**(list(expected.values()) or [{}])[-1], key: value}
        if chance.random() < 0.3:
            place.backup(full=chance.random() < 0.3)
    place.backup()

    for number, until in enumerate(chance.sample(sorted(expected), 6)):
        assert place.restore(tmp_path / str(number), until)['content'] == expected[until]


@pytest.mark.clause('4.2.f')
def test_no_backup_holds_a_ballot_or_its_key(place):
    boxes = boxes_in(place.var)
    boxes.drop(PAPER, frozenset({'q1.a'}), {'q5': 'x'}, None, NOW, work(boxes))
    held = {path.name: path.read_bytes() for folder in ('ballots', 'ballot-keys')
            for path in (place.var / folder).rglob('*') if path.is_file()}
    assert {'slots', 'turn.json'} <= held.keys()

    place.write(title='Quyết định')
    place.backup(full=True)

    copied = [path for path in place.target.rglob('*') if path.is_file()]
    assert copied
    assert not {path.name.removesuffix('.gz') for path in copied} & held.keys()
    assert not {path.read_bytes() for path in copied} & set(held.values())
