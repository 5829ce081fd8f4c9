"""Write all that is kept of a case, for the person whose it is; give a new secret; or erase it.

``export CODE``, ``secret CODE`` and ``erase CODE``.  Who asks is to be identified before, by the
code and secret or by paper; all are told in the log.
"""
import argparse
import json

from ...kernel.tree.events import InnerAction, send
from ...kernel.tree.lookup import site_of
from ...shells.commands.environment import Environment, Failure
from .folding import is_erased
from .interfaces import Case, ICases

BESIDE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``export CODE``, ``secret CODE``, ``erase CODE --ground GROUND``."""
    actions = parser.add_subparsers(dest='action', metavar='ACTION', required=True)
    export = actions.add_parser('export', help='print it as JSON')
    secret = actions.add_parser('secret', help='print a new secret; the one before is void')
    erase = actions.add_parser('erase', help='destroy its key; nobody can read it any more')
    for action in (export, secret, erase):
        action.add_argument('code', help='such as HN-7K3P-9QXZ')
    erase.add_argument('--ground', required=True,
                       help='why: a code of erasure_bases.csv, or the number of the demand')


def run(environment: Environment, options: argparse.Namespace) -> None:
    """Do it.  Raises ``Failure`` for a code that there is not."""
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    case = cases.of_code(options.code)
    if case is None:
        raise Failure(f'there is no case {options.code}')
    if options.action == 'export':
        environment.in_transaction(lambda: _told(environment, case, 'export_case'))
        environment.say(json.dumps(cases.export(case), ensure_ascii=False, indent=2))
    elif options.action == 'secret':
        environment.say(environment.in_transaction(lambda: _renewed(environment, cases, case)))
    else:
        environment.in_transaction(
            lambda: cases.erase(case, actor=environment.actor, ground=options.ground))
        environment.say(f'{case.code} is erased')


def _renewed(environment: Environment, cases: ICases, case: Case) -> str:
    if is_erased(case):
        raise Failure(f'{case.code} is erased: nothing opens it')
    _told(environment, case, 'renew_case_secret')
    return cases.renew(case).secret


def _told(environment: Environment, case: Case, deed: str) -> None:
    site = site_of(environment.portal, case.site)
    send(environment.registry)(InnerAction(
        site, deed, environment.actor, number=case.number))
