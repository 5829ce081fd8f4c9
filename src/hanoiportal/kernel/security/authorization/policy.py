"""The security policy: an account from the session, its roles from the tree."""
from __future__ import annotations

import datetime
import secrets
from typing import TYPE_CHECKING, cast

from pyramid.interfaces import ISecurityPolicy
from pyramid.request import RequestLocalCache
from pyramid.security import Allowed, Denied
from pyramid.traversal import find_root
from zope.interface import implementer

from ....base.interfaces import IClock, IInternal, IPortal
from ....base.permissions import MANAGE_ACCOUNTS
from ....base.settings import ISettings
from ..authentication.aging import is_too_old
from ..authentication.ended import end, is_ended
from ..authentication.passkeyalone import lacks_passkeys
from ..authentication.sessions import KNOWN, bears_session
from ..authentication.usage import kept_usage_of
from ..interfaces import ISecret
from .reasons import Holder
from .roles import ANYBODY

if TYPE_CHECKING:
    from pyramid.config import Configurator
    from pyramid.request import Request

    from ....base.interfaces import IResource
    from ..authentication.accounts import Account
    from .groups import HasAccounts

ACCOUNT, GENERATION, SESSION, OPENED = 'account', 'generation', 'session', 'opened'
#: In a session: when its owner proved last who they are; whether the password is too old.
PROVED, STALE = 'proved', 'stale'
#: In a session: the key of the link that opened it, with or without a second factor.
LINK = 'link'
#: How long a proof of who it is holds before actions that need a new one.
FRESH = datetime.timedelta(minutes=15)
#: What a session owes before anything opens.
PASSWORD, SECOND_FACTOR = 'password', 'second_factor'
#: Whose session each request bears, looked up once for all that the request asks.
_ACCOUNTS = RequestLocalCache()
#: What the asker of each request holds, looked up once for each place.
_HOLDERS = RequestLocalCache()
#: Whether the asker of each request has to add passkeys.
_LACKING = RequestLocalCache()
#: Which account each request has proved by a token, see ``act_as``.
_BEARERS = RequestLocalCache()


@implementer(ISecurityPolicy)
class PortalPolicy:
    """Pyramid's security policy for the portal."""

    def identity(self, request: Request) -> Account | None:
        """Return the ``Account`` that is logged in, or ``None``.

        A reader without the cookie costs nothing; a session older than the account's last
        change of password, or of a suspended account, is none.
        """
        return _logged_in(request, getattr(request, 'root', None))

    def authenticated_userid(self, request: Request) -> str | None:
        return None if request.identity is None else cast('str', request.identity.id)

    def permits(
            self, request: Request, context: object, permission: str) -> Allowed | Denied:
        """Return whether the asker has ``permission`` on ``context``, by the roles' table.

        What is secret asks for ``MANAGE_ACCOUNTS`` besides, and nothing opens as long as the
        session ``owes`` something.
        """
        state = getattr(context, 'state', None)
        if state in ANYBODY.get(permission, ()) and _is_open(context):
            return Allowed('anybody may')
        holder = None if state is None else _holder(request, find_root(context))
        if holder is None:
            return Denied('nobody may')
        # What has a state is a resource.
        return _by_role(holder, cast('IResource', context), permission)

    def remember(
            self, request: Request, userid: str, renewed: bool = False,
            **kw: object) -> list[tuple[str, str]]:
        """Open a session for the account with id ``userid``, with a new token against forgery.

        ``renewed``: go on with the one that stands, whose owner has proved themselves again: every
        earlier copy of its cookie ends if the account's ``generation`` was raised.
        """
        account = request.root['accounts'].by_id[userid]
        now = _now(request).isoformat()
        same = {key: request.session[key] for key in (SESSION, OPENED)} if renewed else {
            SESSION: new_session(), OPENED: now}
        _ACCOUNTS.clear(request)
        _HOLDERS.clear(request)
        _LACKING.clear(request)
        request.session.invalidate()
        request.session.update({
            KNOWN: True, ACCOUNT: userid, GENERATION: account.generation, PROVED: now, **same})
        if is_too_old(request.root, account, request.registry):
            request.session[STALE] = True
        request.session.new_csrf_token()
        return []

    def forget(self, request: Request, **kw: object) -> list[tuple[str, str]]:
        """End the session for good: no copy of its cookie is a log-in any more."""
        account = request.identity
        if account is not None:
            session = request.session[SESSION]
            end(request.root, session, last_moment(request), _now(request))
            kept_usage_of(request.root, account).close(session)
        _ACCOUNTS.clear(request)
        _HOLDERS.clear(request)
        _LACKING.clear(request)
        request.session.invalidate()
        request.session[KNOWN] = True
        return []


def new_session() -> str:
    """Return a name for a session: 128 bits from the system's source of secrets."""
    return secrets.token_hex(16)


