"""Verify the log of actions, note where it stands, write it as a file."""
import sys
from pathlib import Path

from ...base.clock import parse
from ...base.i18n import DEFAULT
from ...kernel.storage.interfaces import INTERACTIONS
from ...kernel.tree.lookup import at_path, path_of
from ...safekeeping.audit.exporting import json_lines, table
from ...safekeeping.audit.interfaces import LogQuery
from ...safekeeping.audit.places import ledger_of, name_of
from ...safekeeping.audit.roots import days
from ...safekeeping.audit.services import AuditService
from ...safekeeping.audit.verifying import BadHeads, heads_of, read_heads, verify, written
from .environment import Failure


def add_arguments(parser):
    actions = parser.add_subparsers(dest='action', required=True)
    verifying = actions.add_parser('verify', help='read the whole log; fail at what was changed')
    verifying.add_argument('--root', type=Path, metavar='FILE',
                           help='what "audit root" printed on an earlier day')
    root = actions.add_parser('root', help='print where each chain stands, to be kept elsewhere')
    root.add_argument('--day', metavar='DATE', help='where they stood when this day began')
    export = actions.add_parser('export', help='write one chain to standard output')
    export.add_argument('--site', default='/', metavar='PATH',
                        help='a site such as /sites/bavi, / for the portal, or /accounts')
    export.add_argument('--inner', action='store_true',
                        help='the chain of registers and duties, not that of the tree')
    export.add_argument('--from', dest='since', metavar='DATE', help='from this day on')
    export.add_argument('--to', dest='until', metavar='DATE', help='before this day')
    export.add_argument('--format', choices=('jsonl', 'csv'), default='jsonl')


def run(environment, options):
    """Do it; 1 if the log is broken."""
    return {'verify': _verify, 'root': _root, 'export': _export}[options.action](
        environment, options)


def _verify(environment, options):
    portal = environment.portal
    report = verify(portal, _known(options.root))
    for broken in report.broken:
        print(f'{_name(portal, broken)}: entry {broken.number}: {broken.why}',
              file=sys.stderr)
    if report.broken:
        return 1
    compared = f', and with {options.root}' if options.root else ''
    print(f'{report.entries} entries in {len(report.heads)} chains are as they were written'
          f'{compared}')
    return 0


def _known(path):
    if path is None:
        return ()
    try:
        return read_heads(path.read_text(encoding='utf-8'))
    except OSError as error:
        raise Failure(f'{path}: {error.strerror}') from None
    except (BadHeads, ValueError) as error:
        raise Failure(f'{path}: {error}') from None


def _name(portal, broken):
    found = portal.__objectmap__.object_for(broken.place)
    inner = 'inner ' if broken.database == INTERACTIONS else ''
    name = f'{inner}chain {broken.place}'
    return name if found is None else f'{name} ({path_of(found)})'


def _root(environment, options):
    portal = environment.portal
    if options.day is None:
        text = written(heads_of(portal), environment.clock.now())
    elif options.day in days(portal):
        text = days(portal)[options.day].text
    else:
        raise Failure(f'no root was kept on {options.day}: the scheduler keeps one each day')
    sys.stdout.write(text)


def _export(environment, options):
    """Write the chain, and record that it was written: in that order, in one transaction each."""
    portal = environment.portal
    place = at_path(portal, options.site)
    if place is None or ledger_of(place) is not place:
        raise Failure(f'{options.site} is no site')
    audit = AuditService(environment.registry, lambda permission, resource: True)
    wanted = LogQuery(since=_moment(options.since), until=_moment(options.until),
                      inner=options.inner)
    number = _write(environment, audit, place, wanted, options.format)
    environment.in_transaction(lambda: audit.record(
        'log_exported', place, environment.actor, number=number, format=options.format,
        since=options.since or '', until=options.until or ''))


def _write(environment, audit, place, wanted, form):
    lines = list(audit.lines(place, wanted))
    if form == 'jsonl':
        sys.stdout.writelines(f'{line}\n' for line in json_lines(place.__oid__, lines))
    else:
        sys.stdout.write(table(
            lines, lambda who: name_of(environment.portal, who),
            lambda action: audit.title(action, DEFAULT), environment.translate))
    return len(lines)


def _moment(text):
    try:
        return None if text is None else parse(text)
    except ValueError:
        raise Failure(f'{text!r} is no date such as 2026-11-24') from None
