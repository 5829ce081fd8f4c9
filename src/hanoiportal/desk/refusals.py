"""What the desk answers to those who may not open a page: whether it exists is not told."""
from pyramid.view import forbidden_view_config, notfound_view_config

from ..i18n import _
from ..web.declare import DESK_ROUTE
from ..web.login import to_login, to_own_password

TEMPLATE = 'templates/refusal.pt'


@forbidden_view_config(route_name=DESK_ROUTE, renderer=TEMPLATE)
@notfound_view_config(route_name=DESK_ROUTE, renderer=TEMPLATE)
def nothing_for_you(error, request):
    """Send who is not logged in to the log-in; to everybody else there is nothing here (404)."""
    account = request.identity
    if account is None:
        return to_login(request)
    if account.must_change_password:
        return to_own_password(request)
    request.response.status_int = 404
    return {'title': _('Không có trang này'), 'known': False}
