"""The inbox of a site with many cases, and the figures of all sites, made anew.

The index and the sums are written directly, with no case behind them: no list opens one.
"""
import time
from pathlib import Path
from random import Random
from typing import NamedTuple

import transaction
from hanoiportal.base.clock import local
from hanoiportal.base.garbage import never_mind_what_is
from hanoiportal.kernel.security.interactions import get_or_create, interactions_of
from hanoiportal.oversight.casefigures.measuring import FiguresPart
from hanoiportal.oversight.casefigures.resource import KEY, FigureBook
from hanoiportal.oversight.casefigures.values import CaseSums
from hanoiportal.oversight.compliance.interfaces import ICompliance, months_until
from hanoiportal.shells.commands.environment import Environment, opened
from pyramid.request import apply_request_extensions

from ..cases import fill
from . import staff
from .expectations import PAGE_SIZE, Page, Part, heading, total
from .load import Paired
from .newsroom import HEAD_LOGIN
from .owing import ONE_OF, sites_in
from .progress import say
from .serving import portal, write_ini
from .table import Row, at_most, rate

GATE = 1 / 30
#: Bytes in which pages are kept.
KEPT = 100_000_000


class Size(NamedTuple):
    """How many cases a site has that are open, and that are closed."""

    open: int
    closed: int


def measure(var: Path, size: Size, paired: Paired) -> list[Row]:
    """Return the rows of the portal of ``owing`` in ``var``, one site of which has many cases."""
    say('filling the index of cases')
    with opened(str(write_ini(var, 0)), str(var)) as environment:
        one = sites_in(environment)[ONE_OF]
        title, path = one.title, f'/desk/sites/{one.__name__}/@@cases'
        fill(environment, str(one.__oid__), *size)
        took = _figures(environment)
        _shown(environment)
        sites = len(sites_in(environment))
    among = f'{size.open:,} open, {size.closed:,} closed'
    head, shown = heading(f'Hỏi đáp, phản ánh: {title}'), Part(
        'case', r'case\?number=(\d+)', PAGE_SIZE)
    with portal(var, 0) as server:
        cookie = {'Cookie': staff.cookie(server, HEAD_LOGIN)}
        pages = [Page(f'desk: inbox of a site, {among}', path, (head, shown, total(size.open)),
                      headers=cookie),
                 Page(f'desk: inbox of a site, of one field, {among}', f'{path}?field=a',
                      (head, shown), headers=cookie),
                 Page(f'desk: inbox of a site, what is closed, {among}', f'{path}?state=closed',
                      (head, shown, total(size.closed)), headers=cookie),
                 Page(f'desk: cases of all sites, {size.open:,} open', '/desk/@@cases-city', (
                     heading('Hỏi đáp, phản ánh toàn Thành phố'),
                     Part('open', f'<span class="number">{size.open}</span>')), headers=cookie)]
        rows = [_row(server, paired, page) for page in pages]
    with portal(var, KEPT) as server:
        rows.append(_row(server, paired, Page(
            'case figures of all sites, kept', '/hoi-dap/ket-qua-tra-loi', (
                heading('Kết quả trả lời câu hỏi, phản ánh'), Part(
                    'body', r'scope="row"[^>]*><a href="([^"]*/ket-qua-tra-loi)"', sites)))))
    return [*rows, at_most('case figures of all sites, anew, by CPU time', took, 1, 's')]


def _row(server, paired: Paired, page: Page) -> Row:
    say(page.row)
    return rate(page.row, paired.load(server, page), GATE)


def _figures(environment: Environment) -> float:
    """Let all sites have figures of all months; return the seconds of CPU time that they take."""
    environment.in_transaction(lambda: _count(environment))
    never_mind_what_is()  # no job goes through what was filled in just before
    transaction.begin()
    began = time.process_time()
    found = FiguresPart().values(environment)
    took = time.process_time() - began
    assert len(found) == len(sites_in(environment)) + 1
    return took


def _shown(environment: Environment) -> None:
    """Let the pages of the city show them."""
    environment.request.root = environment.portal
    apply_request_extensions(environment.request)
    environment.registry.getUtility(ICompliance).look(environment)


def _count(environment: Environment) -> None:
    chance = Random(1)
    sums = get_or_create(interactions_of(environment.portal), KEY, FigureBook).sums
    for site in sites_in(environment):
        for month in months_until(local(environment.clock.now()).date()):
            days = [(each, chance.randrange(1, 9)) for each in range(20)]
            answers = sum(number for _days, number in days)
            sums[site.__oid__, month] = CaseSums(
                received=answers + 5, in_time=answers - 3, late=3, days=tuple(days))
