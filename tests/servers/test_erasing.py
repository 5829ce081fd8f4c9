"""``bin/portal erase`` on every storage, as operators run it, killed at moments and run again."""
import os
import random
import signal
import time
from contextlib import closing, nullcontext, suppress

import psycopg2
import pytest
import transaction
from hanoiportal.base.interfaces import IClock
from hanoiportal.content.erasure.resource import erasures_of
from hanoiportal.content.recyclebin.services import RecyclingService
from hanoiportal.content.versions.naming import Naming
from hanoiportal.kernel.tree.events import send
from hanoiportal.shells.commands.environment import opened
from support.application import CarryingIn, fill
from support.byte_search import forms_of, traces, unpacked
from support.plant_secrets import ASCII, FILE, NAME, OTHER, REFERENCE, Planted, TwoPeople
from support.sampling import WHOLE, dealt

from . import BIN
from .nursery import begun, done
from .portal import command, serving, write_ini
from .zeo import zeo

EVERY = {'portal.mail_host': '127.0.0.1'}


class Place:
    """A portal on one storage.  ``var``: the folder of its data; ``settings``: of its ini."""

    def __init__(self, var, settings):
        self.var, self.target = var, var.with_name('target')
        self.target.mkdir()
        self.settings = {**EVERY, 'portal.twin': f'{var}/twin', **settings}

    def serving(self):
        """Return a context in which the storage can be reached."""
        return nullcontext()

    def open(self):
        """Return a context with the ``Environment`` of the portal."""
        return opened(str(write_ini(self.var, self.settings)), str(self.var))

    def run(self, *words):
        """Run a command."""
        return command(self.var, *words, settings=self.settings)

    def meanwhile(self):
        """Return a context of what runs while the command does."""
        return nullcontext()

    def verified(self):
        """Look through the databases by ZODB's own program."""
        for path in (self.var / 'filestorage').glob('*.fs'):
            ended = done(BIN / 'zodbverify', '-f', path)
            assert ended.returncode == 0, ended.stderr

    def held(self):
        """Return where words of what is to be gone are."""
        return traces(self.var.parent, [NAME, ASCII])

    def held_in_files(self):
        """Return the same of the files of a server."""
        return {}

    def sample(self):
        """Let a server note samples of what it holds, as it does by itself now and then."""


class OnZeo(Place):
    """A ZEO server on the machine of the data; it is stopped for the erasure."""

    def __init__(self, var):
        with zeo(var) as served:
            settings = served.settings('blobcache')
        super().__init__(var, settings)

    def serving(self):
        return zeo(self.var)


class OnPostgres(Place):
    """PostgreSQL, which stays up."""

    def __init__(self, var, settings, postgres):
        super().__init__(var, settings)
        self._postgres = postgres

    def meanwhile(self):
        return serving(self.var, self.settings)

    def verified(self):
        """There is no file of a FileStorage; the drill reads every record."""

    def held(self):
        found = super().held()
        for name in ('content', 'interactions', 'drafts', 'keys'):
            content = self._dumped(name)
            for text in (NAME, ASCII):
                if any(form in each for form in forms_of(text) for each in content):
                    found.setdefault(text, []).append(name)
        return found

    def held_in_files(self):
        """Return where the files of the tables hold words, as docs/operations/erasure.md has them
        written anew; what stands in the write-ahead log goes by itself.
        """
        self._do('VACUUM FULL', 'CHECKPOINT')
        return traces(self._postgres.folder / 'data/base', [NAME, ASCII])

    def sample(self):
        self._do('ANALYZE')
        assert any(ASCII.encode() in each for each in self._samples())

    def _samples(self):
        """Return what PostgreSQL noted of what was said beside transactions."""
        with closing(psycopg2.connect(
                f'{self._postgres.address} dbname=portal_content')) as server, \
                server.cursor() as cursor:
            cursor.execute("""SELECT unnest(histogram_bounds::text::bytea[]) FROM pg_stats
                              WHERE tablename = 'transaction' AND attname = 'description'""")
            return [bytes(value) for [value] in cursor.fetchall()]

    def _do(self, *statements):
        """Run the statements in each database, beside everybody's transactions."""
        for name in ('content', 'interactions', 'drafts', 'keys'):
            with closing(psycopg2.connect(
                    f'{self._postgres.address} dbname=portal_{name}')) as server:
                server.autocommit = True
                with server.cursor() as cursor:
                    for each in statements:
                        cursor.execute(each)

    def _dumped(self, name):
        """Return every value of every table of a database, and what is packed in it."""
        address = f'{self._postgres.address} dbname=portal_{name}'
        found = []
        with closing(psycopg2.connect(address)) as server, server.cursor() as cursor:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            for [table] in cursor.fetchall():
                cursor.execute(f'SELECT * FROM {table}')
                found += [bytes(value) if isinstance(value, memoryview) else str(value).encode()
                          for row in cursor.fetchall() for value in row]
            cursor.execute('SELECT data FROM pg_largeobject')
            found += [bytes(data) for [data] in cursor.fetchall()]
        return [*found, *(inner for each in found for inner in unpacked(each))]


