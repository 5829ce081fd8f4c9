"""``bin/portal backup``, ``restore`` and ``drill`` beside a portal that has its databases open."""
import datetime
import json
from contextlib import closing

import pytest
import transaction
from hanoiportal.base.interfaces import IClock
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.platform.monitoring.interfaces import IChecks
from hanoiportal.safekeeping.backups.digests import walk
from hanoiportal.safekeeping.backups.drilling import sites_of
from hanoiportal.safekeeping.backups.interfaces import IBackupAlarms
from hanoiportal.safekeeping.backups.record import note_backup, note_drill
from hanoiportal.safekeeping.backups.sources import read_only
from hanoiportal.shells.commands import backup, drill, main, pack, restore
from hanoiportal.shells.commands.environment import Failure, Unopened, close
from support.application import settings
from ZODB.FileStorage import FileStorage


class Options:
    """Options of a command: ``Options(to=[...])``."""

    def __init__(self, **values):
        self.__dict__.update(values)


@pytest.fixture
def unopened(tmp_path, small_portal):
    """The portal of the test as commands see it that open nothing; two databases are files."""
    for name in ('interactions', 'drafts'):
        FileStorage(str(tmp_path / f'{name}.fs')).close()
    (tmp_path / 'target').mkdir()
    mapping = settings(
        tmp_path, **{f'zodbconn.uri.{name}': f'file://{tmp_path}/{name}.fs?blobstorage_dir='
                     f'{tmp_path}/{name}.blobs' for name in ('interactions', 'drafts')},
        **{'portal.backup_key': f'{tmp_path}/key', 'portal.backup_mirror': f'{tmp_path}/mirror',
           'portal.backup_record': f'{tmp_path}/backup.json'})
    return Unopened(mapping, str(tmp_path))


def take(unopened, **changes):
    options = {'to': [f'{unopened.var}/target'], 'full': False, 'same_device': True,
               'keep_all': False, **changes}
    backup.run(unopened, Options(**options))


def back(unopened, into, at=None):
    restore.run(unopened, Options(
        target=unopened.settings.backup_record.parent / 'target', into=into, at=at, key=None))


def titles(folder):
    """Return the title of each site restored in ``folder``, and the digest of each part."""
    storage = read_only(folder / 'filestorage/content.fs', folder / 'blobstorage/content')
    with closing(storage):
        until = storage.lastTransaction()
        return walk(storage, until, *sites_of(storage))


@pytest.mark.clause('8.11')
@pytest.mark.clause('13.3.b')
def test_a_drill_finds_every_site_as_it_is_while_the_portal_serves(
        unopened, tmp_path, capsys):
    take(unopened)

    drill.run(unopened, Options(target=tmp_path / 'target', scratch=None))

    said = capsys.readouterr().out
    assert '2 sites and the portal compared' in said
    assert '0 parts differ, 0 references lead nowhere' in said
    found = json.loads(unopened.settings.backup_record.read_text())
    assert (found['drill']['sites'], found['drill']['differing']) == (2, [])
    assert found['proved']['backup'] == found['drill']['backup']


def test_a_site_that_differs_is_named_and_no_other(unopened, small_portal, tmp_path):
    take(unopened)
    back(unopened, tmp_path / 'before')
    small_portal['sites']['bavi'].summary = 'Đã sửa'
    transaction.commit()
    take(unopened)
    back(unopened, tmp_path / 'after')

    before, after = titles(tmp_path / 'before'), titles(tmp_path / 'after')

    assert not before.missing
    assert [name for name in before.digests if before.digests[name] != after.digests[name]] == [
        '/sites/bavi']


def test_a_damaged_backup_fails_the_drill_and_that_is_remembered(unopened, tmp_path):
    take(unopened)
    [segment] = (tmp_path / 'target').glob('*/content.fs.gz')
    segment.write_bytes(segment.read_bytes()[:-20])

    with pytest.raises(Failure, match='damaged'):
        drill.run(unopened, Options(target=tmp_path / 'target', scratch=None))

    assert json.loads(unopened.settings.backup_record.read_text())['drill']['differing']


def test_a_moment_is_given_in_hanois_or_any_time(unopened, small_portal, registry, tmp_path):
    small_portal['sites']['bavi'].summary = 'Trước'
    transaction.commit()
    until = content_database(registry).lastTransaction()
    take(unopened)

    back(unopened, tmp_path / 'then', (datetime.datetime.now(datetime.UTC)
                                       + datetime.timedelta(hours=1)).isoformat())

    with closing(read_only(tmp_path / 'then/filestorage/content.fs',
                           tmp_path / 'then/blobstorage/content')) as storage:
        assert storage.lastTransaction() == until
    with pytest.raises(Failure, match='is no moment'):
        back(unopened, tmp_path / 'never', 'hôm qua')
    with pytest.raises(Failure, match='reaches back'):
        back(unopened, tmp_path / 'never', '2020-01-01T00:00+07:00')


