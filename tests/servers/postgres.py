"""A PostgreSQL cluster of the test run's own, on a Unix socket, thrown away afterwards."""
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import psycopg2
import pytest
from relstorage.adapters.postgresql import PostgreSQLAdapter
from relstorage.options import Options
from relstorage.storage import RelStorage
from ZODB import DB

from . import CONFIG
from .nginx import certificate
from .process import free_port, running

DATABASES = ('content', 'interactions', 'drafts', 'keys')
TABLES = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace LIMIT 1"
# A cluster that lives for minutes need not survive a power cut.
FAST = ('fsync=off', 'synchronous_commit=off', 'full_page_writes=off')


class Postgres:
    """A running cluster; its socket and data lie in ``folder``."""

    def __init__(self, folder):
        self.folder = folder

    @property
    def address(self):
        """Return how it is reached, in libpq's words without ``dbname``."""
        return f'host={self.folder} user=portal'

    def options(self, account):
        """Return what the server is started with; ``account``: what it runs as."""
        return ['-h', '']

    def answers(self):
        with suppress(psycopg2.OperationalError):
            self.ask('SELECT 1')
            return True
        return False

    def renew(self):
        """Let the portal's databases all be empty: those are made anew that are not."""
        there = {name for [name] in self.ask(
            'SELECT datname FROM pg_database WHERE datallowconn')}
        for name in (f'portal_{each}' for each in DATABASES):
            if name not in there or self.ask(TABLES, name):
                self.ask(f'DROP DATABASE IF EXISTS {name} WITH (FORCE)')
                self.ask(f'CREATE DATABASE {name}')

    def ask(self, statement, name='postgres'):
        """Return the rows that ``statement`` gives, run beside everybody's transactions in the
        database of that ``name``.
        """
        with closing(psycopg2.connect(f'{self.address} dbname={name}')) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchall() if cursor.description else []


class ProtectedPostgres(Postgres):
    """One that speaks TLS at a port of 127.0.0.1, to nobody else, as ``localhost``; it asks the
    role ``guarded`` for a password.
    """

    def __init__(self, folder):
        super().__init__(folder)
        self.port, self.certificate = free_port(), folder / 'tls/fullchain.pem'

    def options(self, account):
        """Make the certificate, of ``account``, and return what the server is started with."""
        for name in ('tls', 'another'):
            (self.folder / name).mkdir()
            certificate(self.folder / name, 'DNS:localhost')
        for path in (self.certificate.parent, *self.certificate.parent.iterdir()):
            if account:
                os.chown(path, account['user'], account['group'])
        (self.folder / 'data/pg_hba.conf').write_text(
            'local all all trust\n'
            'hostssl all guarded 127.0.0.1/32 scram-sha-256\n'
            'hostssl all all 127.0.0.1/32 trust\n')
        settings = ('ssl=on', f'ssl_cert_file={self.certificate}', f'port={self.port}',
                    f'ssl_key_file={self.certificate.parent}/privkey.pem')
        return ['-h', '127.0.0.1', *(word for each in settings for word in ('-c', each))]

    @property
    def address(self):
        return f'{super().address} port={self.port}'

    def encrypted(self):
        """Return whether the connections that came over the network are encrypted, each once."""
        found = self.ask('SELECT DISTINCT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) '
                          'WHERE client_addr IS NOT NULL')
        return [ssl for [ssl] in found]


@contextmanager
def cluster(kind=Postgres):
    """Start a new cluster and give its ``Postgres``, of ``kind``."""
    folder = Path(tempfile.mkdtemp(prefix='portal-pg-'))
    started, account = kind(folder), _account()
    if account:
        os.chown(folder, account['user'], account['group'])
    options = {'cwd': folder, **account}
    try:
        subprocess.run(
            [_program('initdb'), '--pgdata=data', '--username=portal', '--auth=trust',
             '--encoding=UTF8', '--no-locale', '--no-sync'],
            check=True, capture_output=True, **options)
        command = [_program('postgres'), '-D', 'data', '-k', folder, *started.options(account)]
        command += [word for setting in FAST for word in ('-c', setting)]
        with running(command, started.answers, folder / 'log', stop=signal.SIGINT, **options):
            yield started
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope='session')
def postgres():
    """The cluster, a ``Postgres``; started when the first test asks for it."""
    with cluster() as started:
        yield started


def stock(postgres, keep_history=True):
    """Open the database of content as RelStorage by itself does it; the caller closes it."""
    options = Options(keep_history=keep_history)
    adapter = PostgreSQLAdapter(f'{postgres.address} dbname=portal_content', options=options)
    return DB(RelStorage(adapter, options=options))


@contextmanager
def storage(postgres, var):
    """Give settings for three empty databases of the cluster; the environment is set for this
    process while the block runs.
    """
    postgres.renew()
    source = f'zconfig://{CONFIG}/zodb/relstorage.conf'
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv('PORTAL_POSTGRES', postgres.address)
        patch.setenv('PORTAL_VAR', str(var))
        yield {
            'zodbconn.uri': f'{source}#content',
            'zodbconn.uri.interactions': f'{source}#interactions',
            'zodbconn.uri.drafts': f'{source}#drafts',
            'zodbconn.uri.keys': f'{source}#keys'}


@pytest.fixture
def postgres_storage(postgres, tmp_path):
    """Settings for three empty PostgreSQL databases; the environment is set for this process."""
    with storage(postgres, tmp_path) as settings:
        yield settings


def _program(name):
    """Return the path of a PostgreSQL program: Debian's newest, else the one on the path."""
    found = sorted(Path('/usr/lib/postgresql').glob(f'*/bin/{name}'),
                   key=lambda path: int(path.parts[-3]))
    return found[-1] if found else Path(shutil.which(name))


def _account():
    """Return whom to run it as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return {}
    for name in ('postgres', 'nobody'):
        with suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {'user': entry.pw_uid, 'group': entry.pw_gid, 'extra_groups': []}
    raise LookupError('run the tests as an ordinary user, or add a user "postgres"')
