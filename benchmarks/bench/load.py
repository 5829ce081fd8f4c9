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
    """Loads a page and the bare page by turns, a second each: what else the machine does in the
    meantime slows down both.
    """

    def __init__(self, bare, seconds):
        self._bare, self._seconds = bare, seconds

    def load(self, server, path, status=200, **headers):
        """Return the ``Rate`` of ``path`` on ``server``, and that of the bare page.

        Raises ``BadLoad`` if an answer has not ``status`` or does not come.
        """
        found = server.get(path, **headers)[0]
        if found != status:
            raise BadLoad(f'{path} answers {found}, not {status}')
        _wrk(server, path, headers)
        return self._by_turns(lambda: load(server, path, headers))

    def load_each(self, server, paths, folder):
        """Return the same of many ``paths``, each asked for once, as far as time allows.

        ``folder``: where the list of them may lie.
        """
        parts = [paths[at::self._seconds] for at in range(self._seconds)]
        scripts = iter([_script(folder / f'paths-{at}.lua', part)
                        for at, part in enumerate(parts)])
        return self._by_turns(lambda: load(server, paths[0], {}, next(scripts)))

    def _by_turns(self, load_page):
        rounds = [(load_page(), load(self._bare, '/', {})) for _second in range(self._seconds)]
        return tuple(map(together, zip(*rounds, strict=True)))


def _script(file, paths):
    """Write to ``file`` what lets wrk ask for one of ``paths`` after the other; return it."""
    listed = ',\n'.join(f'"{path}"' for path in paths)
    file.write_text(f'paths = {{{listed}}}\nat = 0\nfunction request()\n'
                    '  at = at % #paths + 1\n  return wrk.format(nil, paths[at])\nend\n')
    return file


def together(rates):
    """Return the ``Rate`` of several seconds with a ``Rate`` each."""
    requests = sum(each.per_second for each in rates)
    return Rate(requests / len(rates),
                sum(each.cpu * each.per_second for each in rates) / requests)


def load(server, path, headers, script=None):
    """Ask ``server`` for ``path`` as fast as it answers for a second and return the ``Rate``.

    ``script``: of wrk, that asks for others instead.

    Raises ``BadLoad`` if an answer is an error or does not come.
    """
    before = server.cpu()
    said = _wrk(server, path, headers, script)
    cpu = server.cpu() - before
    return Rate(float(_RATE.search(said)[1]), 1000 * cpu / int(_COUNT.search(said)[1]))


def _wrk(server, path, headers, script=None):
    command = ['wrk', '-t1', f'-c{CONNECTIONS}', '-d1s', '-H', 'Host: localhost']
    for name, value in headers.items():
        command += ['-H', f'{name}: {value}']
    if script is not None:
        command += ['-s', script]
    done = subprocess.run([*command, f'http://127.0.0.1:{server.port}{path}'],
                          capture_output=True, text=True, check=True)
    bad = _BAD.search(done.stdout)
    if bad:
        raise BadLoad(f'{path}: {bad[0]}')
    return done.stdout