def test_an_operator_is_told_in_one_line_what_is_wrong(unopened, capsys, tmp_path):
    with pytest.raises(Failure, match='where to'):
        take(unopened, to=[])
    with pytest.raises(Failure, match='mounted'):
        take(unopened, to=[str(tmp_path / 'none')])
    with pytest.raises(Failure, match='same device'):
        take(unopened, same_device=False)
    assert main(['--var', str(tmp_path / 'nowhere'), 'restore', str(tmp_path / 'none')]) == 1
    assert 'key' in capsys.readouterr().err


def test_packing_waits_for_the_portal_to_stop_and_leaves_every_site_as_it_is(
        unopened, registry, tmp_path, capsys):
    take(unopened)
    with pytest.raises(Failure, match='stop the portal'):
        pack.run(unopened, Options(days=0, only=['content']))
    transaction.abort()
    close(registry)

    pack.run(unopened, Options(days=0, only=None))

    assert 'content: ' in capsys.readouterr().out
    drill.run(unopened, Options(target=tmp_path / 'target', scratch=None))
    assert '2 sites and the portal compared' in capsys.readouterr().out


@pytest.fixture
def watched(registry, tmp_path):
    """``watched(backup=days, drill=days)``: the record says that they are so many days old."""
    alarms = registry.getUtility(IBackupAlarms)
    path = tmp_path / 'record.json'
    alarms._settings = type(alarms._settings)(
        backup_alarm=True, backup_record=path, data=alarms._settings.data)

    def note(same_device=False, differing=(), **days):
        now = registry.getUtility(IClock).now()
        made = {name: now - datetime.timedelta(days=each) for name, each in days.items()}
        path.unlink(missing_ok=True)
        if 'backup' in made:
            note_backup(path, '/mnt/backup', Options(
                name='b', kind='full', same_device=same_device, missing=()), made['backup'])
        if 'drill' in made:
            note_drill(path, 'b', 150, differing, made['drill'])
        registry.getUtility(IChecks)._answers.clear()

    note()
    return note


@pytest.mark.clause('13.3.b')
@pytest.mark.parametrize(('known', 'said', 'line'), [
    ({}, 'Chưa có bản sao lưu nào trên thiết bị lưu trữ khác.', 'no backup; no drill'),
    ({'backup': 0, 'drill': 7}, 'Lần khôi phục thử thành công gần nhất đã 7 ngày',
     'the last drill is 7 days old'),
    ({'backup': 7, 'drill': 0}, 'Bản sao lưu mới nhất trên thiết bị lưu trữ khác đã 7 ngày',
     'the last backup is 7 days old'),
    ({'backup': 0, 'drill': 0, 'same_device': True}, 'nằm cùng thiết bị với dữ liệu',
     'no backup on another device'),
    ({'backup': 0, 'drill': 0, 'differing': ['/sites/bavi']}, 'không thành công: /sites/bavi',
     'the last drill failed'),
    ({'backup': 0}, 'Chưa lần nào khôi phục thử từ bản sao lưu.', 'no drill'),
], ids=['nothing', 'old drill', 'old copy', 'same device', 'failed drill', 'no drill'])
def test_old_copies_and_drills_are_told_on_the_desk_and_to_machines(
        watched, people, visit, app, known, said, line):
    watched(**known)

    assert said in visit('quantri').get('/desk').text
    machine = {'REMOTE_ADDR': '127.0.0.1'}
    assert app.get('/healthz', extra_environ=machine).text == f'not ok\nbackups: {line}\n'


@pytest.mark.clause('13.3.b')
def test_fresh_copies_and_drills_raise_no_alarm(watched, people, visit, app):
    watched(backup=6, drill=6)

    assert 'Cảnh báo vận hành Cổng' not in visit('quantri').get('/desk')
    assert app.get('/healthz').text == 'ok\n'


def test_the_alarm_is_for_those_who_answer_for_the_portal(watched, staff, visit):
    assert 'Cảnh báo vận hành Cổng' in visit('hanoi-head').get('/desk')
    assert 'Cảnh báo vận hành Cổng' in visit('quanly').get('/desk')
    assert 'Cảnh báo vận hành Cổng' not in visit('hanoi-editor').get('/desk')
    assert 'Cảnh báo vận hành Cổng' not in visit('bavi-head').get('/desk')
