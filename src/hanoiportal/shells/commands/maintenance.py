"""Announce a planned stop of the portal, call one off, list them (NĐ 224/2026, article 13)."""
from ...base.clock import moment, parse
from ...kernel.tree.events import SYSTEM
from ...platform.maintenance.interfaces import CannotAnnounce
from ...platform.maintenance.services import Maintenance
from .environment import Failure


def add_arguments(parser):
    """``announce``, ``call-off NUMBER`` or ``show``."""
    actions = parser.add_subparsers(dest='action', required=True, metavar='ACTION')
    announce = actions.add_parser('announce', help='tell every page of a stop')
    for name, text in (('--from', 'when it begins'), ('--until', 'when it ends'),
                       ('--reason', 'why, in Vietnamese')):
        announce.add_argument(name, required=True, help=text)
    announce.add_argument('--back', help='when all is expected to work again; as --until')
    announce.add_argument('--reason-en', default='', help='why, in English')
    announce.add_argument('--emergency', default='', help='why it is announced so late')
    off = actions.add_parser('call-off', help='say that a stop will not be')
    off.add_argument('number', type=int)
    off.add_argument('--why', default='')
    actions.add_parser('show', help='list them, the latest first')


def run(environment, options):
    """Do it and list all stops."""
    service = Maintenance(environment.registry, environment.portal, lambda *_asked: True)
    try:
        if options.action == 'announce':
            moments = _moments(options)
            environment.in_transaction(lambda: service.announce(
                SYSTEM, *moments, options.reason, options.reason_en, options.emergency))
        elif options.action == 'call-off':
            environment.in_transaction(lambda: service.call_off(
                _found(service, options.number), SYSTEM, options.why))
    except CannotAnnounce as error:
        raise Failure(environment.reasons(error)) from None
    for stop in service.all():
        print(f'{stop.number}\t{stop.state}\t{moment(stop.starts)} – {moment(stop.ends)}\t'
              f'{moment(stop.back)}\t{stop.reason}')


def _found(service, number):
    stop = service.find(number)
    if stop is None:
        raise Failure(f'there is no stop {number}')
    return stop


def _moments(options):
    given = [getattr(options, 'from'), options.until, options.back or options.until]
    try:
        return [parse(each) for each in given]
    except ValueError as error:
        raise Failure(f'{error}; write moments like 2026-12-20T22:00') from None
