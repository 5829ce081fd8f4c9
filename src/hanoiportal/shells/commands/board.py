"""Found the Editorial Board of a site, seat its members, say who sits in it."""
from pyramid.traversal import find_resource

from ...base.clock import local, parse
from ...base.errors import Refused
from ...base.interfaces import ISite
from ...kernel.security.authorization.roles import BOARD_MEMBER, DEPUTY_HEAD, HEAD
from .environment import Failure

#: What the command line calls the roles.
ROLES = {'head': HEAD, 'deputy': DEPUTY_HEAD, 'member': BOARD_MEMBER}

#: A portal that serves does it for the command.
BESIDE = True


def add_arguments(parser):
    actions = parser.add_subparsers(dest='action', required=True)
    found = actions.add_parser('found', help='found the board, or found it anew')
    _at(found)
    _decided(found, 'from', 'until')
    found.add_argument('--regime', default='', help='how the board works, as text')
    appoint = actions.add_parser('appoint', help='seat somebody in the board')
    appoint.add_argument('login')
    _at(appoint)
    appoint.add_argument('--role', required=True, choices=list(ROLES))
    _decided(appoint, 'from', 'until')
    appoint.add_argument('--succeeds', action='store_true',
                         help='take the place of the head in office, whose seat ends then')
    dismiss = actions.add_parser('dismiss', help='end a seat')
    dismiss.add_argument('login')
    _at(dismiss)
    dismiss.add_argument('--role', required=True, choices=list(ROLES))
    _decided(dismiss, 'from')
    _at(actions.add_parser('show', help='say who sits in the board'))


def _at(parser):
    parser.add_argument('--at', default='/', metavar='PATH', help='the site, / for the city')


def _decided(parser, *days):
    parser.add_argument('--decision', required=True, help='number and date of the decision')
    for name in days:
        parser.add_argument(f'--{name}', dest=name, metavar='DAY', default=None,
                            help='local day or moment, as 2026-01-31; --from: now if missing')


def run(environment, options):
    """Do it in one transaction and say who sits in the board now."""
    boards = environment.boards
    site = _site(environment, options.at)
    if options.action != 'show':
        try:
            environment.in_transaction(lambda: _ACTIONS[options.action](
                boards, site, environment, options))
        except Refused as refused:
            raise Failure(environment.reasons(refused)) from None
    for line in _lines(boards, site, environment):
        environment.say(line)


def _found(boards, site, environment, options):
    boards.found(site, options.decision, _start(environment, options), _day(options.until),
                 environment.actor, options.regime)


def _appoint(boards, site, environment, options):
    boards.appoint(
        site, _account(environment, options.login), ROLES[options.role], options.decision,
        _start(environment, options), _day(options.until), environment.actor, options.succeeds)


def _dismiss(boards, site, environment, options):
    boards.dismiss(site, _account(environment, options.login), ROLES[options.role],
                   options.decision, _start(environment, options), environment.actor)


_ACTIONS = {'found': _found, 'appoint': _appoint, 'dismiss': _dismiss}


def _lines(boards, site, environment):
    """Yield what is said of the board."""
    board, now = boards.board(site), environment.clock.now()
    if board is None:
        yield 'no board was founded'
        return
    why = _why_not_in_force(boards, site, now)
    state = f'not in force: {why}' if why else 'in force'
    yield f'{board.decision} ({_shown(board.starts)} – {_shown(board.ends)}): {state}'
    accounts = environment.portal['accounts'].by_id
    for seat in boards.members(site, now):
        name = accounts[seat.account].__name__ if seat.account in accounts else seat.account
        yield f'{seat.role} {name} ({_shown(seat.given.starts)} – {_shown(seat.given.ends)})'


def _why_not_in_force(boards, site, now):
    """Return why the board of ``site`` is not in force, ``''`` if it is."""
    board = boards.board(site)
    if now < board.starts:
        return f'its term begins on {_shown(board.starts)}'
    if not board.holds(now):
        return f'its term ended on {_shown(board.ends)}'
    if not boards.is_active(site, now):
        return 'it has no head yet; "bin/portal board appoint LOGIN --role head" seats one'
    return ''


def _shown(moment):
    return '' if moment is None else f'{local(moment):%Y-%m-%d}'


def _site(environment, path):
    try:
        site = find_resource(environment.portal, path)
    except KeyError:
        site = None
    if not ISite.providedBy(site):
        raise Failure(f'there is no site at {path}')
    return site


def _account(environment, login):
    account = environment.portal['accounts'].get(login)
    if account is None:
        raise Failure(f'there is no account {login}: run "bin/portal user add" first')
    return account.id


def _start(environment, options):
    return _day(vars(options)['from']) or environment.clock.now()


def _day(text):
    try:
        return parse(text) if text else None
    except ValueError:
        raise Failure(f'{text} is no day (as 2026-01-31)') from None
