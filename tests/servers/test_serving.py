"""Workers, renewed one after another, and the end of a portal: nobody who has asked is cut off."""
import http.client
import os
import re
import signal
import socket
import subprocess
import time
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

import pytest

from . import BIN, CONFIG
from .nursery import done
from .portal import Portal, bare, run_inline, serving, write_ini
from .process import free_port, running, until

WORKERS = """\
[app:main]
use = config:{base}
{settings}

[server:main]
use = config:{base}
workers = 2
"""
#: Seconds between two requests of a client: what renews workers needs the processor, too.
PAUSE = 0.02
#: A group that nobody is in.
GROUP = 54321
#: What nginx says of who asks; a portal at a port does not believe it.
NEAR = {'X-Forwarded-For': '127.0.0.1'}


def write_workers(var, settings):
    """Return an ini file in ``var`` for two workers with ``settings``."""
    ini = write_ini(var, settings)
    lines = '\n'.join(f'{name} = {value}' for name, value in settings.items())
    ini.write_text(WORKERS.format(base=CONFIG / 'testing.ini', settings=lines))
    return ini


class Asking:
    """Two clients that ask for ``paths`` again and again, one of them keeping its connection."""

    def __init__(self, portal, paths):
        self._portal, self._paths = portal, paths
        self._over = Event()
        self.answers = []
        self._threads = [Thread(target=self._ask, args=(each,)) for each in (False, True)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self.answers

    def __exit__(self, *raised):
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _ask(self, keep):
        """Ask until it is over; ``keep``: on one connection until the portal says to close it."""
        connection = None
        while not self._over.is_set():
            for path in self._paths:
                connection = connection or self._portal.connection()
                status, closing = self._answer(connection, path)
                self.answers.append(status)
                if not keep or closing:
                    connection = connection.close()
                time.sleep(PAUSE)
        if connection:
            connection.close()

    def _answer(self, connection, path):
        try:
            connection.request('GET', path, headers={'Host': 'localhost'})
            answer = connection.getresponse()
            answer.read()
            return answer.status, answer.getheader('Connection') == 'close'
        except (OSError, http.client.HTTPException) as error:
            return repr(error), True


def workers_of(process):
    """Return the process ids of the workers of a supervisor."""
    found = subprocess.run(['ps', '-o', 'pid=', '--ppid', str(process.pid)],
                           check=False, capture_output=True, text=True)
    return set(map(int, found.stdout.split()))


@contextmanager
def two_workers(zeo_server, var, **settings):
    """Give a portal of two workers with the data in ``var``, and the process of its supervisor.

    The run-book has two at the socket of service, which they leave behind no more.
    """
    settings = {**zeo_server.settings('portal'), **settings}
    run_inline(var, 'seed', '--bare', settings=settings)
    portal = Portal(free_port(), var, write_workers(var, settings), var / 'log')

    def ready():
        return portal.answers() and portal.get('/readyz')[0] == 200

    with running([BIN / 'pserve', portal.ini, f'var={var}', f'http_port={portal.port}', 'socket='],
                 ready, portal.log) as process:
        yield portal, process


def test_workers_are_renewed_and_replaced_without_a_failed_request(zeo_server, tmp_path):
    with two_workers(zeo_server, tmp_path / 'portal', **{
            'portal.throttles': 'csv:6/900'}) as (portal, process):
        until(lambda: portal.log.read_text().count('Serving on') == 2)
        first = workers_of(process)
        assert len(first) == 2
        lists = [portal.get(f'/van-ban.csv?so={number}')[0] for number in range(20)]
        assert [lists.count(status) for status in (200, 429)] == [6, 14]

        with Asking(portal, ['/', '/english']) as answers:
            os.kill(process.pid, signal.SIGHUP)
            until(lambda: portal.log.read_text().count('stands in place of') == 2)
            until(lambda: len(answers) > 50)
            time.sleep(0.5)
        assert set(answers) == {200}
        second = workers_of(process)
        assert len(second) == 2
        assert not first & second
        assert portal.get('/van-ban.csv?so=99')[0] == 429

        measured = portal.get('/metrics', **NEAR)[2].decode()
        counted = re.findall(r'^portal_pages_total\{.*\} ([0-9.]+)$', measured, re.MULTILINE)
        assert sum(map(float, counted)) >= len(answers) - 4

        os.kill(min(second), signal.SIGKILL)
        until(lambda: len(workers_of(process)) == 2 and min(second) not in workers_of(process))
        assert portal.get('/')[0] == 200
    assert 'killed' not in portal.log.read_text()


def test_several_workers_on_files_are_refused_with_what_to_do(tmp_path):
    ini = write_workers(tmp_path, {})

    ended = done(BIN / 'pserve', ini, f'var={tmp_path}', f'http_port={free_port()}')

    assert ended.returncode != 0
    assert 'several workers need ZEO or PostgreSQL' in ended.stderr
    assert 'Traceback' not in ended.stderr


def test_an_end_finishes_what_has_been_asked(tmp_path):
    bare(tmp_path)
    with serving(tmp_path) as portal:
        pid = portal.pid
        half = socket.create_connection(('127.0.0.1', portal.port))
        half.sendall(b'GET / HTTP/1.1\r\nHost: localhost\r\n')
        idle = http.client.HTTPConnection('127.0.0.1', portal.port)
        idle.request('GET', '/robots.txt', headers={'Host': 'localhost'})
        idle.getresponse().read()

        os.kill(pid, signal.SIGTERM)
        time.sleep(0.6)
        half.sendall(b'\r\n')
        with closing(half), half.makefile('rb') as answer:
            said = answer.read()  # to the end: the portal closes it

        assert said.startswith(b'HTTP/1.1 200 OK')
        assert b'Connection: close' in said
        assert said.rstrip().endswith(b'</html>')
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(('127.0.0.1', portal.port))
        idle.close()


def test_the_socket_of_a_killed_portal_is_taken_over_and_that_of_a_living_one_is_not(tmp_path):
    bare(tmp_path / 'var')
    bare(tmp_path / 'other')
    file = tmp_path / 'var/portal.sock'
    with serving(tmp_path / 'var', base='production.ini') as portal:
        said = refused(tmp_path / 'other', file)
        assert f'unix_socket = {file}: a portal answers there' in said
        assert portal.get('/', 'hanoi.gov.vn')[0] == 200
        os.kill(portal.pid, signal.SIGKILL)
    assert file.exists()

    with serving(tmp_path / 'var', base='production.ini') as portal:
        assert portal.get('/', 'hanoi.gov.vn')[0] == 200
    assert not file.exists()

    file.symlink_to(tmp_path / 'elsewhere')
    assert f'unix_socket = {file}: what is there is no socket' in refused(tmp_path / 'var', file)
    assert file.is_symlink()


def refused(var, file):
    """Return what a portal with the data in ``var`` says that may not listen at ``file``."""
    ended = done(BIN / 'pserve', CONFIG / 'production.ini', f'var={var}', f'socket={file}')
    assert ended.returncode != 0
    assert 'Traceback' not in ended.stderr
    return ended.stderr


def test_who_comes_to_the_socket_of_a_portal_that_ends_is_answered_or_not_let_in(tmp_path):
    bare(tmp_path)
    with serving(tmp_path, base='production.ini') as portal:
        half = portal.connection()
        half.connect()
        half.sock.sendall(b'GET / HTTP/1.1\r\nHost: hanoi.gov.vn\r\n')

        os.kill(portal.pid, signal.SIGTERM)
        until(lambda: not portal.socket.exists())
        half.sock.sendall(b'\r\n')
        with closing(half), half.sock.makefile('rb') as answer:
            assert answer.read().startswith(b'HTTP/1.1 200 OK')


@pytest.mark.clause('8.1')
def test_nginx_in_the_group_of_the_portal_comes_in_and_nobody_else():
    """With the rights that ``RuntimeDirectoryMode`` of the unit gives to the folder."""
    mode = int(re.search('RuntimeDirectoryMode=(.*)', (
        CONFIG / 'deploy/systemd/hanoiportal.service').read_text())[1], 8)
    with TemporaryDirectory(dir='/tmp') as folder:
        bare(Path(folder))
        with serving(Path(folder), base='production.ini') as portal:
            assert (mode, portal.socket.stat().st_mode & 0o777) == (0o710, 0o660)
            if os.geteuid() != 0:
                return  # nobody else can be played
            for each in (folder, portal.socket):
                os.chown(each, 0, GROUP)
            os.chmod(folder, mode)
            assert (comes_in(portal, [GROUP]), comes_in(portal, [])) == (True, False)
            os.chmod(folder, 0o711)
            assert not comes_in(portal, [])


def comes_in(portal, groups):
    """Tell whether somebody else, who is in ``groups``, is answered by ``portal``."""
    return subprocess.run(
        ['curl', '--silent', '--unix-socket', portal.socket, 'http://hanoi.gov.vn/readyz'],
        check=False, capture_output=True, user=65534, group=65534,
        extra_groups=groups).returncode == 0


@pytest.mark.parametrize(('write', 'storage'), [(write_ini, ''), (write_workers, 'zeo://other')])
def test_a_port_that_is_taken_is_one_line_that_says_what_to_do(tmp_path, write, storage):
    bare(tmp_path)
    apart = {f'zodbconn.uri{name}': storage for name in (
        '', '.interactions', '.drafts', '.keys')}
    with socket.create_server(('127.0.0.1', 0)) as taken:
        port = taken.getsockname()[1]
        ended = done(BIN / 'pserve', write(tmp_path, apart if storage else {}),
                     f'var={tmp_path}', f'http_port={port}', 'socket=')

    assert ended.returncode == 1
    assert f'127.0.0.1:{port}' in ended.stderr and 'make serve PORT=7001' in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
