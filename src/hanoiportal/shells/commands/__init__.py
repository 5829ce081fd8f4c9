"""``bin/portal VERB``: what an operator does from the command line.

Each verb is one module with ``add_arguments(parser)`` and ``run(environment, options)``; with
``OPENS = False`` it gets the settings only, and works beside a portal that serves.  The module is
here, or it is the ``command.py`` of the feature that the verb belongs to.  One with ``BESIDE =
True`` is done by the portal itself, if that has the only access to the databases.
"""
import argparse
import os
import sys
from importlib import import_module
from pathlib import Path

from ...kernel.storage.faults import ADVICE, fault_of
from .environment import PORT, Failure, InUse, opened, opened_beside, unopened
from .service.commandsocket import Answer, Command, ask

VERBS = {
    'seed': 'build Hanoi\'s portal from config/hanoi (idempotent)',
    'demo': 'fill an empty database with made-up content, for trials and training',
    'board': 'found the Editorial Board of a site, seat its members',
    'user': 'add an account, give it a role, set its password',
    'staff': 'bring in accounts, boards and rosters of many sites from a CSV file',
    'contacts': 'import how the offices of component sites are reached',
    'deadline': 'tell when something is due by a rule, and the way to that day',
    'calendar': 'list the calendar of days off, enter what was announced',
    'windows': 'list decisions on the hours of publishing windows, enter one',
    'domains': 'list the register of domain names, look at their hosts now',
    'register': 'enter what a CSV file says into a register of a site, write one',
    'approvals': 'look for public texts that no board approved',
    'audit': 'verify the log of actions, note where it stands, write it as a file',
    'ledger': 'compare the ledger of countable events with what is there, fill or write it',
    'searches': 'list what visitors often searched for and did not find',
    'reindex': 'index everything anew, after an upgrade that brings a new index',
    'twin': 'write the read-only copy that nginx serves when nobody else answers',
    'archive': 'archive every published version, export it, verify it',
    'import': 'add what a file of JSON lines describes',
    'migrate': 'bring in what Plone, WordPress or an old site exported',
    'export': 'write the tree, or a part of it, as JSON lines with its files',
    'dump': 'write all public items as a file that everybody may load, now',
    'backup': 'copy what is new to other devices',
    'restore': 'put the data of a backup back, as of any moment',
    'case': 'write all that is kept of a case for its person, or erase it',
    'subscriber': 'write all that is kept of who follows something, or erase it',
    'reconcile': 'compare what lies in several databases and mend it, after a restore and nightly',
    'drill': 'restore the last backup elsewhere and compare it with the original',
    'erase': 'erase the personal data that were demanded, from history and copies too',
    'pack': 'let go of old revisions, on a verified copy',
    'certificates': 'make those by which portals and their ZEO server know each other',
    'mail-in': 'take the mails of people, where several processes serve',
    'maintenance': 'announce a planned stop of the portal, call one off',
    'probe': 'watch from outside which hosts answer, in a process of its own',
    'compliance': 'take the figures of compliance now, for /tuan-thu',
    'publish-due': 'publish what is scheduled and due, archive what has expired',
}
#: Verb → its module, where that has another name, or is of a feature.
MODULES = {'audit': '.auditing', 'import': '.importing', 'export': '.exporting',
           'publish-due': '.publish_due', 'erase': '...content.erasure.command',
           'staff': '...editorial.boards.command',
           'migrate': '...content.transfer.command',
           'contacts': '...editorial.contacts.command',
           'calendar': '...platform.calendar.command',
           'compliance': '...oversight.compliance.command',
           'case': '...participation.cases.command',
           'ledger': '...platform.ledger.command',
           'subscriber': '...platform.subscriptions.command',
           'reconcile': '...platform.reconciling.command',
           'mail-in': '.mail_in',
           'register': '...platform.registers.command',
           'probe': '...oversight.availability.command',
           'dump': '...integration.dumps.command',
           'domains': '...oversight.domainregister.command',
           'windows': '...editorial.windows.command'}
_LAST_PORT = 65535


def main(argv=None):
    """Run one verb and return its exit status; 0 if all is done."""
    words = sys.argv[1:] if argv is None else argv
    options = _parser(words).parse_args(words)
    os.umask(0o077)  # accounts and drafts are in what commands write (clause 8.8)
    try:
        with options.open(options.config, options.var, options.port) as environment:
            return options.run(environment, options) or 0
    except InUse as in_use:
        return _asked(options, words, in_use)
    except Failure as failure:
        return _failed(options.verb, failure)
    except Exception as error:
        advice = _advice(error)
        if not advice:
            raise
        return _failed(options.verb, advice)


def _parser(words):
    """Return the parser of ``words``; only the verbs that are among them are imported."""
    parser = argparse.ArgumentParser(prog='portal', description=__doc__.splitlines()[0])
    parser.add_argument('--config', default='config/development.ini', help='ini file')
    parser.add_argument('--var', default='var', help='folder with the databases')
    parser.add_argument('--port', default=PORT, type=_port, help='where it is served, for links '
                        'of mails in trials; else portal.mail_links says it')
    verbs = parser.add_subparsers(dest='verb', required=True, metavar='VERB')
    for name, description in VERBS.items():
        sub = verbs.add_parser(name, help=description)
        if name not in words:
            continue
        module = import_module(MODULES.get(name, f'.{name}'), __name__)
        sub.description = module.__doc__
        module.add_arguments(sub)
        sub.set_defaults(
            run=module.run, open=opened if getattr(module, 'OPENS', True) else unopened,
            beside=getattr(module, 'BESIDE', False))
    return parser


def _port(typed):
    if not (typed.isascii() and typed.isdecimal() and 0 < int(typed) <= _LAST_PORT):
        raise argparse.ArgumentTypeError(f'{typed!r} is no port from 1 to {_LAST_PORT}')
    return typed


def _asked(options, words, in_use):
    """Let the portal that has the databases open do it; fail as before if it cannot be asked."""
    answer = None
    if options.beside:
        given = sys.stdin.readline() if getattr(options, 'password_stdin', False) else ''
        answer = ask(options.var, Command(list(words), os.getcwd(), given))
    if answer is None:
        return _failed(options.verb, in_use)
    if answer.said:
        print(answer.said)
    return _failed(options.verb, answer.why) if answer.why else answer.status


def run_beside(registry, command: Command) -> Answer:
    """Run a command in the portal of ``registry``, which goes on with its work."""
    said, options = [], _parser(command.words).parse_args(command.words)
    if 'file' in options:
        options.file = type(options.file)(Path(command.folder, options.file))
    try:
        if not options.beside:
            raise Failure('a portal that serves does not do this')
        with opened_beside(registry) as environment:
            environment.say, environment.read_line = said.append, lambda: command.given
            return Answer(options.run(environment, options) or 0, '\n'.join(said), '')
    except Failure as failure:
        return Answer(1, '\n'.join(said), str(failure))
    except Exception as error:
        advice = _advice(error)
        if not advice:
            raise
        return Answer(1, '\n'.join(said), advice)


def _advice(error):
    """Return what mends ``error``, a fault of the disk, ``''`` if it is none."""
    fault = fault_of(error)
    return '' if fault is None else f'{error}: {ADVICE[fault]}'


def _failed(verb, why):
    print(f'portal {verb}: {why}', file=sys.stderr)
    return 1
