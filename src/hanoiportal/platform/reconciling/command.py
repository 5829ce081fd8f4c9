"""Compare what lies in several databases, mend it by events, list what a person must decide.

After every restore, before the portal serves again, and each night: docs/operations/cases.md.
"""
import argparse
from typing import cast

from ...shells.commands.environment import Environment
from ..outbox.interfaces import IOutbox
from ..scheduling.interfaces import IEnvironment
from .services import reconcile

BESIDE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``--restored``, ``--send``, ``--drop``."""
    parser.add_argument('--restored', action='store_true',
                        help='the data come from a restore that was not made by "restore"')
    parser.add_argument('--send', action='append', default=[], metavar='TOKEN',
                        help='let this held effect happen after all')
    parser.add_argument('--drop', action='append', default=[], metavar='TOKEN',
                        help='let this effect not happen')


def run(environment: Environment, options: argparse.Namespace) -> int:
    """Do it; the exit status is 1 if something is left to decide."""
    if options.send or options.drop:
        environment.in_transaction(lambda: _decide(environment, options))
    left = 0
    for name, findings in reconcile(cast(IEnvironment, environment), options.restored):
        for told in findings.mended:
            environment.say(f'{name}: mended: {told}')
        for told in findings.left:
            environment.say(f'{name}: LEFT: {told}')
        left += len(findings.left)
    environment.say('nothing is left to decide' if not left else f'{left} things are left')
    return 1 if left else 0


def _decide(environment: Environment, options: argparse.Namespace) -> None:
    outbox: IOutbox = environment.registry.getAdapter(environment.portal, IOutbox)
    for token in options.send:
        outbox.release(token)
    for token in options.drop:
        outbox.drop(token)
