"""When a save has met another one at every attempt: nothing that was typed is lost.

Requests that meet a conflict are run again (``storage.retry``).  If all attempts meet one, the
answer is a form with every field as it was typed and one button that sends it again.
"""
from typing import NamedTuple

from pyramid.csrf import get_csrf_token
from pyramid.view import exception_view_config
from ZODB.POSException import ConflictError

from ..i18n import _

TOKEN = 'csrf_token'
#: Values no longer than this are choices and marks; like deform's marks of structure, which start
#: with "_", they are sent again without being shown.
_SHORT = 2


class Field(NamedTuple):
    """One field of the form.  ``shown``: whether a person typed it and wants to see it."""

    number: int
    name: str
    value: str
    shown: bool


@exception_view_config(ConflictError, request_method='POST', last_retry_attempt=True,
                       renderer='templates/conflict.pt')
def conflict(error, request):
    """Show what was typed, with one button that sends it again (409), on what the other saved."""
    request.tm.abort()
    request.tm.begin()
    fields, left_out = typed_fields(request.POST.items())
    request.response.status_int = 409
    request.response.cache_control = 'no-store'
    return {
        'title': _('Chưa lưu được: có người khác vừa lưu cùng lúc'),
        'address': request.path_qs, 'fields': fields, 'left_out': left_out,
        'token': get_csrf_token(request),
    }


def typed_fields(items):
    """Return ``(fields, names)``: the ``Field`` of each text, and what must be typed anew.

    ``items``: ``[(name, value)]`` of the form.  Files and passwords are never sent back.
    """
    fields, left_out = [], []
    for number, (name, value) in enumerate(items):
        if name == TOKEN:
            continue
        if not isinstance(value, str) or 'password' in name.lower():
            left_out.append(name)
        else:
            shown = len(value) > _SHORT and not name.startswith('_')
            fields.append(Field(number, name, value, shown))
    return fields, left_out


def includeme(config):
    config.scan('.conflict')
