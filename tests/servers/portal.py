"""Portals in processes of their own: ``config/testing.ini`` and what a test adds."""
import atexit
import http.client
import os
import shutil
import sys
import tempfile
from argparse import ArgumentParser
from contextlib import (
    ExitStack,
    closing,
    contextmanager,
    redirect_stderr,
    redirect_stdout,
    suppress,
)
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
import transaction
from hanoiportal.shells.commands import main, user
from hanoiportal.shells.commands.environment import opened

from . import BIN, CONFIG
from .nursery import begun, done
from .process import AtFile, ending, folder_of_run, free_port, once

#: A ward, a commune in the hills and a department.
DEMO_SITES = 'caugiay,bavi,soyte'
#: How the name of a folder begins that holds a bare portal, to be copied.
BARE = 'portal-bare-'
AHEAD = Path(__file__).with_name('ahead.py')
INI = """\
[app:main]
use = config:{base}
{settings}

[server:main]
use = config:{base}
"""


@dataclass
class Portal:
    """A running portal.  ``url`` has no slash at its end; ``log`` is what it printed; ``filled``
    is what somebody who filled it tells of it.  ``socket``: the path of its Unix socket, if it has
    one in place of ports.  ``clock``: see ``serving``.  ``pid``: of its process.
    """

    port: int
    var: Path
    ini: Path
    log: Path
    filled: object = None
    socket: Path = None
    clock: Path = None
    pid: int = None

    @property
    def url(self):
        return f'http://localhost:{self.port}'

    def connection(self):
        """Return a connection to it, as of ``http.client``."""
        if self.socket:
            return AtFile(self.socket)
        return http.client.HTTPConnection('127.0.0.1', self.port, timeout=30)

    def get(self, path, host='localhost', **headers):
        """Return the status, headers and body bytes of ``path`` asked for under ``host``."""
        with closing(self.connection()) as connection:
            connection.request('GET', path, headers={'Host': host, **headers})
            response = connection.getresponse()
            return response.status, response.headers, response.read()

    def go_on_to(self, moment):
        """Let its clock show the aware ``moment`` now, and go on from there."""
        put_on(self.clock, moment)

    def answers(self):
        """Tell whether it answers HTTP at all, with whatever status."""
        with suppress(OSError):
            return bool(self.get('/'))
        return False


def put_on(clock, moment):
    """Let ``clock``, as of ``serving``, show the aware ``moment`` now, and go on from there."""
    ahead = clock.with_name('ahead.new')
    ahead.write_text(str((moment - datetime.now(UTC)).total_seconds()))
    ahead.replace(clock)


def write_ini(var, settings, base='testing.ini'):
    """Make the folder ``var`` ready for databases and return the ini file written in it."""
    for name in ('filestorage', 'blobstorage'):
        (var / name).mkdir(parents=True, exist_ok=True)
    lines = '\n'.join(f'{name} = {value}' for name, value in settings.items())
    ini = var / 'portal.ini'
    ini.write_text(INI.format(base=CONFIG / base, settings=lines))
    return ini


def command(var, *words, settings=(), given=''):
    """Run ``bin/portal WORDS`` on the data in ``var`` and return what it printed.

    ``given``: text for its standard input.
    Raises ``AssertionError`` with its output if it fails.
    """
    ini = write_ini(var, dict(settings))
    ended = done(BIN / 'portal', '--config', ini, '--var', var, *words, given=given)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def run_inline(var, *words, settings=(), given=''):
    """Do in this process what ``bin/portal WORDS`` does, and return what it printed.

    For what a test needs and does not prove: a program of its own takes three seconds to begin.
    """
    ini, printed, mask = write_ini(var, dict(settings)), StringIO(), os.umask(0o077)
    try:
        with _typed(given), redirect_stdout(printed), redirect_stderr(printed):
            status = main(['--config', str(ini), '--var', str(var), *map(str, words)])
    finally:
        os.umask(mask)
    assert status == 0, printed.getvalue()
    return printed.getvalue()


def bare(var):
    """Put into the folder ``var`` what ``bin/portal seed --bare`` does, done once a process."""
    shutil.copytree(_bare(), var, dirs_exist_ok=True)


