"""Đăng nhập: who it is by what they typed or signed, and how their session begins.

Whatever is wrong with an attempt, the answer, the work and what is written are the same: an
unknown name, a wrong password, an account that is locked, suspended or disabled (clause 8.8; ASVS
5.0, 6.3.8).  All of it writes the ``interactions`` database alone.
"""
import datetime

from pyramid.httpexceptions import HTTPTooManyRequests
from pyramid.security import forget, remember

from ...base.interfaces import IClock
from ...kernel.security.authentication.accounts import LOGIN
from ...kernel.security.authentication.attempts import attempts_in, get_or_create_attempts
from ...kernel.security.authentication.ended import end
from ...kernel.security.authentication.rules import LOCK, WRONG_LOGINS, IAccountRules
from ...kernel.security.authentication.sessions import KNOWN
from ...kernel.security.authentication.suspicions import HALF_WAY, NEW_DEVICE, suspect
from ...kernel.security.authentication.telling import (
    CLOSED,
    FLOODED,
    LOGGED_IN,
    PROVED_ANEW,
    WRONG,
    tell,
    tell_if_kept,
)
from ...kernel.security.authentication.usage import Opened, count_log_in, kept_usage_of
from ...kernel.security.authorization.policy import LINK, SESSION, last_moment, new_session
from ...kernel.security.crypto.sealing import ISealing
from ...kernel.security.interactions import interactions_of
from ...kernel.tree.lookup import find_site
from .browsers import device_of
from .device import IDevices
from .throttle import IThrottles, network_of

#: In a session: whose password was right, and waits for a second factor; for so long.
PENDING, PATIENCE = 'pending', datetime.timedelta(minutes=10)
#: How somebody came in.
BY_PASSWORD, BY_CODE, BY_RECOVERY, BY_PASSKEY, BY_LINK, BY_VNEID = (
    'password', 'code', 'recovery', 'passkey', 'link', 'vneid')


def moment_of(request):
    """Return now, aware UTC."""
    return request.registry.getUtility(IClock).now()


def authenticated(request, login, password):
    """Return the ``Account`` whose password was typed, else ``None``; a failure is counted.

    It is not logged in yet: see ``needs_second_factor`` and ``enter``.
    """
    refuse_flood(request)
    accounts = request.root['accounts']
    login = login.strip().lower()
    login = login if LOGIN.fullmatch(login) else ''
    account = accounts.authenticate(login, password)
    if account is None:
        count_failure(request, accounts.get(login))
        return None
    if is_closed(request, account):
        _count_network(request)
        return None
    return account


def refuse_flood(request):
    """Raise 429 for a network from which too much was wrong lately, whoever is asked for."""
    limit = request.registry.getUtility(IThrottles).limits['login']
    wrong = _attempts(request).of_network(_mark(request), moment_of(request), limit.seconds)
    if limit.count and wrong >= limit.count:
        tell(FLOODED, network=_mark(request))
        raise HTTPTooManyRequests(headers={'Retry-After': str(limit.seconds)})


def is_closed(request, account):
    """Return whether wrong passwords keep ``account``, whose right one was typed, closed to this
    device.
    """
    closed = _attempts(request).closed_until(
        account.id, moment_of(request), _device(request, account)) is not None
    if closed:
        _tell(request, CLOSED, account)
    return closed


def count_failure(request, account):
    """Count what was wrong for ``account``, ``None`` for a name that nobody has."""
    now, rules = moment_of(request), request.registry.getUtility(IAccountRules)
    get_or_create_attempts(interactions_of(request.root)).failed(
        account and account.id, now, rules.number(WRONG_LOGINS, now), rules.number(LOCK, now),
        _device(request, account))
    _count_network(request)
    _tell(request, WRONG, account)


def _count_network(request):
    seconds = request.registry.getUtility(IThrottles).limits['login'].seconds
    get_or_create_attempts(interactions_of(request.root)).count_network(
        _mark(request), moment_of(request), seconds)


def await_second_factor(request, account, link='', means=BY_PASSWORD):
    """Begin the second step: a session that opens nothing, in place of one that stood.  What was
    known of the browser goes on: it may carry a long text through both steps.

    ``link``: key of the link by which it was begun, in place of a password.  ``means``: the first
    step, unless that was a link.
    """
    kept = {KNOWN: True} if KNOWN in request.session else {}
    if request.identity is not None:
        forget(request)
    request.session.invalidate()
    request.session.update({**kept, PENDING: [
        account.id, account.generation, moment_of(request).isoformat(), link, means]})


def awaited(request):
    """Return the account whose second factor is waited for, or ``None``."""
    try:
        owner, generation, at, _link, _means = request.session[PENDING]
    except (KeyError, ValueError):  # none, or one of an earlier version
        return None
    account = request.root['accounts'].by_id.get(owner)
    if account is None or not account.is_open or account.generation != generation:
        return None
    late = moment_of(request) - datetime.datetime.fromisoformat(at) >= PATIENCE
    return None if late else account


def is_begun_by_vneid(request):
    """Return whether the first step of who is awaited was VNeID."""
    return request.session[PENDING][-1] == BY_VNEID


def enter(request, account, means):
    """Open the session of ``account``, note it, and know the device from now on.

    One that stood in the same browser ends (ASVS 5.0, 7.2.4).  One that a link has begun opens the
    page that sets a password, and nothing else.
    """
    link = _link_of(request, account)
    if request.identity is not None:
        forget(request)
    remember(request, account.id)
    if link:
        request.session[LINK] = link
    devices, now = request.registry.getUtility(IDevices), moment_of(request)
    device = devices.known(request, account)
    if not device and _attempts(request).wrong(account.id):
        _suspect(request, account, NEW_DEVICE)
    _attempts(request).forget(account.id, device)
    devices.remember(request, account)
    kept_usage_of(request.root, account).open(request.session[SESSION], Opened(
        now, now, last_moment(request), device_of(request.user_agent or ''), means,
        account.generation))
    count_log_in(request.root, find_site(request.virtual_root).__oid__, now)
    _tell(request, LOGGED_IN, account, means=means)


def _link_of(request, account):
    pending = request.session.get(PENDING, ())
    return pending[3] if len(pending) == 5 and pending[0] == account.id else ''


def go_on(request, account):
    """Go on with the session of ``account``, whose owner has proved themselves anew, under another
    name: copies of its cookie from before open nothing any more (ASVS 5.0, 7.2.4).
    """
    before, until, name = request.session[SESSION], last_moment(request), new_session()
    remember(request, account.id, renewed=True)
    request.session[SESSION] = name
    end(request.root, before, until, moment_of(request))
    kept_usage_of(request.root, account).rename(before, name)
    _tell(request, PROVED_ANEW, account)


def _tell(request, event, account, **fields):
    tell_if_kept(request.tm.get(), event, account and account.id,
                 network=_mark(request), **fields)


def suspect_half_way(request, account):
    """Note that somebody with the right password had no second factor, unless the device is known.
    """
    if not _device(request, account):
        _suspect(request, account, HALF_WAY)


def _suspect(request, account, kind):
    suspect(interactions_of(request.root), account.id, kind, moment_of(request))


def _attempts(request):
    return attempts_in(interactions_of(request.root))


def _device(request, account):
    if account is None:
        return ''
    return request.registry.getUtility(IDevices).known(request, account)


def _mark(request):
    return request.registry.getUtility(ISealing).mark(network_of(request.remote_addr or ''))
