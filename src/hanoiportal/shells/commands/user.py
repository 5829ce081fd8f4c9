"""Add an account, give it a role at a place; reset a second factor; list what is unused."""
from pyramid.traversal import find_resource

from ...base.clock import moment
from ...base.interfaces import ISite
from ...editorial.boards.coordination import objection
from ...kernel.security.authentication.accounts import BadLogin
from ...kernel.security.authentication.attempts import attempts_in
from ...kernel.security.authentication.identity import IIdentityChecks, NotChecked
from ...kernel.security.authentication.passkeyalone import lacks_passkeys
from ...kernel.security.authentication.passwords import WeakPassword
from ...kernel.security.authentication.rules import PASSWORD_KINDS, IAccountRules
from ...kernel.security.authentication.unused import last_use, unused
from ...kernel.security.authorization.grants import Grant, grant
from ...kernel.security.authorization.roles import GRANTABLE
from ...kernel.security.authorization.workplaces import note_workplace, workplace_of
from ...kernel.storage.interfaces import INTERACTIONS
from ...kernel.tree.events import SYSTEM, Action, send
from ...kernel.tree.lookup import path_of, site_called
from .environment import Failure

#: A portal that serves does it for the command.
BESIDE = True


def add_arguments(parser):
    actions = parser.add_subparsers(dest='action', required=True)
    add = actions.add_parser(
        'add', help='add an account, or give one that exists a further role or a new password')
    add.add_argument('login')
    add.add_argument('--name', default='', help='full name of the person')
    add.add_argument('--role', choices=sorted(GRANTABLE),
                     help='without it the account has no role until it is given one')
    add.add_argument('--at', default='/', metavar='PATH', help='place the role holds at')
    add.add_argument('--basis', default='', help='the decision that grants the role (8.7)')
    add.add_argument('--workplace', default='', metavar='NAME',
                     help='name of the site of the body that the person works for, "thanhpho" '
                          'for that of the City; without it that of the first role')
    add.add_argument('--password-stdin', action='store_true',
                     help='read the password from standard input; it is good once')
    reset = actions.add_parser('reset-second-factor', help='take all second factors of an account')
    reset.add_argument('login')
    reset.add_argument('--checked', required=True, metavar='NAME',
                       help='how it was made sure who asks: a name of identity_checks.csv')
    reset.add_argument('--reference', required=True, metavar='TEXT',
                       help='where that can be looked up, such as the number of a letter; '
                            'no number of an identity card')
    actions.add_parser('unused', help='list accounts that nobody has used for long')
    actions.add_parser('workplaces', help='note where people work whose accounts do not say '
                       'so: at the site of their first role')
    actions.add_parser('passkeys', help='list accounts that have too few passkeys for their roles')


def run(environment, options):
    """Do what was asked for."""
    {'add': _add_user, 'reset-second-factor': _reset, 'unused': _list_unused,
     'passkeys': _list_lacking, 'workplaces': _note_workplaces,
     }[options.action](environment, options)


def _add_user(environment, options):
    """Do it in one transaction; a new password opens an account closed by wrong ones."""
    password = environment.read_line().rstrip('\n') if options.password_stdin else None
    account_id = environment.in_transaction(lambda: _add(environment, options, password))
    if password is not None:  # a second transaction: it writes another database (ADR 1)
        environment.in_transaction(lambda: _unlock(environment, account_id))
    environment.say(f'{options.login}: {options.role} at {options.at}' if options.role
          else f'{options.login}: no role given')


def _add(environment, options, password):
    """Return the id of the account.  The ``password`` is good once: who typed it does not know
    the next (ADR 53).
    """
    portal, place = environment.portal, _place(environment.portal, options)
    accounts = portal['accounts']
    try:
        known = accounts.get(options.login)
        account = known or accounts.create(
            options.login, options.name, registry=environment.registry)
        if password is not None:
            _set_password(environment, account, password)
        if known and password is not None:
            _tell(environment, account, 'change_password')
    except (BadLogin, WeakPassword) as error:
        raise Failure(environment.translate(error.args[0])) from None
    if options.workplace:
        _employ(environment, account, _site(portal, options.workplace), is_new=not known)
    if options.role:
        _give(environment, options, place, account.id)
    return account.id


