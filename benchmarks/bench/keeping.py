"""A register with many rows: its list, narrowed and sorted, and a workbook of it."""
import time
from pathlib import Path

from hanoiportal.base.csvfile import Line
from hanoiportal.kernel.tree.events import send
from hanoiportal.platform.officefiles.interfaces import IOfficeFiles
from hanoiportal.platform.registers.interfaces import RowQuery
from hanoiportal.platform.registers.services import RegisterService
from hanoiportal.shells.commands.environment import Environment, opened

from . import staff
from .expectations import Page, Part, heading, total
from .load import Paired
from .newsroom import HEAD_LOGIN
from .owing import ONE_OF, sites_in
from .progress import say
from .serving import portal, write_ini
from .table import Row, at_most, rate

GATE = 1 / 30
#: A list shows so many rows.
NAME, LINES = 'equipment', 50
KINDS = ('thiet-bi', 'vat-tu', 'phan-mem', 'khac')


def measure(var: Path, number: int, paired: Paired) -> list[Row]:
    """Return the rows of a register with ``number`` rows at a site of the portal of ``owing``."""
    say('filling a register')
    with opened(str(write_ini(var, 0)), str(var)) as environment:
        one = sites_in(environment)[ONE_OF]
        took = _fill(environment, number)
    path = f'/desk/sites/{one.__name__}/@@register?of={NAME}'
    head = heading('Sổ trang thiết bị, tài sản')
    shown = Part('row', r'register-row\?of=equipment&amp;row=(\d+)', min(number, LINES))
    with portal(var, 0) as server:
        cookie = {'Cookie': staff.cookie(server, HEAD_LOGIN)}
        pages = [Page(f'desk: {what} register of {number:,} rows', path + asked,
                      (head, shown, total(found)), headers=cookie)
                 for what, asked, found in (
                     ('a', '', number), ('of one kind, a', '&f.kind=vat-tu', number // len(KINDS)),
                     ('sorted by name, a', '&order=name', number),
                     ('with a word, a', '&q=thiet+bi', number))]
        rows = [_row(server, paired, page) for page in pages]
    return [*rows, at_most(f'workbook of {number:,} rows, by CPU time', took, 10, 's')]


def _row(server, paired: Paired, page: Page) -> Row:
    say(page.row)
    return rate(page.row, paired.load(server, page), GATE)


def _fill(environment: Environment, number: int) -> float:
    """Enter the rows; return the seconds of CPU time that a workbook of them takes."""
    registry, one = environment.registry, sites_in(environment)[ONE_OF]
    registers = RegisterService(registry, lambda _permission, _site: True, send(registry))
    example = registers.register(NAME, one).example
    environment.in_transaction(lambda: registers.bring_in(NAME, one, [
        Line(at, {**example, 'code': f'TB-{at:05}', 'name': f'Thiết bị số {at * 7919 % 10007}',
                  'kind': KINDS[at % len(KINDS)]}) for at in range(number)], 'bench'))
    began = time.process_time()
    office: IOfficeFiles = registry.getUtility(IOfficeFiles)
    assert office.sheet('Sổ', [title for _column, title in registers.columns(NAME, one)],
                        registers.taken(NAME, one, RowQuery(), 'bench'))
    return time.process_time() - began
