"""What the console answers to those who may not open it: nothing of what is there.

Whether an address exists is not told either: it is all one to somebody who may not ask.
"""
from pyramid.view import forbidden_view_config, notfound_view_config
from substanced.sdi import MANAGE_ROUTE_NAME

from ....base.i18n import _
from ....base.permissions import CONSOLE
from ....web.login.login import to_debts, to_login

TEMPLATE = 'templates/refusal.pt'


@forbidden_view_config(route_name=MANAGE_ROUTE_NAME, renderer=TEMPLATE)
def refused(error, request):
    """Send who is not logged in to the log-in, a one-time password to its change; else 403."""
    if request.identity is None:
        return to_login(request)
    debts = to_debts(request)
    if debts is not None:
        return debts
    return _page(request, 403, _('Không có quyền mở trang này.'))


@notfound_view_config(route_name=MANAGE_ROUTE_NAME, renderer=TEMPLATE)
def missing(error, request):
    """Say that there is nothing, to those who may know what there is."""
    if not sees(request):
        return refused(error, request)
    return _page(request, 404, _('Không có gì ở địa chỉ này.'))


def sees(request):
    """Return whether the asker may know what there is at the address."""
    place = getattr(request, 'context', None)
    return hasattr(place, 'state') and request.has_permission(CONSOLE, place)


def _page(request, status, text):
    request.response.status_int = status
    return {'title': text, 'known': False}
