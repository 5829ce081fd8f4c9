"""Bring in the staff of many sites from a CSV file: accounts, boards, roles, rosters; or nothing.

Each new account with an address is mailed a link to set its password, where a mail server is set.
"""
import argparse
import datetime
from pathlib import Path

from ...kernel.security.authentication.accounts import Account
from ...kernel.security.authentication.passwordlinks import hours, new_link
from ...kernel.tree.events import Action, send
from ...platform.calendar.interfaces import ICalendars
from ...platform.notifications.interfaces import IPost
from ...shells.commands.environment import Environment, Failure
from ..windows.interfaces import IWindows
from .coordination import objection
from .roster import RosterService
from .staffing import COLUMNS, BadTable, Brought, Staffing, StaffRow, read_table

#: Problems that are told; the rest is counted.
MOST_TOLD = 50

#: A portal that serves does it for the command.
BESIDE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest='action', required=True)
    bring = actions.add_parser('import', help='bring in a CSV file, all of it or nothing')
    bring.add_argument('file', metavar='FILE.csv',
                       help=f'UTF-8, with a head of these columns: {", ".join(COLUMNS)}')
    bring.add_argument('--no-mail', action='store_true', help='send no links to set passwords')


def run(environment: Environment, options: argparse.Namespace) -> None:
    """Bring the file in with one transaction and say what was done."""
    try:
        rows = _rows(options.file)
        done, unsent = environment.in_transaction(
            lambda: _bring(environment, rows, not options.no_mail))
    except BadTable as bad:
        raise Failure(_told(environment, bad)) from None
    environment.say(f'{len(done.accounts)} accounts, {done.boards} boards, {done.roles} roles, '
          f'{done.duties} duties')
    if unsent:
        environment.say(f'without a link to set a password: {" ".join(unsent)}')


def _rows(file: str) -> list[StaffRow]:
    try:
        with Path(file).open(encoding='utf-8-sig', newline='') as lines:
            return read_table(lines)
    except FileNotFoundError:
        raise Failure(f'{file} is not there') from None
    except UnicodeDecodeError:
        raise Failure(f'{file} is not in UTF-8: save it as "CSV UTF-8"') from None


def _bring(
        environment: Environment, rows: list[StaffRow], mails: bool) -> tuple[Brought, list[str]]:
    registry = environment.registry
    done = Staffing(
        environment.portal, environment.boards, _roster(environment), send(registry),
        environment.notifying.address, environment.clock.now(),
        environment.actor, objection(registry, environment.clock.now())).bring(rows)
    return done, [each.__name__ or '' for each in done.accounts
                  if not (mails and _is_sent(environment, each))]


def _roster(environment: Environment) -> RosterService:
    registry = environment.registry
    return RosterService(
        lambda permission, place: True, environment.clock, send(registry), environment.boards,
        registry.getUtility(IWindows),
        registry.getUtility(ICalendars)(environment.portal).known_on())


def _is_sent(environment: Environment, account: Account) -> bool:
    """Mail the owner of ``account`` a link to set the password; return whether there is a way."""
    registry, now = environment.registry, environment.clock.now()
    if not (account.email and registry.getUtility(IPost).is_open and hours(registry)):
        return False
    until = now + datetime.timedelta(hours=hours(registry))
    send(registry)(Action(account, 'send_password_link', environment.actor))
    environment.notifying.send_link(account, new_link(account, now), until)
    return True


def _told(environment: Environment, bad: BadTable) -> str:
    lines = [f'line {line}: {environment.translate(why)}' for line, why in bad.problems]
    more = [f'and {len(lines) - MOST_TOLD} more'] if len(lines) > MOST_TOLD else []
    return '\n'.join(['nothing was brought in', *lines[:MOST_TOLD], *more])
