"""Backups beside real servers: ZEO and PostgreSQL, while a client has the databases open."""
from contextlib import closing
from pathlib import Path

import pytest
import zodburi
from hanoiportal.base.clock import SystemClock
from hanoiportal.base.settings import Settings
from hanoiportal.kernel.security.crypto.signing import checking_key
from hanoiportal.kernel.storage.transactionlog import last
from hanoiportal.safekeeping.backups.digests import walk
from hanoiportal.safekeeping.backups.drilling import compare
from hanoiportal.safekeeping.backups.manifest import chains
from hanoiportal.safekeeping.backups.restoring import Restoring, plan
from hanoiportal.safekeeping.backups.rules import read_rules
from hanoiportal.safekeeping.backups.services import Backups, Wish
from hanoiportal.safekeeping.backups.sources import NAMES, read_only, sources, uris_by_name
from ZODB.blob import Blob
from ZODB.DB import DB

from . import CONFIG
from .test_storages import connection


class Site:
    """A portal on the storages of ``settings``, whose machine has the folder ``var``."""

    def __init__(self, settings, var, folder):
        self.uris, self.var = uris_by_name(settings), var
        self.target, self.folder = folder / 'target', folder
        self.target.mkdir()
        self.settings = Settings(
            backup_key=folder / 'key', backup_record=folder / 'backup.json',
            backup_mirror=folder / 'mirror', mail_queue=folder / 'mail')

    def backup(self):
        wish, now = Wish((self.target,), same_device=True), SystemClock().now()
        [(_target, manifest)] = Backups(
            self.uris, self.var, self.settings, read_rules(CONFIG / 'hanoi').at(now),
            now, lambda what, count: None).take(wish)
        return manifest

    def restore(self, into, until=None):
        found = chains(self.target, checking_key(self.settings.backup_key))
        Restoring(self.target, plan(found, until), into, lambda what, count: None).restore()

    def compare(self, restored):
        originals = {source.name: source.reading for source in sources(
            self.uris, self.var, self.settings.backup_mirror)}
        copies = {name: read_only(restored / f'filestorage/{name}.fs',
                                  restored / f'blobstorage/{name}') for name in NAMES}
        ends = {name: last(restored / f'filestorage/{name}.fs').tid for name in NAMES}
        try:
            return compare(originals, copies, ends)
        finally:
            for storage in copies.values():
                storage.close()


@pytest.fixture(params=['zeo beside its files', 'zeo elsewhere', 'postgresql'])
def site(request, tmp_path):
    if request.param == 'postgresql':
        (tmp_path / 'here').mkdir()
        return Site(request.getfixturevalue('postgres_storage'), tmp_path, tmp_path / 'here')
    zeo = request.getfixturevalue('zeo_server')
    (tmp_path / 'here').mkdir()
    var = zeo.folder if 'beside' in request.param else tmp_path / 'here'
    return Site(zeo.settings('client'), Path(var), tmp_path / 'here')


def write(site, **values):
    for name in NAMES:
        with connection(site.uris[name]) as opened:
            opened.root().update(
                {key: Blob(value) if isinstance(value, bytes) else value
                 for key, value in values.items()})


def restored_root(folder, name):
    storage = read_only(folder / f'filestorage/{name}.fs', folder / f'blobstorage/{name}')
    with closing(DB(storage)) as database, database.transaction() as opened:
        return dict(opened.root())


def test_every_storage_is_copied_while_it_is_served_and_compared_with_what_came_back(
        site, tmp_path):
    write(site, title='một', scan=b'%PDF 1')
    full = site.backup()
    until = bytes.fromhex(full.databases['content'].tid)
    write(site, title='hai', scan=b'%PDF 2')
    with closing(zodburi.resolve_uri(site.uris['content'])[0]()):  # a portal has it open
        incremental = site.backup()

    assert (full.kind, incremental.kind) == ('full', 'incremental')
    site.restore(tmp_path / 'now')
    for name in NAMES:
        assert restored_root(tmp_path / 'now', name)['title'] == 'hai'
    compared = site.compare(tmp_path / 'now')
    assert (compared.differing, compared.missing) == ((), 0)
    site.restore(tmp_path / 'then', until)
    assert restored_root(tmp_path / 'then', 'content')['title'] == 'một'


def test_the_walk_of_an_original_tells_what_has_changed_since(site, tmp_path):
    write(site, title='một', scan=b'%PDF 1')
    site.backup()
    site.restore(tmp_path / 'now')
    path = tmp_path / 'now/filestorage/content.fs'
    [blob] = (tmp_path / 'now/blobstorage/content').rglob('*.blob')
    blob.chmod(0o600)
    blob.write_bytes(b'%PDF 2')

    assert site.compare(tmp_path / 'now').differing == ('content',)

    blob.unlink()
    with closing(read_only(path, tmp_path / 'now/blobstorage/content')) as storage:
        assert len(walk(storage, last(path).tid).missing) == 1