@cache
def _bare():
    folder = Path(tempfile.mkdtemp(prefix=BARE))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    run_inline(folder, 'seed', '--bare')
    return folder


def add_user(var, login, password, *words, settings=()):
    """Add an account that logs in with ``password``, as if its owner had set it themselves.

    ``words``: the others of ``bin/portal user add``.
    """
    with opened(str(write_ini(var, dict(settings))), str(var)) as environment:
        enter_user(environment, login, password, *words)


def enter_user(environment, login, password, *words):
    """Do as ``add_user`` does in an open portal."""
    parser = ArgumentParser()
    user.add_arguments(parser)
    environment.say, environment.read_line = str, lambda: password
    user.run(environment, parser.parse_args(['add', login, *words, '--password-stdin']))
    environment.portal['accounts'][login].must_change_password = False
    transaction.commit()


@contextmanager
def _typed(text):
    """Let ``text`` stand in the standard input while the block runs."""
    before, sys.stdin = sys.stdin, StringIO(text)
    try:
        yield
    finally:
        sys.stdin = before


@contextmanager
def serving(var, settings=(), base='testing.ini', log=None, clock=None):
    """Serve the data in ``var`` while the block runs and give its ``Portal``.

    ``base``: the file of ``config/`` whose settings ``settings`` change.  ``log``: where what it
    prints is kept; else in ``var``.  ``clock``: path of the file that says how far its clock is
    ahead; ``Portal.go_on_to`` writes it.
    """
    portal = Portal(free_port(), var, write_ini(var, dict(settings), base), log or var / 'log',
                    clock=clock)
    if base == 'production.ini':
        var.chmod(0o700)
        portal.socket = var / 'portal.sock'
    words = [portal.ini, f'var={var}', f'http_port={portal.port}', f'socket={portal.socket}']
    process = begun([AHEAD if clock else BIN / 'pserve', *words], portal.log,
                    {'AHEAD': str(clock)})
    with ending(process, 'pserve', portal.answers, portal.log):
        portal.pid = process.pid
        yield portal


@contextmanager
def serving_copy(made, folder, settings=()):
    """Serve a copy, made in ``folder``, of the data in ``made``; see ``serving``."""
    with serving(shutil.copytree(made, folder / 'var'), settings) as portal:
        yield portal


@contextmanager
def furnished(var, fill, administrator=None):
    """Serve a bare portal in ``var`` after ``fill(environment)``, which commits what it did;
    ``portal.filled`` is what it returned.

    ``administrator``: log-in, name, decision and password of one that there is besides.
    """
    bare(var)
    with opened(str(write_ini(var, {})), str(var)) as environment:
        if administrator:
            login, name, basis, password = administrator
            enter_user(environment, login, password, '--name', name, '--role', 'administrator',
                       '--basis', basis)
        filled = fill(environment)
    with serving(var) as portal:
        portal.filled = filled
        yield portal


@pytest.fixture
def portal_process(tmp_path):
    """Start portals that live as long as the test: ``portal_process(var, **settings)``."""
    with ExitStack() as stack:
        yield lambda var=tmp_path / 'portal', **settings: stack.enter_context(
            serving(var, settings))


def made_once(factory, name, *words):
    """Return the folder that ``bin/portal WORDS`` has filled, once for all workers of a run."""
    return once(folder_of_run(factory), name, lambda var: command(var, *words))


@pytest.fixture(scope='session')
def seeded_var(tmp_path_factory):
    """A folder with the whole portal of Hanoi; copy it before you open it."""
    return made_once(tmp_path_factory, 'seeded', 'seed')


@pytest.fixture(scope='session')
def demo_var(tmp_path_factory):
    """A folder with a demonstration of a few sites, of today; copy it before you change it."""
    return made_once(tmp_path_factory, 'demonstration', 'demo', '--sites', DEMO_SITES)


@pytest.fixture(scope='session')
def seeded_portal(seeded_var, tmp_path_factory):
    """The whole portal of Hanoi, being served; for reading."""
    with serving_copy(seeded_var, tmp_path_factory.mktemp('served')) as portal:
        yield portal
