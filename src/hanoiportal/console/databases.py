"""Cơ sở dữ liệu: how large the three databases are, and how their caches do."""
import datetime

from persistent.timestamp import TimeStamp
from pyramid_zodbconn import get_connection
from substanced.sdi import mgmt_view

from ..i18n import _
from ..interfaces import IPortal
from ..storage.databases import CONTENT
from .wording import moment, size, title_of


@mgmt_view(context=IPortal, name='databases', renderer='templates/databases.pt',
           tab_title=_('Cơ sở dữ liệu'), request_method='GET')
def databases(context, request):
    """Return a row for each database."""
    found = get_connection(request).db().databases
    return {'title': title_of(context),
            'rows': [_row(name or CONTENT, database) for name, database in found.items()]}


def _row(name, database):
    connections = database.cacheDetailSize()
    return {
        'name': name, 'storage': type(database.storage).__name__,
        'size': size(database.getSize()), 'objects': database.objectCount(),
        'last': _last(database.lastTransaction()),
        'connections': len(connections), 'cached': sum(each['size'] for each in connections),
        'active': sum(each['ngsize'] for each in connections), 'room': database.getCacheSize()}


def _last(tid):
    """Return when the transaction ``tid`` was, for people; ``''`` for none."""
    if not tid or tid == b'\0' * 8:
        return ''
    return moment(datetime.datetime.fromtimestamp(
        TimeStamp(tid).timeTime(), datetime.timezone.utc))
