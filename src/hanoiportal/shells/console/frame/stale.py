"""A form of the console that was opened before its sender proved anew who they are, or logged in
again: what was typed comes back with one button that sends it with the token of today.
"""
from pyramid.exceptions import BadCSRFToken
from pyramid.view import exception_view_config
from substanced.sdi import MANAGE_ROUTE_NAME

from ....base.i18n import _
from ....web.forms.typed import sent_again
from ....web.routing.origins import is_foreign
from .refusals import missing, sees


@exception_view_config(BadCSRFToken, route_name=MANAGE_ROUTE_NAME, renderer='templates/stale.pt')
def stale(error, request):
    """Show what was typed (403) to those who see the place; a person presses the button, so what
    another website made a browser send goes no further, and is not shown at all.
    """
    if is_foreign(request) or not sees(request):
        answer = missing(error, request)
        return {**answer, 'fields': None} if isinstance(answer, dict) else answer
    request.response.status_int = 403
    return {'title': _('Xin bấm “Gửi lại” để thực hiện'), 'known': False, **sent_again(request)}
