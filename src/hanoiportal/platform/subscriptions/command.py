"""Write all that is kept of a subscriber, for the person whose address it is; or erase it.

``export`` and ``erase``; the address is read from standard input, so that it stands in no list of
processes and no history of a shell.  Who asks shows before that the address is theirs, by
answering a mail sent there.
"""
import argparse
import json

from ...kernel.tree.events import InnerAction, send
from ...shells.commands.environment import Environment, Failure
from .interfaces import ISubscriptions

BESIDE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``export``, ``erase``."""
    actions = parser.add_subparsers(dest='action', metavar='ACTION', required=True)
    actions.add_parser('export', help='print it as JSON')
    actions.add_parser('erase', help='end all that is followed; the key is destroyed')
    parser.set_defaults(password_stdin=True)


def run(environment: Environment, options: argparse.Namespace) -> None:
    """Do it.  Raises ``Failure`` for an address that follows nothing."""
    register: ISubscriptions = environment.registry.getAdapter(
        environment.portal, ISubscriptions)
    subscriber = register.by_address(environment.read_line().strip())
    if subscriber is None:
        raise Failure('nothing is followed with that address')
    if options.action == 'export':
        environment.say(json.dumps(register.export(subscriber), ensure_ascii=False, indent=2))
        action = 'export_subscriber'
    else:
        environment.in_transaction(lambda: register.stop(subscriber))
        environment.say('it is erased')
        action = 'erase_subscriber'
    environment.in_transaction(lambda: send(environment.registry)(
        InnerAction(environment.portal, action, environment.actor)))
