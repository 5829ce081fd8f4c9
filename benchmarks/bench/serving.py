"""Servers that are measured: each one waitress process with four threads."""
import http.client
import os
import sys
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from servers import BIN, CONFIG
from servers.process import free_port, running

#: Waitress warns of every request that waits; under load that is nearly all of them.
INI = """\
[app:main]
use = config:{config}/testing.ini
portal.page_cache_bytes = {cache}
portal.throttles = search:0/60 ask:0/600 rate:0/600
{settings}

[server:main]
use = config:{config}/testing.ini

[loggers]
keys = root, waitress

[handlers]
keys = console

[formatters]
keys =

[logger_root]
level = ERROR
handlers = console

[logger_waitress]
level = ERROR
handlers =
qualname = waitress

[handler_console]
class = StreamHandler
args = (sys.stderr,)
"""
CACHE = 64 * 1024 * 1024
_TICKS = os.sysconf('SC_CLK_TCK')


@dataclass
class Server:
    """A server on ``port`` of this machine, in the process ``pid``.

    ``seconds``: from its start to its first answer.
    """

    port: int
    pid: int = 0
    seconds: float = 0.0

    def get(self, path, **headers):
        """Return status, headers and body of ``path``."""
        with closing(http.client.HTTPConnection('127.0.0.1', self.port, timeout=60)) as connection:
            connection.request('GET', path, headers={'Host': 'localhost', **headers})
            response = connection.getresponse()
            return response.status, response.headers, response.read()

    def answers(self):
        """Tell whether it answers with a page."""
        try:
            return self.get('/')[0] == 200
        except OSError:
            return False

    def cpu(self):
        """Return the seconds of CPU time that the process has used."""
        return cpu(self.pid)

    def thread_time(self) -> float:
        """Return the seconds of CPU time of the threads that live, to the nanosecond.

        ``cpu`` counts in hundredths of a second, which is too coarse for a second of load.
        """
        return sum(int(file.read_text().split()[0]) for file in
                   Path(f'/proc/{self.pid}/task').glob('*/schedstat')) / 1e9

    def memory(self):
        """Return the resident bytes of the process."""
        return memory(self.pid)


def cpu(pid):
    """Return the seconds of CPU time that the process ``pid`` has used."""
    fields = Path(f'/proc/{pid}/stat').read_text().rpartition(')')[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def memory(pid):
    """Return the resident bytes of the process ``pid``."""
    for line in Path(f'/proc/{pid}/status').read_text().splitlines():
        if line.startswith('VmRSS:'):
            return int(line.split()[1]) * 1024
    raise LookupError('no VmRSS')


def write_ini(var, cache, settings=()):
    """Write the ini file of a portal whose data lie in ``var`` and return its path.

    ``settings``: ``{name: value}`` besides those of ``testing.ini``.
    """
    for name in ('filestorage', 'blobstorage'):
        (var / name).mkdir(parents=True, exist_ok=True)
    ini = var / f'bench-{cache}.ini'
    lines = '\n'.join(f'{name} = {value}' for name, value in dict(settings).items())
    ini.write_text(INI.format(config=CONFIG, cache=cache, settings=lines))
    return ini


@contextmanager
def portal(var, cache, settings=()):
    """Serve the portal in ``var`` with a page cache of ``cache`` bytes; give its ``Server``."""
    server, ini = Server(free_port()), write_ini(var, cache, settings)
    command = [BIN / 'pserve', ini, f'var={var}', f'http_port={server.port}']
    with _served(server, command, var / 'log'):
        yield server


@contextmanager
def bare(folder):
    """Serve the bare page; give its ``Server``."""
    server = Server(free_port())
    command = [sys.executable, sys.argv[0], '--serve-bare', str(server.port)]
    with _served(server, command, folder / 'bare.log'):
        yield server


@contextmanager
def _served(server, command, log):
    started = time.monotonic()
    with running(command, server.answers, log) as process:
        server.seconds, server.pid = time.monotonic() - started, process.pid
        yield server
