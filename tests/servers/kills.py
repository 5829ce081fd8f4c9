"""Kill -9 at random instants under load: every acknowledged write is there, none is half there.

``bin/py tests/servers/kills.py server|zeo|postgres [KILLS]``.  A writer publishes items and stores
files through the services, one of each in a transaction, and says so when it is committed.  The
writer (with FileStorage the process that has the database), the ZEO server or all of PostgreSQL is
killed; the next writer first looks whether everything acknowledged is there, whole, and indexed.
"""
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from contextlib import suppress
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from hanoiportal.catalog.services import CatalogService
from hanoiportal.commands.environment import opened
from hanoiportal.commands.seed import provisioning
from hanoiportal.provisioning.data import Data
from hanoiportal.tree.upload import Incoming

from servers import BIN, CONFIG, ROOT
from servers.portal import write_ini
from servers.postgres import _account, _program
from servers.process import free_port, listens
from servers.zeo import Zeo

SECTION = 'tin-tuc-su-kien'
LONGEST = 1.5
WORDS = 'thủy lợi đường sắt trường học'


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
        self.port = free_port()
        for name in ('filestorage', 'blobstorage'):
            (folder / name).mkdir(parents=True)
        self.settings = Zeo(self.port, folder).settings('writer')

    def start(self):
        """Start the server and wait until it listens."""
        with open(self.folder / 'log', 'ab') as log:
            self._server = subprocess.Popen(
                [BIN / 'runzeo', '-C', CONFIG / 'zodb/zeo.conf'], stdout=log, stderr=log,
                env={**os.environ, 'PORTAL_VAR': str(self.folder),
                     'PORTAL_ZEO': f'127.0.0.1:{self.port}'})
        until(lambda: listens(self.port))

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
                         'zodbconn.uri.drafts': f'{source}#drafts'}

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
        until(lambda: self._run('psql', *self._where, '-c', 'SELECT 1', check=False) == 0)
        if self._fresh:
            for name in ('content', 'interactions', 'drafts'):
                self._run('psql', *self._where, '-c', f'CREATE DATABASE portal_{name}')
        self._fresh = False

    @property
    def _where(self):
        return ('-h', str(self.folder), '-U', 'portal', '-d', 'postgres', '-q')

    def _run(self, program, *words, check=True):
        return subprocess.run([_program(program), *words], check=check, capture_output=True,
                              cwd=self.folder, **self._as).returncode

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


def content_of(number):
    """Return the bytes of file ``number``: 20 KB that nothing else has."""
    return b'%PDF-1.7\n' + hashlib.sha256(str(number).encode()).digest() * 640


def body_of(number):
    """Return the text of item ``number``."""
    return f'<p>{WORDS * 20} {number}</p>'


