"""Accounts, and the roles granted at a place, as lines."""
from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import ISite
from ...kernel.security.authentication.accounts import BadLogin
from ...kernel.security.authorization.grants import Grant, grant, seat
from ...kernel.security.authorization.roles import BOARD, TITLES
from ...kernel.tree.lookup import find_portal
from .moments import iso, moment

_ACCOUNT_KEYS = {
    'type', 'login', 'id', 'name', 'workplace', 'suspended', 'must_change_password', 'password'}
#: How a line names the site of the city as somebody's workplace.
OF_CITY = '/'
_GRANT_KEYS = {'account', 'role', 'basis', 'starts', 'ends'}


def account_record(account, with_password):
    """Return the line of ``account``; its password's hash only if asked for."""
    found = {'type': 'account', 'login': account.__name__, 'id': account.id,
             'name': account.full_name}
    name = _name_of_workplace(account)
    if name:
        found['workplace'] = name
    if account.suspended:
        found['suspended'] = True
    if account.must_change_password:
        found['must_change_password'] = True
    if with_password and account.password_hash:
        found['password'] = account.password_hash
    return found


def _name_of_workplace(account):
    """Return the name of the site that ``account`` notes as its workplace, ``OF_CITY`` for that of
    the city; ``''`` if it notes none.
    """
    if account.workplace is None:
        return ''
    portal = find_portal(account)
    site = portal.__objectmap__.object_for(account.workplace)
    if not ISite.providedBy(site):
        return ''
    return OF_CITY if site is portal else site.__name__


def note_workplaces(portal, workplaces):
    """Note the workplace of each account of ``{id: name of the site}``, as far as that is there.
    """
    for identifier, name in workplaces.items():
        account = portal['accounts'].by_id.get(identifier)
        site = site_called(name, portal)
        if account is not None and site is not None and account.workplace != site.__oid__:
            account.workplace = site.__oid__


def site_called(name, portal):
    """Return the site that a line names as a workplace; ``None`` if it is not there."""
    site = portal if name == OF_CITY else portal['sites'].get(name)
    return site if ISite.providedBy(site) else None


def add_account(accounts, record, registry):
    """Add the account of a line unless its log-in is there; return the ``Account``.

    Raises ``Refused``.
    """
    check_keys(record, _ACCOUNT_KEYS)
    login, name = record.get('login'), record.get('name', '')
    texts = (login, name, *(record.get(key, '') for key in ('id', 'workplace', 'password')))
    flags = {key: record.get(key, False) for key in ('suspended', 'must_change_password')}
    if not all(map(_is_text, texts)) or not all(
            isinstance(flag, bool) for flag in flags.values()):
        raise Refused({'': _('Giá trị không đúng kiểu.')})
    if login in accounts:
        return accounts[login]
    try:
        account = accounts.create(login, name, registry=registry, id=record.get('id') or None)
    except BadLogin as error:
        raise Refused({'login': error.args[0]}) from None
    account.password_hash = record.get('password')
    for key in filter(flags.get, flags):
        setattr(account, key, True)
    return account


def grant_records(resource):
    """Return the roles granted at ``resource`` itself, as a line lists them."""
    return [
        _without_nothing({'account': principal, 'role': role, 'basis': given.basis,
                          'starts': iso(given.starts), 'ends': iso(given.ends)})
        for principal, held in sorted(resource.local_roles.items())
        for role, given in sorted(held.items())]


def _without_nothing(found):
    return {key: value for key, value in found.items() if value}


def add_grants(resource, records, principals):
    """Grant at ``resource`` the roles that a line lists.

    ``principals``: ``{account id in the file: account id here}`` where they differ.
    Raises ``Refused``; nothing is granted then.
    """
    if not isinstance(records, list):
        raise Refused({'roles': _('Giá trị không đúng kiểu.')})
    for principal, role, given in [_grant(each, resource) for each in records]:
        give = seat if role in BOARD else grant
        give(resource, principals.get(principal, principal), role, given)


def _grant(record, resource):
    if not isinstance(record, dict):
        raise Refused({'roles': _('Giá trị không đúng kiểu.')})
    check_keys(record, _GRANT_KEYS)
    principal, role, basis = record.get('account'), record.get('role'), record.get('basis', '')
    if not all(map(_is_text, (principal, role, basis))):
        raise Refused({'roles': _('Giá trị không đúng kiểu.')})
    if role not in TITLES or role in BOARD and not ISite.providedBy(resource):
        raise Refused({'role': _('Không có vai trò “${role}”.', mapping={'role': role[:40]})})
    return principal, role, Grant(
        basis, moment('starts', record.get('starts')), moment('ends', record.get('ends')))


def _is_text(value):
    return isinstance(value, str) and all(sign.isprintable() or sign in '\n\t' for sign in value)


def check_keys(record, known):
    """Raise ``Refused`` naming every key of ``record`` that is not in ``known``."""
    unknown = sorted(set(record) - set(known))
    if unknown:
        raise Refused(dict.fromkeys(unknown, _('Không có khóa này trong dạng dữ liệu.')))
