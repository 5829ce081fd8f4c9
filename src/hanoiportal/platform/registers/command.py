"""Registers of a site: enter what a CSV file says, all of it or nothing; write one as CSV."""
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from ...base.csvfile import BadLines, csv_text, lines_in
from ...base.i18n import spoken
from ...base.interfaces import ISite
from ...base.permissions import Allowed
from ...kernel.tree.events import send
from ...kernel.tree.lookup import at_path
from ...shells.commands.environment import Environment, Failure
from .interfaces import MOST_BYTES, IDeclaredRegisters, Register, RowQuery
from .services import RegisterService

#: A portal that serves does it for the command.
BESIDE = True


def add_arguments(parser: ArgumentParser) -> None:
    """``import NAME FILE``, ``export NAME``."""
    actions = parser.add_subparsers(dest='action', required=True, metavar='ACTION')
    taking = actions.add_parser('import', help='enter a row for each line of a file')
    taking.add_argument('name', help='name of the register, such as issued')
    taking.add_argument('file', type=Path, help=(
        'CSV in UTF-8, parted by commas or semicolons; the first line names the columns'))
    giving = actions.add_parser('export', help='write the rows to standard output')
    giving.add_argument('name', help='name of the register')
    for action in (taking, giving):
        action.add_argument('--site', default='/', metavar='PATH',
                            help='a site such as /sites/bavi, / for the city portal')


def run(environment: Environment, options: Namespace) -> None:
    """Do it in one transaction, or say of each wrong line what is wrong."""
    site = at_path(environment.portal, options.site)
    if not ISite.providedBy(site):
        raise Failure(f'{options.site} is no site')
    declared = environment.registry.getUtility(IDeclaredRegisters)
    if options.name not in declared:
        raise Failure(f'there is no register {options.name}: {", ".join(declared)}')
    registers = RegisterService(
        environment.registry, _may(declared[options.name], options.action),
        send(environment.registry))
    try:
        registers.register(options.name, site)
    except LookupError:
        raise Failure(f'the register {options.name} is of the city portal alone') from None
    if options.action == 'import':
        _bring_in(environment, registers, site, options)
    else:
        environment.in_transaction(lambda: sys.stdout.write(csv_text(
            [column for column, _title in registers.columns(options.name, site)], registers.taken(
                options.name, site, RowQuery(withdrawn=False), environment.actor))))


def _may(register: Register, action: str) -> Allowed:
    """Return what says that a command may do ``action``: none reads what is private."""
    return lambda permission, _site: action == 'import' or permission == register.read


def _bring_in(environment: Environment, registers: RegisterService, site: ISite,
              options: Namespace) -> None:
    schema = registers.register(options.name, site).schema
    try:
        content = options.file.read_bytes()
        if len(content) > MOST_BYTES:
            raise Failure(f'{options.file} has more than {MOST_BYTES} bytes: part it')
        lines = lines_in(content, [
            column for column, _title in registers.columns(options.name, site)],
                         [node.name for node in schema if node.required])
        found = environment.in_transaction(
            lambda: registers.bring_in(options.name, site, lines, environment.actor))
    except OSError as error:
        raise Failure(f'{options.file}: {error.strerror}') from None
    except BadLines as bad:
        raise Failure('nothing was entered\n' + '\n'.join(
            f'{options.file}:{line}: {spoken(why, environment.translate)}'
            for line, why in bad.faults)) from None
    environment.say(f'{found.entered} rows entered' + (
        f', {found.equal} lines left out: the register says the same' if found.equal else ''))
