"""List the calendar of days off, or bring rows into it with the paper they rest on."""
import argparse
from collections.abc import Mapping
from pathlib import Path

from ...base.clock import local, shown_date
from ...base.deadlines.interfaces import KINDS, STATUSES, DayRow
from ...shells.commands.environment import Environment, Failure
from .interfaces import BadTable, ICalendars
from .reading import COLUMNS, NEEDED, read_table
from .services import CalendarKeeping

BESIDE = True
#: Problems of one file that are told.
MOST_TOLD = 50


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``list`` and ``import FILE``; without one of them, ``list``."""
    actions = parser.add_subparsers(dest='action', metavar='ACTION')
    actions.add_parser('list', help='list all rows; what is done without an action')
    bring = actions.add_parser('import', help='enter the rows of a CSV file, all or none')
    bring.add_argument('file', type=Path, help=f'UTF-8, columns {", ".join(COLUMNS)}; '
                       f'{", ".join(NEEDED)} are needed')
    bring.add_argument('--replace', action='store_true',
                       help='take back official rows of the same days')


def run(environment: Environment, options: argparse.Namespace) -> None:
    """Do it; print what was entered, or all rows."""
    if options.action == 'import':
        _bring(environment, options.file, options.replace)
        return
    calendars = environment.registry.getUtility(ICalendars)(environment.portal)
    for row in calendars.rows():
        environment.say(_line(environment, row))


def _bring(environment: Environment, file: Path, replace: bool) -> None:
    rows = _rows(environment, file)
    keeping = CalendarKeeping(
        environment.registry, environment.portal, lambda *_asked: True)
    moved = keeping.moved_by(list(rows.values()))
    try:
        entered = environment.in_transaction(
            lambda: keeping.enter_table(rows, environment.actor, replace))
    except BadTable as bad:
        raise Failure(_told(environment, bad)) from None
    for each in entered:
        environment.say(_line(environment, each.row))
    environment.say(f'{len(entered)} rows, {len(moved)} open deadlines moved')


def _rows(environment: Environment, file: Path) -> Mapping[int, DayRow]:
    try:
        with file.open(encoding='utf-8-sig', newline='') as lines:
            return read_table(lines, local(environment.clock.now()).date())
    except BadTable as bad:
        raise Failure(_told(environment, bad)) from None
    except FileNotFoundError:
        raise Failure(f'{file} is not there') from None
    except UnicodeDecodeError:
        raise Failure(f'{file} is not in UTF-8: save it as "CSV UTF-8"') from None


def _told(environment: Environment, bad: BadTable) -> str:
    lines = [f'dòng {line}: {environment.translate(why)}' for line, why in bad.problems]
    more = [f'và {len(lines) - MOST_TOLD} dòng nữa'] if len(lines) > MOST_TOLD else []
    return '\n'.join(['không nhập dòng nào', *lines[:MOST_TOLD], *more])


def _line(environment: Environment, row: DayRow) -> str:
    since = shown_date(row.known_since, 'vi') if row.known_since else ''
    return '\t'.join((
        row.date.isoformat(), environment.translate(KINDS[row.kind]),
        environment.translate(STATUSES[row.status]), row.name_vi, since, row.source))
