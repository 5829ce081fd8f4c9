"""Cơ sở dữ liệu: how large the three databases are, and how their caches do."""
from pyramid_zodbconn import get_connection
from substanced.sdi import mgmt_view

from ...base.clock import moment
from ...base.i18n import _
from ...base.interfaces import IPortal
from ...base.numbers import size_text
from ...kernel.storage.interfaces import CONTENT
from ...kernel.storage.snapshot import moment_of


@mgmt_view(context=IPortal, name='databases', renderer='templates/databases.pt',
           tab_title=_('Cơ sở dữ liệu'), request_method='GET')
def databases(context, request):
    """Return a row for each database."""
    found = get_connection(request).db().databases
    return {'title': _('Các cơ sở dữ liệu'),
            'rows': [_row(name or CONTENT, database, request.language.tag)
                     for name, database in found.items()]}


def _row(name, database, language):
    connections = database.cacheDetailSize()
    return {
        'name': name, 'storage': type(database.storage).__name__,
        'size': size_text(database.getSize(), language), 'objects': database.objectCount(),
        'last': moment(moment_of(database.lastTransaction())),
        'connections': len(connections), 'cached': sum(each['size'] for each in connections),
        'active': sum(each['ngsize'] for each in connections), 'room': database.getCacheSize()}