#: The command finds of the first what it finds of the second, which is stopped: files.
STORAGES = ('filestorage', 'zeo', 'postgresql')[not WHOLE:]
#: When the command is killed, in seconds after its beginning: in 0.5 s nothing has begun.
_CHANCE = random.Random(4263)
MOMENTS = [0.5 + number * _CHANCE.uniform(0.5, 1.5)
           for number in range(2 * len(STORAGES) + (not WHOLE))][not WHOLE:]


@pytest.fixture(params=STORAGES)
def place(request, tmp_path):
    var = tmp_path / 'var'
    var.mkdir()
    if request.param == 'zeo':
        return OnZeo(var)
    if request.param == 'filestorage':
        return Place(var, {})
    settings, postgres = map(request.getfixturevalue, ('postgres_storage', 'postgres'))
    request.getfixturevalue('monkeypatch').setenv('PORTAL_VAR', str(var))
    return OnPostgres(var, settings, postgres)


@pytest.fixture
def afters(request):
    """The moments of ``MOMENTS`` at which the command is killed on ``place``."""
    on = request.node.callspec.params['place']
    return [after for after, storage in dealt(MOMENTS, STORAGES) if storage == on]


def plant(environment):
    """Plant both words, each with all that can go with an item; return the object ids."""
    registry, portal = environment.registry, environment.portal
    account = portal['accounts'].create('bien-tap', 'Biên tập', registry=registry)
    transaction.commit()
    planted = Planted(portal, registry, environment.editing, CarryingIn(environment.publishing),
                      account)
    items = [planted.item(word) for word in (NAME, OTHER)]
    for item, word in zip(items, (NAME, OTHER), strict=True):
        planted.enrich(item, word)
    return [item.__oid__ for item in items]


def demand(environment, oid):
    """Put what holds ``NAME`` into the bin and demand that it be erased."""
    registry, portal = environment.registry, environment.portal

    def anything(*_asked):
        return True

    recycling = RecyclingService(registry, anything, registry.getUtility(IClock), send(registry),
                                 Naming(registry))
    item = portal.__objectmap__.object_for(oid)
    for each in (item, item.__parent__[FILE]):
        entry = recycling.discard(each, 'test')
        transaction.commit()
        TwoPeople(registry, portal, anything, recycling).demand_resource(
            entry, 'test', 'yeu-cau', REFERENCE)
        transaction.commit()


def test_nothing_is_found_of_what_was_erased_and_everything_of_the_rest_is_there(place, afters):
    with place.serving():
        with place.open() as environment:
            fill(environment)
            gone, stays = plant(environment)
            kept = [version.values for version in environment.portal.__objectmap__.object_for(
                stays).working.history]
        place.run('backup', '--to', str(place.target), '--same-device')
        with place.open() as environment:
            demand(environment, gone)
        place.run('backup', '--to', str(place.target), '--same-device')
    assert place.held()
    place.sample()

    erase = ['erase', '--to', str(place.target), '--same-device']
    with place.meanwhile() as portal:
        kill_at_times(place, erase, afters)
        said = place.run(*erase)
        assert not portal or portal.get('/')[0] == 200

    place.verified()
    assert 'done' in said or 'nothing is to be erased' in said
    assert place.held() == place.held_in_files() == {}
    with place.serving():
        with place.open() as environment:
            item = environment.portal.__objectmap__.object_for(stays)
            assert [version.values for version in item.working.history] == kept and kept
            assert [each.state for each in erasures_of(environment.portal)] == ['done'] * 2
        assert 'are as they were written' in place.run('audit', 'verify')
        assert '0 parts differ, 0 references lead nowhere' in place.run(
            'drill', str(place.target))


def kill_at_times(place, words, afters):
    """Kill the command some times, each time so many seconds after it has begun."""
    ini = write_ini(place.var, place.settings)
    for after in afters:
        running = begun([BIN / 'portal', '--config', ini, '--var', place.var, *words],
                        os.devnull, {})
        time.sleep(after)
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait(60)
