"""Tài khoản của tôi: the factors that open one's account, and where it is open."""
import datetime
from typing import NamedTuple

from ...base.clock import UTC, moment
from ...base.i18n import _
from ...kernel.security.authentication.aging import days_left
from ...kernel.security.authentication.onetime import SECONDS
from ...kernel.security.authentication.passkeyalone import lacks_passkeys
from ...kernel.security.authentication.suspicions import KINDS
from ...kernel.security.authentication.usage import usage_of
from ...kernel.security.authorization.policy import PASSWORD, SECOND_FACTOR, SESSION
from ...platform.notifications.interfaces import INotifying
from ...web import View
from ...web.login.authentication import (
    BY_CODE,
    BY_LINK,
    BY_PASSKEY,
    BY_PASSWORD,
    BY_RECOVERY,
    BY_VNEID,
    moment_of,
)
from ...web.login.login import site_page, to_login
from .loginviews import came_from, first_page, keep_nowhere, login_view, to_page
from .sessionlastseen import ISessionLastSeen
from .vneidway import is_offered

MEANS = {
    BY_PASSWORD: _('mật khẩu'), BY_CODE: _('mật khẩu và mã trên điện thoại'),
    BY_RECOVERY: _('mật khẩu và mã khôi phục'), BY_PASSKEY: _('khóa truy cập'),
    BY_LINK: _('đường dẫn trong thư'), BY_VNEID: _('VNeID'),
    f'{BY_VNEID} {BY_CODE}': _('VNeID và mã trên điện thoại'),
    f'{BY_VNEID} {BY_RECOVERY}': _('VNeID và mã khôi phục')}
OWN = 'templates/own.pt'
#: Attempts that are shown.
MOST_ATTEMPTS = 10


class Key(NamedTuple):
    """A passkey as its owner sees it."""

    id: str
    name: str
    added: str
    used: str


class Session(NamedTuple):
    """A session as its owner sees it."""

    id: str
    device: str
    means: str
    opened: str
    seen: str
    is_this: bool


class Own(View):
    """The page of one's own account."""

    @login_view('account', renderer=OWN)
    def page(self):
        """Show it, or lead to the log-in, or first to a password of one's own."""
        request = self.request
        if request.identity is None:
            return to_login(request)
        if request.owes == PASSWORD:
            return to_page(request, 'password')
        keep_nowhere(request)
        return page_of(request)


def page_of(request):
    """Return what ``own.pt`` shows."""
    account, usage = request.identity, usage_of(request.root, request.identity)
    return {
        'title': _('Tài khoản của tôi'), 'account_shown': account,
        'owes': request.owes == SECOND_FACTOR,
        'vneid_since': account.vneid and moment(account.vneid.at),
        'vneid_offered': is_offered(request),
        'lacks_passkeys': lacks_passkeys(account, request.registry),
        'onwards': came_from(request) or first_page(request),
        'passkeys': [_key(each, usage) for each in account.passkeys],
        'code_since': account.one_time and moment(account.one_time.added),
        'code_used': moment(_used(usage.step)), 'action': _addresses(request),
        'left': len(set(account.recovery) - usage.spent), 'most': len(account.recovery),
        'days_left': days_left(request.root, account, request.registry),
        'attempts': attempts_on(request), 'sessions': sessions_of(request, usage)}


def attempts_on(request):
    """Return ``(what, when)`` of the attempts that the owner was told of, the newest first."""
    return [(each.title, each.details['note'])
            for each in request.service(INotifying).list(request.identity)
            if each.kind in KINDS][:MOST_ATTEMPTS]


def _addresses(request):
    return lambda name: site_page(request, name)


def _key(passkey, usage):
    _counter, used = usage.counters.get(passkey.id, (0, None))
    return Key(passkey.id, passkey.name or _('Khóa truy cập'), moment(passkey.added), moment(used))


def _used(step):
    return datetime.datetime.fromtimestamp(step * SECONDS, UTC) if step else None


def sessions_of(request, usage):
    """Return the ``Session`` of each that is open, the newest use first."""
    now, own, account = moment_of(request), request.session[SESSION], request.identity
    sightings = request.registry.getUtility(ISessionLastSeen)
    found = []
    for session, each in usage.sessions.items():
        seen, generation = sightings.last(account.id, session) or (each.seen, each.generation)
        is_left = session == own or generation in (None, account.generation)
        if is_left and now < each.until:
            found.append((max(seen, each.seen), session, each))
    return [Session(session, each.device or _('Thiết bị không rõ'), MEANS[each.means],
                    moment(each.at), moment(seen), session == own)
            for seen, session, each in sorted(found, key=lambda held: held[0], reverse=True)]
