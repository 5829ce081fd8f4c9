"""The pages of the desk that are measured, and what each shows."""
from pathlib import Path
from typing import NamedTuple

from . import corpus, filling, newsroom, serving, staff
from .expectations import PAGE_SIZE, Page, heading, items, total
from .load import Paired
from .progress import say
from .serving import Server
from .table import Row, rate

GATE = 1 / 30
#: «Việc của tôi» shows so many items of each of its lists; three lists hold some.
SHOWN = 3 * 5


class Size(NamedTuple):
    """Of a portal whose desk is measured: sites, items, local roles of the editor."""

    sites: int
    items: int
    roles: int


def measure(var: Path, size: Size, paired: Paired) -> list[Row]:
    """Return the rows of the desk of an editor with many local roles among many items."""
    file = var.with_suffix('.jsonl')
    corpus.write(file, staff.sections(size.sites, size.items))
    filling.command(var, 'seed', '--bare')
    say('importing for the desk')
    filling.command(var, 'import', str(file), '--names-basis', 'Bộ dữ liệu đo')
    staff.employ(var, size.roles)
    section = filling.content_of(file).places['/sites/don-vi-007/tin-tuc']
    among = f'{size.items:,} items, {size.roles} roles'
    with serving.portal(var, 0) as server:
        cookie = {'Cookie': staff.cookie(server)}
        return [_row(server, paired, page) for page in (
            Page(f'desk: my work, {among}', '/desk',
                 (heading('Việc của tôi'), items(SHOWN)), headers=cookie),
            Page(f'desk: one queue, {among}', '/desk/@@queue?list=edit',
                 (heading('Chờ biên tập'), items(PAGE_SIZE)), headers=cookie),
            Page(f'desk: contents of a section, {among}',
                 '/desk/sites/don-vi-007/tin-tuc/@@contents',
                 (heading(corpus.SECTION_TITLE), items(PAGE_SIZE), total(section)),
                 headers=cookie))]


def contents(server: Server, section: str, number: int, paired: Paired) -> Row:
    """Return the row of the contents of ``section``, which has ``number`` items, for the head of
    its board.
    """
    cookie = {'Cookie': staff.cookie(server, newsroom.HEAD_LOGIN)}
    return _row(server, paired, Page(
        f'desk: contents of a section of {number:,} items', f'/desk{section}/@@contents',
        (heading(corpus.SECTION_TITLE), items(PAGE_SIZE), total(number)), headers=cookie))


def _row(server: Server, paired: Paired, page: Page) -> Row:
    say(page.row)
    return rate(page.row, paired.load(server, page), GATE)
