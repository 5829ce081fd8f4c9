"""Load by wrk: how many requests a second, and how much CPU each takes."""
import re
import subprocess
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from .expectations import BadLoad, Page, check
from .serving import Server

CONNECTIONS = 8
#: Of pages that are loaded once so many are checked, and so many warm up the server's connections
#: to the database; neither are loaded after that.
CHECKED, WARMING = 10, 200
#: No machine makes so many pages anew in a second.
A_SECOND = 2000
_COUNT = re.compile(r'(\d+) requests in')
_RATE = re.compile(r'Requests/sec:\s+([\d.]+)')
_BAD = re.compile(r'Non-2xx or 3xx responses: (\d+)|Socket errors: (.+)')


@dataclass
class Rate:
    """``per_second``: requests.  ``cpu``: milliseconds of the server's CPU time for each.
    ``requests``: how many there were.
    """

    per_second: float
    cpu: float
    requests: int = 0


Pair = tuple[Rate, Rate]


class Paired:
    """Loads a page and the bare page by turns, a second each: what else the machine does in the
    meantime slows down both.
    """

    def __init__(self, bare: Server, seconds: int) -> None:
        self._bare, self.seconds = bare, seconds

    def load(self, server: Server, page: Page) -> Pair:
        """Return the ``Rate`` of ``page`` on ``server``, and that of the bare page.

        Raises ``UnexpectedPage`` if it does not show what it promises, ``BadLoad`` if a response
        is an error.
        """
        check(server, page)
        _wrk(server, page.path, page.headers)
        return self.by_turns(page.row, lambda: load(server, page.path, page.headers))

    def load_once(self, server: Server, pages: Sequence[Page], folder: Path) -> Pair:
        """Return the same of many ``pages`` of one row, none of which is requested twice.

        ``folder``: where the list of them may lie.  Raises ``BadLoad`` if the server was quicker
        than the list is long.
        """
        for page in pages[:CHECKED]:
            check(server, page)
        paths = [page.path for page in pages[CHECKED:]]
        warming, paths = paths[:WARMING], paths[WARMING:]
        turns = max(1, min(self.seconds, len(paths) // A_SECOND))
        parts = iter([paths[at::turns] for at in range(turns)])

        def load_part() -> Rate:
            part = next(parts)
            rate = load(server, part[0], {}, script_of(folder / 'paths.lua', part))
            if rate.requests > len(part):
                raise BadLoad(f'{rate.requests} requests for {len(part)} pages: some came twice')
            return rate

        with ThreadPoolExecutor(CONNECTIONS) as pool:
            list(pool.map(server.get, warming))
        return self.by_turns(pages[0].row, load_part, turns)

    def by_turns(self, row: str, load_page: Callable[[], Rate], turns: int = 0) -> Pair:
        """Return the ``Rate`` of ``load_page()``, called for each turn, and of the bare page.

        ``turns``: as many as seconds, unless given.  Raises ``BadLoad`` that names ``row``.
        """
        try:
            pairs = [(load_page(), load(self._bare, '/', {}))
                     for _turn in range(turns or self.seconds)]
        except BadLoad as error:
            raise BadLoad(f'«{row}»: {error}') from error
        own, bare = zip(*pairs, strict=True)
        return together(own), together(bare)


def script_of(file: Path, paths: Sequence[str]) -> Path:
    """Write to ``file`` what makes wrk request one of ``paths`` after the other; return it."""
    listed = ',\n'.join(f'"{path}"' for path in paths)
    file.write_text(f'paths = {{{listed}}}\nat = 0\nfunction request()\n'
                    '  at = at % #paths + 1\n  return wrk.format(nil, paths[at])\nend\n')
    return file


def together(rates: Sequence[Rate]) -> Rate:
    """Return the ``Rate`` of several seconds with a ``Rate`` each."""
    per_second = sum(each.per_second for each in rates)
    return Rate(per_second / len(rates),
                sum(each.cpu * each.per_second for each in rates) / per_second,
                sum(each.requests for each in rates))


def load(server: Server, path: str, headers: Mapping[str, str],
         script: Path | None = None) -> Rate:
    """Request ``path`` of ``server`` as fast as it answers for a second and return the ``Rate``.

    ``script``: of wrk, that requests others instead.

    Raises ``BadLoad`` if a response is an error or does not come.
    """
    before = server.thread_time()
    said = _wrk(server, path, headers, script)
    cpu = server.thread_time() - before
    rate, count = _RATE.search(said), _COUNT.search(said)
    if rate is None or count is None or not int(count[1]):
        raise BadLoad(f'{path}: no response within a second')
    return Rate(float(rate[1]), 1000 * cpu / int(count[1]), int(count[1]))


def _wrk(server: Server, path: str, headers: Mapping[str, str],
         script: Path | None = None) -> str:
    command = ['wrk', '-t1', f'-c{CONNECTIONS}', '-d1s', '-H', 'Host: localhost']
    for name, value in headers.items():
        command += ['-H', f'{name}: {value}']
    if script is not None:
        command += ['-s', str(script)]
    done = subprocess.run([*command, f'http://127.0.0.1:{server.port}{path}'],
                          capture_output=True, text=True, check=True)
    bad = _BAD.search(done.stdout)
    if bad:
        raise BadLoad(f'{path}: {bad[0]}')
    return done.stdout
