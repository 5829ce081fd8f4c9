"""Where a portal keeps its data, each with what can be killed while it is written to."""
import os
import signal
import subprocess
import time
from contextlib import closing, suppress
from pathlib import Path

import psycopg2

from . import BIN, CONFIG
from .postgres import _account, _program
from .process import listens_at
from .zeo import Zeo


class Files:
    """FileStorage: the writer has the databases, and is killed."""

    def __init__(self, folder):
        self.folder = folder
        self.settings = {}

    def start(self):
        """Nothing serves but the writer."""

    def kill(self, writer):
        """Kill it."""
        os.kill(writer, signal.SIGKILL)


class OnZeo(Files):
    """The server is killed; the writer, which then knows nothing, ends too."""

    def __init__(self, folder):
        super().__init__(folder)
        for name in ('filestorage', 'blobstorage'):
            (folder / name).mkdir(parents=True)
        self._zeo = Zeo(folder)
        self.settings = self._zeo.settings('writer')

    def start(self):
        """Start the server and wait until it listens."""
        with open(self.folder / 'log', 'ab') as log:
            self._server = subprocess.Popen(
                [BIN / 'runzeo', '-C', CONFIG / 'zodb/zeo.conf'], stdout=log, stderr=log,
                env={**os.environ, 'PORTAL_VAR': str(self.folder)})
        until(lambda: listens_at(self._zeo.socket))

    def kill(self, writer):
        """Kill the server, then the writer."""
        self._server.kill()
        self._server.wait()
        os.kill(writer, signal.SIGKILL)


class OnPostgres(Files):
    """Every process of PostgreSQL is killed; it keeps its durable defaults."""

    def __init__(self, folder):
        super().__init__(folder)
        self._as = _account()
        if self._as:
            os.chown(folder, self._as['user'], self._as['group'])
        self._data, self._fresh = folder / 'pg', True
        os.environ['PORTAL_POSTGRES'] = f'host={folder} user=portal'
        os.environ['PORTAL_VAR'] = str(folder / 'machine')
        source = f'zconfig://{CONFIG}/zodb/relstorage.conf'
        self.settings = {'zodbconn.uri': f'{source}#content',
                         'zodbconn.uri.interactions': f'{source}#interactions',
                         'zodbconn.uri.drafts': f'{source}#drafts',
                         'zodbconn.uri.keys': f'{source}#keys'}

    def start(self):
        """Start it, with its databases at the first time."""
        if self._fresh:
            self._run('initdb', f'--pgdata={self._data}', '--username=portal', '--auth=trust',
                      '--encoding=UTF8', '--no-locale')
        (self._data / 'postmaster.pid').unlink(missing_ok=True)
        with open(self.folder / 'log', 'ab') as log:
            self._server = subprocess.Popen(
                [_program('postgres'), '-D', self._data, '-k', self.folder, '-h', ''],
                stdout=log, stderr=log, cwd=self.folder, **self._as)
        until(self._answers)
        if self._fresh:
            for name in ('content', 'interactions', 'drafts', 'keys'):
                self._run('psql', *self._where, '-c', f'CREATE DATABASE portal_{name}')
        self._fresh = False

    @property
    def _where(self):
        return ('-h', str(self.folder), '-U', 'portal', '-d', 'postgres', '-q')

    def _run(self, program, *words):
        subprocess.run([_program(program), *words], check=True, capture_output=True,
                       cwd=self.folder, **self._as)

    def _answers(self):
        with suppress(psycopg2.OperationalError), closing(psycopg2.connect(
                host=str(self.folder), user='portal', dbname='postgres')):
            return True
        return False

    def kill(self, writer):
        """Kill the first process and all that it has started, then the writer."""
        first = self._server.pid
        family = [first, *map(int, Path(
            f'/proc/{first}/task/{first}/children').read_text().split())]
        for pid in family:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._server.wait()
        os.kill(writer, signal.SIGKILL)
        until(lambda: not any(Path(f'/proc/{pid}').exists() for pid in family))


KINDS = {'server': Files, 'zeo': OnZeo, 'postgres': OnPostgres}


def until(condition, seconds=90):
    """Wait until ``condition()`` is true."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, 'nothing answers'
        time.sleep(0.02)