def _now(request: Request) -> datetime.datetime:
    return cast('datetime.datetime', request.registry.getUtility(IClock).now())


def last_moment(request: Request) -> datetime.datetime:
    """Return when the request's session ends however busy it is, aware UTC."""
    hours = request.registry.getUtility(ISettings).session_hours
    opened = datetime.datetime.fromisoformat(request.session[OPENED])
    return opened + datetime.timedelta(hours=hours)


def _is_over(request: Request, portal: IPortal) -> bool:
    return SESSION not in request.session or (
        last_moment(request) <= _now(request) or is_ended(portal, request.session[SESSION]))


def _logged_in(request: Request, portal: object) -> Account | None:
    """Return the account that the request's token proved, else that of its session; ``None``
    without either, or outside a portal.
    """
    if 'HTTP_AUTHORIZATION' in request.environ and _bearer(request) is not None:
        return _bearer(request)
    if 'HTTP_COOKIE' not in request.environ or not IPortal.providedBy(portal):
        return None
    return cast('Account | None', _ACCOUNTS.get_or_create(
        request, lambda request: _account(request, portal)))


def act_as(request: Request, account: Account) -> None:
    """Let ``request`` be asked by ``account``, which a token has proved: its cookie counts for
    nothing, and it owes nothing first.
    """
    _BEARERS.set(request, account)
    _HOLDERS.clear(request)


def _bearer(request: Request) -> Account | None:
    return cast('Account | None', _BEARERS.get(request, None))


def _account(request: Request, portal: IPortal) -> Account | None:
    if not bears_session(request):
        return None
    account: Account | None = portal['accounts'].by_id.get(request.session.get(ACCOUNT))
    if account is None or not account.is_open:
        return None
    if request.session.get(GENERATION) != account.generation or _is_over(request, portal):
        return None
    return account


def _is_open(context: object) -> bool:
    """Return whether nothing but its state keeps visitors from ``context``.

    A part of an item that is not public is not either, whatever its own state.
    """
    return not IInternal.providedBy(context) and getattr(context, 'is_public', True)


def _holder(request: Request, portal: object) -> Holder | None:
    """Return the ``Holder`` of the asker in ``portal``; ``None`` for who is not logged in there
    or owes something first.

    A request that only reads is asked once: a page of the desk asks for some twenty permissions.
    """
    known = _HOLDERS.get(request, None)  # what was cleared is no Holder
    if isinstance(known, Holder) and known.portal is portal and request.method in (
            'GET', 'HEAD'):
        return known
    account = _logged_in(request, portal)
    if account is None or account is not _bearer(request) and owed(request, account):
        return None
    return cast('Holder', _HOLDERS.get_or_create(
        request, lambda request: Holder(cast('HasAccounts', portal), account, _now(request))))


def _by_role(holder: Holder, context: IResource, permission: str) -> Allowed | Denied:
    role = holder.may(permission, context)
    if role is None or ISecret.providedBy(context) and not holder.may(MANAGE_ACCOUNTS, context):
        return Denied('no role allows it')
    return Allowed(f'{role} may')


def permissions_at(request: Request, context: IResource) -> frozenset[str]:
    """Return every permission on ``context`` that ``permits`` allows the asker: menus ask."""
    state = getattr(context, 'state', None)
    holder = None if state is None else _holder(request, find_root(context))
    found = frozenset() if holder is None else holder.permissions(context)
    if ISecret.providedBy(context) and MANAGE_ACCOUNTS not in found:
        found = frozenset()
    anybody = {each for each, states in ANYBODY.items() if state in states} - found
    return found | anybody if anybody and _is_open(context) else found


def owed(request: Request, account: Account) -> str | None:
    """Return what the session of ``account`` must do before anything opens to it: ``PASSWORD``,
    ``SECOND_FACTOR``, or ``None``.
    """
    if account.must_change_password or STALE in request.session or LINK in request.session:
        return PASSWORD
    settings = request.registry.getUtility(ISettings)
    if settings.requires_second_factor and not account.has_second_factor:
        return SECOND_FACTOR
    lacking = _LACKING.get_or_create(
        request, lambda request: lacks_passkeys(account, request.registry))
    return SECOND_FACTOR if lacking else None


def owes(request: Request) -> str | None:
    """Request property: see ``owed``; ``None`` for who is not logged in."""
    return None if request.identity is None else owed(request, request.identity)


def has_proved(request: Request) -> bool:
    """Request property: whether who is logged in has proved lately who they are (ASVS 5.0, 7.5.1).
    """
    proved = request.session.get(PROVED)
    return proved is not None and _now(request) - datetime.datetime.fromisoformat(proved) < FRESH


def includeme(config: Configurator) -> None:
    config.add_request_method(owes, property=True)
    config.add_request_method(has_proved, property=True)
    config.set_security_policy(PortalPolicy())
