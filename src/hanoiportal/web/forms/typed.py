"""What was typed in a form that was refused, on its way back to who sent it.

For pages of every shell; the macros of ``templates/typed.pt`` show it.
"""
from typing import NamedTuple

from pyramid.csrf import get_csrf_token

TOKEN = 'csrf_token'
#: Values no longer than this are choices and marks; like deform's marks of structure, which start
#: with "_", they are sent again without being shown.
_SHORT = 2


class TypedField(NamedTuple):
    """One field of the form.  ``title``: what people call it.  ``shown``: whether a person typed
    it and wants to see it.
    """

    number: int
    name: str
    value: str
    title: str
    shown: bool


def typed_fields(items):
    """Return ``(fields, names)``: the ``TypedField`` of each text, and what must be typed anew.

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
            fields.append(TypedField(number, name, value, name, shown))
    return fields, left_out


def sent_again(request):
    """Return what the macro ``form`` names: all of the form that ``request`` has sent, with the
    token of today, to the same address.
    """
    fields, left_out = typed_fields(request.POST.items())
    return {'address': request.path_qs, 'fields': fields, 'left_out': left_out,
            'token': get_csrf_token(request)}
