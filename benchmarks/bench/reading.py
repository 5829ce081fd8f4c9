"""Readers while the staff publishes: every publication lets each page be made anew once."""
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hanoiportal.shells.commands.environment import opened

from . import desk, public, serving, staff
from .expectations import BadLoad, Page, check, heading
from .filling import Content
from .load import Paired, Rate, load, script_of
from .newsroom import HEAD_LOGIN, Newsroom, title_of
from .progress import say
from .serving import Server, write_ini
from .table import Row, rate

#: Different pages that are read.
PAGES = 200
#: Numbers of the items that are published meanwhile, apart from those of ``publishing``.
FIRST = 100_000
CHECKS = ('origin', 'quality', 'content')


def measure(var: Path, content: Content, paired: Paired) -> list[Row]:
    """Return the rows of the desk and of the readers of the large section of ``content``.

    Raises ``BadLoad`` if an item is not public after it was approved.
    """
    section, numbers = content.large, range(FIRST, FIRST + paired.seconds)
    with opened(str(write_ini(var, 0)), str(var)) as environment:
        Newsroom(environment, section)
    with serving.portal(var, 0) as server:
        rows = [desk.contents(server, section, content.places[section], paired)]
    with opened(str(write_ini(var, 0)), str(var)) as environment:
        room = Newsroom(environment, section)
        names = environment.in_transaction(lambda: [room.submit(each) for each in numbers])
    waiting = {f'{section}/{name}': number for name, number in zip(names, numbers, strict=True)}
    with serving.portal(var, serving.CACHE) as server:
        rows.append(_readers(server, content, waiting, paired, var))
    return rows


def _readers(server: Server, content: Content, waiting: dict[str, int], paired: Paired,
             folder: Path) -> Row:
    """Return the row of readers; ``waiting``: number by path of the items to be published."""
    paths = content.paths[:PAGES]
    row = f'{len(paths)} pages with the page cache, an item published each second'
    say(row)
    pages = [public.news(content, path, row) for path in paths]
    for page in pages:
        check(server, page)
    script, head, next_up = script_of(folder / 'read.lua', paths), Head(server), iter(waiting)
    pair = paired.by_turns(row, lambda: _second(server, paths[0], script, head, next_up))
    for path, number in waiting.items():
        check(server, Page(row, path, (heading(title_of(number)),)))
    return rate(row, pair)


def _second(server: Server, path: str, script: Path, head: 'Head', paths: Iterator[str]) -> Rate:
    """Publish the next of ``paths`` while readers read for a second; return their ``Rate``."""
    with ThreadPoolExecutor(1) as pool:
        approved = pool.submit(head.approve, next(paths))
        found = load(server, path, {}, script)
        approved.result()
    return found


class Head:
    """The head of the board at the desk of ``server``, logged in."""

    def __init__(self, server: Server) -> None:
        self._server, self._cookie = server, staff.cookie(server, HEAD_LOGIN)
        self._token = staff.token(server.get('/desk', Cookie=self._cookie)[2])

    def approve(self, path: str) -> None:
        """Approve the item at ``path``, which makes it public.  Raises ``BadLoad``."""
        status, _headers = staff.post(self._server, f'/desk{path}/@@step', self._cookie, {
            'csrf_token': self._token, 'step': 'approve', 'checks': CHECKS, 'then': 'now'})
        if status != 303:
            raise BadLoad(f'the approval of {path} answers {status}')
