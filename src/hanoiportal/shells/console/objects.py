"""Dữ liệu thô: a resource as the database holds it."""
import re
import reprlib

from substanced.sdi import mgmt_view
from ZODB.utils import u64

from ...base.clock import moment
from ...base.i18n import _
from ...base.interfaces import IResource
from ...base.numbers import size_text
from ...kernel.storage.snapshot import moment_of
from .frame.wording import title_of

#: Values that nobody is shown, here or elsewhere.
HIDDEN = re.compile('password|secret|token|local_roles')
SHORTENED = reprlib.Repr()
SHORTENED.maxstring = SHORTENED.maxother = 300


@mgmt_view(context=IResource, name='object', renderer='templates/object.pt',
           tab_title=_('Dữ liệu thô'), request_method='GET')
def raw(context, request):
    """Return class, ids, time and attributes."""
    context._p_activate()
    kind = type(context)
    return {
        'title': title_of(context), 'kind': f'{kind.__module__}.{kind.__qualname__}',
        'oid': f'0x{u64(context._p_oid):x}', 'number': getattr(context, '__oid__', None),
        'serial': context._p_serial.hex(), 'written': moment(moment_of(context._p_serial)),
        'size': size_text(context._p_estimated_size, request.language.tag),
        'attributes': [
            (name, shown(name, value)) for name, value in sorted(vars(context).items())]}


def shown(name, value):
    """Return ``value`` as short text; dots for what is secret.

    >>> shown('password_hash', 'abc'), shown('title', 'abc')
    ('•••', "'abc'")
    """
    return '•••' if HIDDEN.search(name) else SHORTENED.repr(value)
