"""Cơ sở dữ liệu khác: what the root of another database holds, by name alone."""
from substanced.sdi import mgmt_view

from ...base.i18n import _
from ...kernel.tree import MountPoint
from .frame.wording import title_of


@mgmt_view(context=MountPoint, name='mounted', renderer='templates/mounted.pt',
           tab_title=_('Các khóa'), request_method='GET')
def mounted(context, request):
    """List the keys and the classes of what stands under them; nothing of it is opened."""
    found = context.mounted()
    return {'title': title_of(context), 'database': context.database,
            'rows': [(key, type(found[key]).__name__) for key in sorted(found.keys())]}
