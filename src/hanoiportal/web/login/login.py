"""The way to the log-in and back, for every shell that asks; ``entering`` says who it is."""
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from ...kernel.security.authentication.passwordlinks import VIEW_NAME
from ...kernel.security.authorization.policy import PASSWORD
from .comefrom import asked_for

#: The pages of log-in and of one's own account: at every site, and nobody counts who opens them.
DOORS = frozenset((
    'login', 'login-passkey', 'login-vneid', 'second-factor', 'passkey-options', 'logout',
    'password', 'confirm', 'account', 'account-code', 'account-passkey', 'account-vneid',
    'account-drop', 'account-recovery', 'account-sessions', VIEW_NAME))

#: What the desk's own host has at its root; at others it is at every site.
STAFF = DOORS | {'desk', 'console'}


def site_page(request: Request, *name: str) -> str:
    """Return the address of the view ``name`` of the site that was asked for, or of its home."""
    return request.link(request.virtual_root, *name)


def outside(request):
    """Return the address to which who has logged out is led: a form leads to no other host."""
    return site_page(request, 'login') if request.address.desk else site_page(request)


def to_login(request):
    """Return a redirect to the log-in, and from there back to what was asked for."""
    return HTTPSeeOther(site_page(request, 'login') + '?came_from=' + asked_for(request))


def to_debts(request):
    """Return a redirect to where somebody who is logged in does what they owe, ``None`` if they
    owe nothing: a password of their own, a second factor.
    """
    owed = request.owes
    if owed is None:
        return None
    return HTTPSeeOther(site_page(request, 'password' if owed == PASSWORD else 'account'))
