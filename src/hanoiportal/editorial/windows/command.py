"""List the decisions on the hours of publishing windows, or enter one with its paper (13.2)."""
import argparse
import datetime
from collections.abc import Iterable, Iterator
from pathlib import Path

from ...base.clock import shown_time
from ...base.csvfile import BadLines, Line, lines_in
from ...base.errors import Refused
from ...base.i18n import _
from ...kernel.tree.events import send
from ...shells.commands.environment import Environment, Failure
from .interfaces import COMPONENT, PORTAL, IHoursDecision, IWindows
from .services import Hours, WindowHours

#: A portal that serves does it for the command.
BESIDE = True
COLUMNS = ('site', 'code', 'opens', 'closes')
#: Options that say what the service calls otherwise.
_OPTIONS = {'decision': '--number'}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``list`` and ``decide FILE``; without one of them, ``list``."""
    actions = parser.add_subparsers(dest='action', metavar='ACTION')
    actions.add_parser('list', help='list the decisions; what is done without an action')
    decide = actions.add_parser('decide', help='enter a decision with the hours of a CSV file')
    decide.add_argument('file', type=Path, help=(
        f'CSV in UTF-8 with the columns {", ".join(COLUMNS)}: a line for each window; '
        f'site is {PORTAL} or {COMPONENT}'))
    decide.add_argument('--number', required=True, help='of the decision, as 123/QĐ-UBND')
    decide.add_argument('--body', required=True, help='whose decision it is')
    for name, told in (('--dated', 'day of the paper'), ('--starts', 'first day of the hours')):
        decide.add_argument(name, required=True, type=datetime.date.fromisoformat, metavar='DAY',
                            help=f'{told}, as 2026-12-01')
    decide.add_argument('--crossposts', nargs='*', default=[], choices=(PORTAL, COMPONENT),
                        help='sites for which a cross-posted text counts')


def run(environment: Environment, options: argparse.Namespace) -> None:
    """Do it; print the decision, or all."""
    keeping = WindowHours(lambda *_asked: True, environment.clock, send(environment.registry),
                          environment.registry.getUtility(IWindows))
    if options.action != 'decide':
        for each in keeping.decisions(environment.portal):
            _say(environment, each)
        return
    lines = _lines(environment, options.file)
    try:
        hours = _hours(lines)
        entered = environment.in_transaction(lambda: keeping.decide(
            environment.portal, options.number, options.dated, options.body, options.starts,
            hours, frozenset(options.crossposts), environment.actor))
    except BadLines as bad:
        raise _failure(environment, options.file, bad) from None
    except Refused as refused:
        raise Failure('nothing was entered\n' + '\n'.join(
            _told(environment, options.file, lines, refused.reasons.items()))) from None
    _say(environment, entered)


def _lines(environment: Environment, file: Path) -> list[Line]:
    try:
        return lines_in(file.read_bytes(), COLUMNS, COLUMNS)
    except OSError as error:
        raise Failure(f'{file}: {error.strerror}') from None
    except BadLines as bad:
        raise _failure(environment, file, bad) from None


def _hours(lines: Iterable[Line]) -> Hours:
    """Return the hours by ``(site, code)``.  Raises ``BadLines`` for what is no time, and for a
    window that has two lines.
    """
    found: dict[tuple[str, str], tuple[datetime.time, datetime.time]] = {}
    faults: list[tuple[int, str]] = []
    for line in lines:
        key = line.values.get('site', ''), line.values.get('code', '')
        if key in found:
            faults.append((line.number, _('Khung giờ này đã có ở một dòng trước.')))
        try:
            found[key] = (
                _time(line.values.get('opens', '')), _time(line.values.get('closes', '')))
        except ValueError:
            faults.append((line.number, _('Giờ phải có dạng 07:30.')))
    if faults:
        raise BadLines(faults)
    return found


def _time(text: str) -> datetime.time:
    found = datetime.time.fromisoformat(text)
    if found.tzinfo or found.second or found.microsecond:
        raise ValueError(text)
    return found


def _failure(environment: Environment, file: Path, bad: BadLines) -> Failure:
    return Failure('nothing was entered\n' + '\n'.join(
        f'{file}:{number}: {environment.translate(why)}' for number, why in bad.faults))


def _told(environment: Environment, file: Path, lines: Iterable[Line],
          reasons: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield why nothing was entered: by the line of a window, else by the option or the file."""
    numbers = {f'{line.values.get("site")}-{line.values.get("code")}': line.number
               for line in lines}
    for name, why in reasons:
        place = f'{file}:{numbers[name]}' if name in numbers else (
            f'{file}: {name}' if '-' in name else
            _OPTIONS.get(name, f'--{name}') if name else str(file))
        yield f'{place}: {environment.translate(why)}'


def _say(environment: Environment, decision: IHoursDecision) -> None:
    hours = '; '.join(f'{site} {code} {shown_time(opens)}-{shown_time(closes)}'
                      for (site, code), (opens, closes) in sorted(decision.hours.items()))
    environment.say('\t'.join((
        decision.starts.isoformat(), decision.decision, decision.dated.isoformat(), decision.body,
        hours, ' '.join(sorted(decision.crossposts)))))
