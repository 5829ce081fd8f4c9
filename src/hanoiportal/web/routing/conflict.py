"""When a save has met another one at every attempt: nothing that was typed is lost.

Requests that meet a conflict are run again (``storage.retry``).  If all attempts meet one, the
answer is a form with every field as it was typed and one button that sends it again.
"""
from pyramid.view import exception_view_config
from ZODB.POSException import ConflictError

from ...base.i18n import _
from ..forms.typed import sent_again


@exception_view_config(ConflictError, request_method='POST', last_retry_attempt=True,
                       renderer='templates/conflict.pt')
def conflict(error, request):
    """Show what was typed, with one button that sends it again (409), on what the other saved."""
    request.tm.abort()
    request.tm.begin()
    request.response.status_int = 409
    request.response.cache_control = 'no-store'
    return {'title': _('Chưa lưu được: có người khác vừa lưu cùng lúc'), **sent_again(request)}


def includeme(config):
    config.scan('.conflict')
