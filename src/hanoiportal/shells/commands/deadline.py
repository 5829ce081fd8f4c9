"""Tell when something is due by a rule of the portal, and the way to that day (clause 13.1)."""
import argparse
import datetime
import json

from ...base.clock import local, moment, parse, shown_date
from ...base.deadlines.engine import Deadline
from ...base.deadlines.interfaces import NoDeadline
from ...base.i18n import _
from ...platform.calendar.interfaces import IDeadlines
from .environment import Environment, Failure

BESIDE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The rule, the moment, the day of knowledge, the form of the answer."""
    parser.add_argument('rule', help='code of config/hanoi/deadline_rules.csv, such as 13.1.e3')
    parser.add_argument('moment', help='what starts it: 2026-11-23 or 2026-11-23T16:59, Hanoi')
    parser.add_argument('--known-on', metavar='DATE', help='by the calendar as known on that day')
    parser.add_argument('--json', action='store_true', help='for machines')


def run(environment: Environment, options: argparse.Namespace) -> None:
    """Print the due moment and each day on the way."""
    trigger, known_on = _moment(environment, options.moment), None
    if options.known_on is not None:
        known_on = _day(environment, options.known_on)
    deadlines = environment.registry.getUtility(IDeadlines)(environment.portal)
    try:
        found = deadlines.due(options.rule, trigger, known_on=known_on)
    except NoDeadline as none:
        raise Failure(environment.translate(none.reason)) from None
    environment.say(_as_json(environment, found) if options.json
                    else _as_text(environment, found))


def _moment(environment: Environment, text: str) -> datetime.datetime:
    try:
        return parse(text)
    except ValueError:
        raise Failure(environment.translate(_(
            '“${text}” không phải là thời điểm như 2026-11-23T16:59.',
            mapping={'text': text}))) from None


def _day(environment: Environment, text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise Failure(environment.translate(_(
            '“${date}” không phải là ngày như 2026-11-24.', mapping={'date': text}))) from None


def _as_json(environment: Environment, found: Deadline) -> str:
    return json.dumps({
        'due': local(found.due).isoformat(timespec='seconds'), 'rule': found.rule.code,
        'basis': found.rule.basis,
        'days': [{'date': each.date.isoformat(), 'counted': each.counted,
                  'why': environment.translate(each.why), 'source': each.source}
                 for each in found.days]}, ensure_ascii=False, indent=2)


def _as_text(environment: Environment, found: Deadline) -> str:
    rule = found.rule
    days = [f'{shown_date(each.date, "vi")}  {"+" if each.counted else "–"}  '
            f'{environment.translate(each.why)} ({each.source})' for each in found.days]
    return '\n'.join([
        f'{rule.code}: {rule.what}', rule.basis, *days,
        *map(environment.translate, found.remarks), f'Hạn: {moment(found.due)}'])
