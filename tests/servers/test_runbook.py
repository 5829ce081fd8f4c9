"""A stranger follows docs/operations/runbook.md: its blocks are executed in their order.

Folders, ports and the account are the test's; ``systemctl`` is played by ``systemctl.py``, which
starts what the unit files say.  Commands of the portal are forked from the nursery, and services
but for several workers; with ``WHOLE`` they begin anew.
"""
import os
import re
import shutil
import subprocess
import sys
from contextlib import closing

import pytest
from hanoiportal.oversight.availability.rounds import rounds
from support.sampling import WHOLE

from . import ROOT, sealing
from .lent import lent
from .nginx import certificate, program
from .process import AtFile, free_port

BOOK = ROOT / 'docs/operations/runbook.md'
BLOCK = re.compile(r'^( *)```sh\n\1# on the machine\n(.*?)^\1```$', re.DOTALL | re.MULTILINE)
#: What stands in for programs that only a whole machine has; ``git pull`` finds nothing new.
STAND_INS = {
    'systemctl': f'exec {sys.executable} {ROOT}/tests/servers/systemctl.py "$@"',
    'adduser': 'exit 0', 'usermod': 'exit 0', 'chown': 'exit 0', 'git': 'exit 0',
    'make': f'exec {shutil.which("make")} -C {ROOT} parts/.catalogs'}


def blocks():
    """Return ``[(heading, script)]`` of the run-book, in their order."""
    found, heading = [], ''
    for part in re.split(r'^(## .*)$', BOOK.read_text(), flags=re.MULTILINE):
        if part.startswith('## '):
            heading = part[3:]
        found += [(heading, script) for _indent, script in BLOCK.findall(part)]
    return found


class Machine:
    """The folders and ports of the test in place of those of the run-book."""

    def __init__(self, folder):
        self.folder = folder
        self.forked = () if WHOLE else ('hanoiportal-zeo', 'hanoiportal-probe')
        self.places = {
            '/srv/hanoiportal-twin': folder / 'twin',
            '/srv/hanoiportal-archive': folder / 'archive', '/srv/hanoiportal': folder / 'var',
            '/etc/hanoiportal': folder / 'etc', '/etc/systemd/system': folder / 'units',
            '/etc/nginx': folder / 'nginx', '/etc/ssl/hanoiportal': folder / 'ssl',
            '/var/cache/nginx': folder / 'nginx', '/var/log/nginx': folder / 'nginx',
            '/mnt/backup': folder / 'backup', '/opt/hanoiportal': ROOT,
            # -secrets too
            '/run/hanoiportal': folder / 'rt', '%t/hanoiportal': folder / 'rt',
            ':9443 ': f':{free_port()} ', ' seed\n': ' seed --bare\n',
            ' backup --to': ' backup --same-device --to',
            ' erase --to': ' erase --same-device --to'}
        for number in ('443', '80'):
            free = free_port()
            self.places |= {f'{where}{number} ': f'{where}{free} '
                            for where in ('listen ', '[::]:')}
        for name in ('units', 'etc', 'nginx/conf.d', 'ssl', 'bin', 'backup'):
            (folder / name).mkdir(parents=True)
        for name, body in {**STAND_INS, 'nginx': self._nginx(), 'cp': self._cp(),
                           'runuser': self._runuser()}.items():
            path = folder / 'bin' / name
            path.write_text(f'#!/bin/sh\n{body}\n')
            path.chmod(0o755)
        sealing.put(folder / 'bin')
        certificate(folder / 'ssl')

    def _nginx(self):
        main = self.folder / 'nginx/nginx.conf'
        main.write_text(
            f'events {{}}\npid {self.folder}/pid;\nhttp {{ include conf.d/*.conf; }}\n')
        return f'exec {program()} -p {self.folder}/nginx -c {main} "$@"'

    def _runuser(self):
        asking = f'{sys.executable} -S {ROOT}/tests/servers/ask.py {self.folder}/lent'
        return f'shift 3; exec {"" if WHOLE else asking} "$@"'

    def _cp(self):
        """Return a ``cp`` after which settings name the places of the test."""
        places = self.folder / 'places.sed'
        places.write_text(''.join(
            f's|{re.escape(was)}|{becomes}|g\n' for was, becomes in self.places.items()
            if '\n' not in was))
        return (f'/bin/cp "$@" && find {self.folder}/etc {self.folder}/units {self.folder}/nginx '
                "-name '*.conf' -o -name '*.ini' -o -name '*.service' -o -name '*.timer' "
                f'| xargs -r sed -i -f {places}')

    def here(self, text):
        """Return ``text`` with the test's own places."""
        for was, becomes in self.places.items():
            text = text.replace(was, str(becomes))
        return text

    def run(self, script):
        """Run a block; raises ``AssertionError`` with what it said if it fails."""
        done = subprocess.run(
            ['bash', '-euo', 'pipefail', '-c', self.here(script)], check=False, timeout=400,
            capture_output=True, text=True, env={
                **os.environ, 'PATH': f'{self.folder}/bin:{os.environ["PATH"]}',
                'UNITS': str(self.folder / 'units'), 'NURSERY': str(self.folder / 'lent'),
                'FORKED': ' '.join(self.forked)})
        assert done.returncode == 0, f'{script}\n{done.stdout}\n{done.stderr}\n{self.logs()}'
        return done.stdout

    def serve_by_one(self):
        """Let the portal be served from its next start on by one process, which is forked: each
        of several workers begins anew, and after the upgrade none stands in place of another.
        """
        settings = self.folder / 'etc/portal.ini'
        settings.write_text(settings.read_text().replace('workers = 2', 'workers = 1'))
        self.forked = (*self.forked, 'hanoiportal')

    def logs(self):
        """Return the ends of what the services have said."""
        return ''.join(path.read_text()[-2000:] for path in (self.folder / 'units').glob('*.log'))

    def get(self, path):
        """Return the status of ``path`` of the city's portal."""
        with closing(AtFile(self.folder / 'rt/portal.sock')) as connection:
            connection.request('GET', path, headers={'Host': 'hanoi.gov.vn'})
            return connection.getresponse().status


