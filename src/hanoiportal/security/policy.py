"""The security policy: an account from the session, its roles from the tree."""
import datetime
import secrets

from pyramid.interfaces import ISecurityPolicy
from pyramid.request import RequestLocalCache
from pyramid.security import Allowed, Denied
from pyramid.traversal import find_root
from zope.interface import implementer

from ..interfaces import IClock, IInternal, IPortal
from ..permissions import MANAGE_ACCOUNTS
from ..settings import ISettings
from .ended import end, is_ended
from .interfaces import ISecret
from .reasons import Holder
from .roles import ANYBODY
from .sessions import COOKIE, KNOWN

ACCOUNT, GENERATION, SESSION, OPENED = 'account', 'generation', 'session', 'opened'
#: Whose session each request bears, looked up once for all that the request asks.
_ACCOUNTS = RequestLocalCache()
#: What the asker of each request holds, looked up once for each place.
_HOLDERS = RequestLocalCache()


@implementer(ISecurityPolicy)
class PortalPolicy:
    """Pyramid's security policy for the portal."""

    def identity(self, request):
        """Return the ``Account`` that is logged in, or ``None``.

        A reader without the cookie costs nothing; a session older than the account's last
        change of password, or of a suspended account, is none.
        """
        return _logged_in(request, getattr(request, 'root', None))

    def authenticated_userid(self, request):
        account = request.identity
        return None if account is None else account.id

    def permits(self, request, context, permission):
        """Return whether the asker has ``permission`` on ``context``, by the roles' table.

        What is secret asks for ``MANAGE_ACCOUNTS`` besides, and a one-time password opens
        nothing before it is changed.
        """
        state = getattr(context, 'state', None)
        if state in ANYBODY.get(permission, ()) and _is_open(context):
            return Allowed('anybody may')
        if state is None or COOKIE not in request.cookies:
            return Denied('nobody may')
        account = _logged_in(request, find_root(context))
        if account is None or account.must_change_password:
            return Denied('nobody may')
        return _by_role(request, context, account, permission)

    def remember(self, request, userid, **kw):
        """Open a session for the account with id ``userid``, with a new token against forgery."""
        account = request.root['accounts'].by_id[userid]
        _ACCOUNTS.clear(request)
        _HOLDERS.clear(request)
        request.session.invalidate()
        request.session.update({KNOWN: True, ACCOUNT: userid})
        request.session[GENERATION] = account.generation
        request.session[SESSION] = secrets.token_hex(16)
        request.session[OPENED] = _now(request).isoformat()
        request.session.new_csrf_token()
        return []

    def forget(self, request, **kw):
        """End the session for good: no copy of its cookie is a log-in any more."""
        if request.identity is not None:
            end(request.root, request.session[SESSION], _last_moment(request), _now(request))
        _ACCOUNTS.clear(request)
        _HOLDERS.clear(request)
        request.session.invalidate()
        request.session[KNOWN] = True
        return []


def _now(request):
    return request.registry.getUtility(IClock).now()


def _last_moment(request):
    """Return when the session ends however busy it is."""
    hours = request.registry.getUtility(ISettings).session_hours
    opened = datetime.datetime.fromisoformat(request.session[OPENED])
    return opened + datetime.timedelta(hours=hours)


def _is_over(request, portal):
    return SESSION not in request.session or (
        _last_moment(request) <= _now(request) or is_ended(portal, request.session[SESSION]))


def _logged_in(request, portal):
    """Return the account of the request's session; ``None`` without one, or outside a portal."""
    if COOKIE not in request.cookies or not IPortal.providedBy(portal):
        return None
    return _ACCOUNTS.get_or_create(request, lambda request: _account(request, portal))


def _account(request, portal):
    account = portal['accounts'].by_id.get(request.session.get(ACCOUNT))
    if account is None or account.suspended:
        return None
    if request.session.get(GENERATION) != account.generation or _is_over(request, portal):
        return None
    return account


def _is_open(context):
    """Return whether nothing but its state keeps visitors from ``context``.

    A part of an item that is not public is not either, whatever its own state.
    """
    return not IInternal.providedBy(context) and getattr(context, 'is_public', True)


def _by_role(request, context, account, permission):
    needed = {permission, MANAGE_ACCOUNTS} if ISecret.providedBy(context) else {permission}
    holder = _HOLDERS.get_or_create(
        request, lambda request: Holder(find_root(context), account, _now(request)))
    roles = [holder.may(each, context) for each in needed]
    return Allowed(f'{roles[0]} may') if all(roles) else Denied('no role allows it')


def includeme(config):
    config.set_security_policy(PortalPolicy())