def _employ(environment, account, site, is_new):
    """Note that the owner of ``account`` works for the body of ``site``; log a change of it."""
    before = workplace_of(environment.portal, account)
    account.workplace = site.__oid__
    if not is_new and before is not site:
        send(environment.registry)(Action(
            account, 'change_workplace', SYSTEM, before=before and path_of(before),
            after=path_of(site)))


def _give(environment, options, place, account_id):
    against = objection(environment.registry, environment.clock.now())(
        place, account_id, options.role)
    if against:
        raise Failure(environment.translate(against))
    grant(place, account_id, options.role, Grant(basis=options.basis))


def _place(portal, options):
    if not options.role and (options.basis or options.at != '/'):
        raise Failure('--at and --basis are of a role: give --role as well')
    try:
        return find_resource(portal, options.at)
    except KeyError:
        raise Failure(f'there is nothing at {options.at}') from None


def _site(portal, name):
    site = site_called(portal, name)
    if not ISite.providedBy(site):
        raise Failure(f'there is no site {name}')
    return site


def _note_workplaces(environment, _options):
    """Note the workplace of each account that has a role and no note; print log-in and site."""
    def note():
        portal = environment.portal
        return [(account.__name__, path_of(site)) for account in portal['accounts'].values()
                if (site := note_workplace(portal, account)) is not None]

    for login, path in environment.in_transaction(note):
        environment.say(f'{login}\t{path}')


def _set_password(environment, account, password):
    now = environment.clock.now()
    rules = environment.registry.getUtility(IAccountRules)
    account.set_password(
        password, True, now, kinds=rules.number(PASSWORD_KINDS, now))


def _unlock(environment, account_id):
    attempts_in(environment.portal[INTERACTIONS].mounted()).reopen(account_id)


def _reset(environment, options):
    said = _identity(environment, options)
    environment.in_transaction(lambda: _take_factors(environment, options.login, said))
    environment.say(f'{options.login}: no second factor any more; every session has ended')


def _identity(environment, options):
    checks, now = environment.registry.getUtility(IIdentityChecks), environment.clock.now()
    try:
        return checks.said(options.checked, options.reference, now)
    except NotChecked as refused:
        reasons = map(environment.translate, refused.reasons.values())
        names = ', '.join(each.name for each in checks.on(now))
        raise Failure(f'{" ".join(reasons)} (--checked: {names})') from None


def _take_factors(environment, login, said):
    account = environment.portal['accounts'].get(login)
    if account is None:
        raise Failure(f'there is no account {login}')
    account.reset_factors()
    _tell(environment, account, 'reset_second_factor', said)


def _tell(environment, account, action, why=''):
    """Let the log and the owner of ``account`` know of an ``action`` that was done to it."""
    send(environment.registry)(Action(account, action, SYSTEM, why=why))
    environment.notifying.notify({account.id}, environment.portal, 'account_changed')


def _list_lacking(environment, _options):
    """Print the log-in of each account to which nothing opens before it has more passkeys, and
    how many it has.
    """
    for account in environment.portal['accounts'].values():
        if lacks_passkeys(account, environment.registry):
            environment.say(f'{account.__name__}\t{len(account.passkeys)}')


def _list_unused(environment, options):
    """Print the log-in and last use of each account that the next run of the job disables, and of
    those that it has disabled.
    """
    portal = environment.portal
    found = set(unused(portal, environment.registry))
    for account in portal['accounts'].values():
        if account.disabled or account in found:
            last = moment(last_use(portal, account)) or '-'
            state = 'disabled' if account.disabled else 'unused'
            environment.say(f'{account.__name__}\t{last}\t{state}')