@pytest.fixture
def machine(tmp_path):
    machine = Machine(tmp_path)
    with lent(tmp_path / 'lent'):
        yield machine
    for unit in ('hanoiportal', 'hanoiportal-zeo', 'hanoiportal-probe'):
        subprocess.run([sys.executable, ROOT / 'tests/servers/systemctl.py', 'stop', unit],
                       check=True, env={**os.environ, 'UNITS': str(tmp_path / 'units')})
    shutil.rmtree(tmp_path / 'var')


@pytest.mark.clause('31.1')
@pytest.mark.clause('24.1')
def test_a_stranger_installs_upgrades_stops_and_mends_the_portal_by_the_book(machine):
    said, known = {}, {}
    for heading, script in blocks():
        if heading == 'The database is down':
            machine.run('systemctl kill hanoiportal-zeo')
        if heading == 'A planned stop' and not WHOLE:
            machine.serve_by_one()
        if WHOLE or script not in known:  # two blocks are one
            known[script] = machine.run(script)
        said.setdefault(heading, []).append(known[script])

    assert 'One-time password' in said['First start'][0]
    assert all('as it was written' in each for each in said['The archive'])
    assert 'Nâng cấp máy chủ' in said['A planned stop'][0]
    assert ': as it was at ' in said['The data are lost'][0]
    assert 'nothing is to be erased' in said['Personal data are to be erased'][1]
    assert machine.get('/') == 200
    watched = [each for path in (machine.folder / 'var-probe').glob('*.jsonl')
               for each in rounds(path)]
    assert watched and watched[0].every == 60, 'the watch writes a file apart from the databases'
    left = {each.name for each in (machine.folder / 'var').iterdir()}
    assert 'backup-key.pub' in left and not left & {
        'secret', 'backup-key', 'archive-key', 'mail-password'}
    log = (machine.folder / 'units/hanoiportal.log').read_text()
    assert log.count('stands in place of') == 2  # the upgrade was a rolling one
    assert 'killed' not in log
    assert set(said) >= {'Install for service', 'First start', 'nginx and the certificate',
                         'The archive', 'Upgrade', 'A planned stop', 'The database is down',
                         'The disk is full',
                         'A file (blob) is lost', 'The data are lost',
                         'Personal data are to be erased',
                         'The clock has jumped', 'Somebody may have broken in'}


def test_what_cannot_be_deleted_is_not_tried_for_ever(tmp_path):
    machine, tried = Machine(tmp_path), tmp_path / 'tried'
    (tmp_path / 'bin/rm').write_text(
        f'#!/bin/sh\necho again >>{tried}\n[ "$(wc -l <{tried})" -lt 20 ] || kill $PPID\nexit 1\n')
    (tmp_path / 'bin/rm').chmod(0o755)
    (tmp_path / 'bin/sleep').symlink_to('/bin/true')

    machine.run(next(script for _heading, script in blocks() if 'rm -rf' in script))
    assert tried.read_text().count('again') == 5


def test_every_block_of_commands_is_executed():
    text = BOOK.read_text()

    assert len(blocks()) == len(re.findall(r'^ *```sh$', text, re.MULTILINE)) > 10
