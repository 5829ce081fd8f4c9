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

from . import CONFIG
from .process import running

DATABASES = ('content', 'interactions', 'drafts')
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

    def answers(self):
        with suppress(psycopg2.OperationalError):
            self._run('SELECT 1')
            return True
        return False

    def renew(self):
        """Make the portal's three databases anew, all empty."""
        for name in DATABASES:
            self._run(f'DROP DATABASE IF EXISTS portal_{name} WITH (FORCE)')
            self._run(f'CREATE DATABASE portal_{name}')

    def _run(self, statement):
        with closing(psycopg2.connect(f'{self.address} dbname=postgres')) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement)


@contextmanager
def cluster():
    """Start a new cluster and give its ``Postgres``."""
    folder = Path(tempfile.mkdtemp(prefix='portal-pg-'))
    started, account = Postgres(folder), _account()
    if account:
        os.chown(folder, account['user'], account['group'])
    options = {'cwd': folder, **account}
    try:
        subprocess.run(
            [_program('initdb'), '--pgdata=data', '--username=portal', '--auth=trust',
             '--encoding=UTF8', '--no-locale', '--no-sync'],
            check=True, capture_output=True, **options)
        command = [_program('postgres'), '-D', 'data', '-k', folder, '-h', '']
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
            'zodbconn.uri.drafts': f'{source}#drafts'}


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