class Writer:
    """What the forked process does in ``environment``; it tells on the descriptor ``out``."""

    def __init__(self, environment, out):
        self._environment, self._out = environment, out
        self._publishing = provisioning(environment, Data(CONFIG / 'hanoi'))._publishing

    def _say(self, word):
        os.write(self._out, f'{word}\n'.encode())

    def section(self):
        """Return where it writes; made at the first time."""
        steps = provisioning(self._environment, Data(CONFIG / 'hanoi'))

        def make():
            portal = steps.portal(self._environment.root)
            if SECTION not in portal:
                steps.sections(portal, 'city')
                portal[SECTION].allowed_types = (*portal[SECTION].allowed_types, 'File')
            return portal[SECTION]

        return self._environment.in_transaction(make)

    def check(self, acknowledged):
        """Say what is wrong with what stands, if anything, and how many items do."""
        section = self.section()
        names = {name for name in section.keys() if name.startswith('so-')}  # noqa: SIM118
        lost = [number for number in acknowledged if f'so-{number}' not in names]
        wrong = [f'{len(lost)} acknowledged are lost: {lost[:5]}'] if lost else []
        wrong += filter(None, (self._wrong(section, name) for name in sorted(names)[-60:]))
        listed = CatalogService(self._environment.portal).latest(section, 'vi', 0, 1).total
        if listed != len(names):
            wrong.append(f'{listed} are indexed, {len(names)} stand')
        for each in wrong:
            self._say(f'! {each}')
        self._say(f'checked {len(names)}')

    def _wrong(self, section, name):
        """Return what is wrong with one item and the file beside it."""
        number = int(name.removeprefix('so-'))
        if section[name].body != body_of(number):
            return f'{name} is half there'
        file = section.get(f'tep-{number}')
        if file is None:
            return f'the file of {name} is missing'
        with file.file.blob.open() as found:
            return '' if found.read() == content_of(number) else f'the file of {name} is damaged'

    def write(self, number):
        """Publish item after item until the end, from ``number`` on."""
        section = self._environment.portal[SECTION]
        while True:
            self._environment.in_transaction(lambda: self._one(section, number))  # noqa: B023
            self._say(number)
            number += 1

    def _one(self, section, number):
        editing, clock = self._environment.editing, self._environment.clock
        item = editing.add(section, f'so-{number}', 'NewsItem', {
            'title': f'Tin số {number}', 'summary': '', 'body': body_of(number)}, 'writer')
        self._publishing.carry_in(item, 'writer', 'trial', clock.now())
        editing.add(section, f'tep-{number}', 'File', {
            'title': f'Tệp {number}',
            'file': Incoming(f'{number}.pdf', BytesIO(content_of(number)))}, 'writer')


def forked(var, settings, acknowledged, number):
    """Start a writer; return its process id and what it says."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid, os.fdopen(reading, encoding='utf-8')
    os.dup2(os.open(var.parent / 'writer.log', os.O_CREAT | os.O_TRUNC | os.O_WRONLY), 2)
    try:
        with opened(str(write_ini(var, settings)), str(var)) as environment:
            writer = Writer(environment, writing)
            writer.check(acknowledged)
            writer.write(number)
    finally:
        traceback.print_exc()
        os._exit(1)


def tell(line):
    """Write ``line`` at once."""
    sys.stdout.write(line + '\n')
    sys.stdout.flush()


def trial(kind, kills, folder, say=tell, chance=random):
    """Kill ``kills`` times; return how many writes were acknowledged, and all that was wrong."""
    place = KINDS[kind](folder)
    var = folder / 'portal'
    acknowledged, wrong, number, told = [], [], 1, 0
    for turn in range(kills + 1):
        place.start()
        writer, said = forked(var, place.settings, acknowledged, number)
        wrong += _until_checked(said, f'after kill {turn}: ', folder / 'writer.log')
        if not acknowledged:  # something must be there that could be lost
            acknowledged.append(int(said.readline()))
        if turn < kills:
            time.sleep(chance.uniform(0.02, LONGEST))
        place.kill(writer)
        os.waitpid(writer, 0)
        acknowledged += [int(line) for line in said if line.endswith('\n')]
        said.close()
        number = 10 * (turn + 1) + max([number, *acknowledged]) + 1
        if turn % 5 == 0:
            say(f'{kind}: {turn} kills, {len(acknowledged)} acknowledged, {len(wrong)} wrong')
        for each in wrong[told:]:
            say(each)
        told = len(wrong)
    return len(acknowledged), wrong


def _until_checked(said, when, log):
    wrong = []
    for line in said:
        if line.startswith('checked'):
            return wrong
        if line.startswith('!'):
            wrong.append(when + line.strip())
    return [*wrong, f'{when}the portal did not start: {log.read_text()[-1000:]}']


def main(kind, kills='3'):
    """Run a trial in a folder of its own; fail if anything was wrong."""
    with tempfile.TemporaryDirectory(prefix='kills-') as folder:
        os.chdir(ROOT)
        acknowledged, wrong = trial(kind, int(kills), Path(folder))
    for each in wrong:
        tell(each)
    tell(f'{kind}: killed {kills} times, {acknowledged} writes acknowledged, '
         f'{len(wrong)} complaints')
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
