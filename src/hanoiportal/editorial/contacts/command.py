"""Contacts of component sites: import them from a CSV file, all of it or nothing."""
from argparse import ArgumentParser, Namespace
from pathlib import Path

from ...base.clock import local
from ...base.csvfile import BadLines, lines_in
from ...shells.commands.environment import Environment, Failure
from .services import COLUMNS, SITE, Contacts

#: A portal that serves does it for the command.
BESIDE = True


def add_arguments(parser: ArgumentParser) -> None:
    """``import FILE``."""
    actions = parser.add_subparsers(dest='action', required=True, metavar='ACTION')
    action = actions.add_parser('import', help='give the sites what the file says')
    action.add_argument('file', type=Path, help=(
        f'CSV in UTF-8; the first line names the columns, of {", ".join(COLUMNS)}; an empty cell '
        'leaves what is there'))


def run(environment: Environment, options: Namespace) -> None:
    """Write all lines in one transaction, or say of each wrong line what is wrong."""
    try:
        lines = lines_in(options.file.read_bytes(), COLUMNS, (SITE,))
        changed = environment.in_transaction(
            lambda: _contacts(environment).bring_in(lines))
    except OSError as error:
        raise Failure(f'{options.file}: {error.strerror}') from None
    except BadLines as bad:
        said = environment.translate
        raise Failure('nothing was imported\n' + '\n'.join(
            f'{options.file}:{line}: {said(why)}'
            for line, why in bad.faults)) from None
    environment.say(f'{len(lines)} lines, {changed} sites changed')


def _contacts(environment: Environment) -> Contacts:
    return Contacts(environment.portal['sites'], environment.editing, environment.actor,
                    local(environment.clock.now()).date())
