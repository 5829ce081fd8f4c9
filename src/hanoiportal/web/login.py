"""Who it is, and the way to the log-in and back, for every shell that asks."""
from pyramid.httpexceptions import HTTPSeeOther

from ..i18n import _
from ..interfaces import IClock
from ..security.accounts import LOGIN
from ..security.attempts import attempts_in, kept_attempts_in
from ..security.interactions import interactions_of
from ..settings import ISettings
from .comefrom import asked_for

#: The one answer to every wrong attempt.
WRONG = _('Tên đăng nhập hoặc mật khẩu không đúng, hoặc tài khoản đang bị khóa.')


def site_page(request, name):
    """Return the address of the view ``name`` of the site that was asked for."""
    return request.link(request.virtual_root, name)


def to_login(request):
    """Return a redirect to the log-in, and from there back to what was asked for."""
    return HTTPSeeOther(site_page(request, 'login') + '?came_from=' + asked_for(request))


def to_own_password(request):
    """Return a redirect to where a one-time password is changed."""
    return HTTPSeeOther(site_page(request, 'password'))


def authenticated(request, login, password):
    """Return the ``Account`` that may log in with what was typed, else ``None``; a failure is
    counted, which writes the ``interactions`` database alone.
    """
    accounts = request.root['accounts']
    login = login.strip().lower()
    login = login if LOGIN.fullmatch(login) else ''
    account = accounts.authenticate(login, password)
    if account is None:
        count_failure(request, accounts.get(login))
        return None
    attempts = attempts_in(interactions_of(request.root))
    if attempts.closed_until(account.id, request.registry.getUtility(IClock).now()):
        return None
    attempts.forget(account.id)
    return account


def count_failure(request, account):
    """Count a wrong password for ``account``, ``None`` for a name that nobody has."""
    settings = request.registry.getUtility(ISettings)
    kept_attempts_in(interactions_of(request.root)).failed(
        account and account.id, request.registry.getUtility(IClock).now(),
        settings.login_attempts, settings.lock_hours)
