"""What the desk answers to those who may not open a page: whether it exists is not told."""
from pyramid.view import forbidden_view_config, notfound_view_config

from ....base.i18n import _
from ....web.declare import DESK_ROUTE
from ....web.login.login import to_debts, to_login
from .currentuser import current_user_of

TEMPLATE = 'templates/refusal.pt'


@forbidden_view_config(route_name=DESK_ROUTE, renderer=TEMPLATE)
@notfound_view_config(route_name=DESK_ROUTE, renderer=TEMPLATE)
def nothing_for_you(error, request):
    """Send who is not logged in to the log-in; to everybody else there is nothing here (404)."""
    if request.identity is None:
        return to_login(request)
    debts = to_debts(request)
    if debts is not None:
        return debts
    request.response.status_int = 404
    works = current_user_of(request).works
    return {'title': _('Không có trang này') if works else _('Tài khoản chưa có vai trò'),
            'known': False}
