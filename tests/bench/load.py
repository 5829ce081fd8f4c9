"""Load by wrk: how many requests a second, and how much CPU each takes."""
import re
import subprocess
from dataclasses import dataclass

CONNECTIONS = 8
_COUNT = re.compile(r'(\d+) requests in')
_RATE = re.compile(r'Requests/sec:\s+([\d.]+)')
_BAD = re.compile(r'Non-2xx or 3xx responses: (\d+)|Socket errors: (.+)')


@dataclass
class Rate:
    """``per_second``: requests.  ``cpu``: milliseconds of the server's CPU time for each."""

    per_second: float
    cpu: float


class BadLoad(AssertionError):
    """Not every answer was the one that was to be measured."""


class Paired:
    """Loads a page and, right before it, the bare page: what else the machine does hits both."""

    def __init__(self, bare, seconds):
        self._bare, self._seconds = bare, seconds

    def load(self, server, path, **changes):
        """Return the ``Rate`` of ``path`` and of the bare page; see ``load``."""
        bare = load(self._bare, '/', max(1, self._seconds // 2))
        return load(server, path, self._seconds, **changes), bare


def load(server, path, seconds, status=200, **headers):
    """Ask ``server`` for ``path`` as fast as it answers and return the ``Rate``.

    Raises ``BadLoad`` if an answer has not ``status`` or does not come.
    """
    found = server.get(path, **headers)[0]
    if found != status:
        raise BadLoad(f'{path} answers {found}, not {status}')
    _wrk(server, path, 1, headers)
    before = server.cpu()
    said = _wrk(server, path, seconds, headers)
    cpu = server.cpu() - before
    return Rate(float(_RATE.search(said)[1]), 1000 * cpu / int(_COUNT.search(said)[1]))


def _wrk(server, path, seconds, headers):
    command = ['wrk', '-t1', f'-c{CONNECTIONS}', f'-d{seconds}s', '-H', 'Host: localhost']
    for name, value in headers.items():
        command += ['-H', f'{name}: {value}']
    done = subprocess.run([*command, f'http://127.0.0.1:{server.port}{path}'],
                          capture_output=True, text=True, check=True)
    bad = _BAD.search(done.stdout)
    if bad:
        raise BadLoad(f'{path}: {bad[0]}')
    return done.stdout
