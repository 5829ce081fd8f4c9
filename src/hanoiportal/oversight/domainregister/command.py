"""Names of the register and their hosts: list them, look at some now."""
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from ...base.csvfile import csv_text
from ...platform.scheduling.interfaces import IEnvironment, IOpening
from ...shells.commands.environment import Environment, Failure
from .interfaces import IDomainWatch
from .reading import Names
from .rows import COLUMNS, cells
from .watching import AT_ONCE, faults, look_at

#: A portal that serves does it for the command.
BESIDE = True


def add_arguments(parser: ArgumentParser) -> None:
    """``list``, ``look [HOST…]``."""
    actions = parser.add_subparsers(dest='action', required=True, metavar='ACTION')
    actions.add_parser('list', help='write the register to standard output, as CSV')
    looking = actions.add_parser('look', help='look at hosts now, and keep what is found')
    looking.add_argument('hosts', nargs='*', metavar='HOST',
                         help='host of the register; all of them without any')


def run(environment: Environment, options: Namespace) -> None:
    """Do it."""
    if options.action == 'list':
        _list(environment)
        return
    with environment.registry.getUtility(IOpening)('domains') as inside:
        for line in _looked(inside, options.hosts):
            environment.say(line)


def _list(environment: Environment) -> None:
    watch: IDomainWatch = environment.registry.getUtility(IDomainWatch)
    names = Names(environment.registry, environment.portal).all()
    environment.say(csv_text(COLUMNS, (
        [_said(environment, cell) for cell in cells(
            each, watch.state(environment.portal, each.host))] for each in names)).rstrip())


def _looked(environment: IEnvironment, hosts: list[str]) -> Iterator[str]:
    """Look at ``hosts``, all of the register if there are none; yield a line for each."""
    watch: IDomainWatch = environment.registry.getUtility(IDomainWatch)
    known = list(watch.hosts(environment.portal))
    unknown = sorted(set(hosts) - set(known))
    if unknown:
        raise Failure(f'not in the register, so not looked at: {", ".join(unknown)}')
    wanted = hosts or known
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start:start + AT_ONCE]
        look_at(environment, some)
        for host in some:
            wrong = faults(watch.state(environment.portal, host))
            yield f'{host}: {", ".join(wrong) or "nothing wrong"}'


def _said(environment: Environment, cell: object) -> object:
    return environment.translate(cell) if isinstance(cell, str) else cell
