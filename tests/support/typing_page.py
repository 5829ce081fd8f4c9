"""A page with a form of the desk, as plain as it can be: ``@@typing`` of an item.

It is what ``servers.writing``, ``autosave.js`` and the merging are tried on, in this process
or in a portal of its own, with the settings ``WRITING``.
"""

import transaction
from hanoiportal.base.interfaces import IItem
from hanoiportal.base.permissions import EDIT
from hanoiportal.content.drafts.interfaces import Work
from hanoiportal.content.versions.interfaces import IEditing, IVersions
from hanoiportal.kernel.tree.lookup import in_work
from hanoiportal.kernel.tree.values import written
from hanoiportal.shells.desk.frame.links import see
from hanoiportal.shells.desk.writing.merging import Differences, settled
from hanoiportal.shells.desk.writing.writing import Writing
from hanoiportal.web import desk_view
from hanoiportal.web.forms.fields import fields_of, typed

FORM = 'typing_page.pt'
#: pyramid_retry copies what is longer than 10 KB into a file and leaves closing it to the
#: collector.
UNCLOSED = r'ignore:unclosed file <_io.\w+ name=\d+:ResourceWarning'
BODY = '<p>Nội dung thứ nhất</p>'
ITEM = '/desk/sites/bavi/tin-tuc-su-kien/tin-mot'
#: Settings of a portal that has the page.
WRITING = {'pyramid.includes': 'support.typing_page'}


def opened(context, request):
    """Return the ``Writing`` of the item and its schema."""
    versions, holder = request.service(IVersions), in_work(context)
    schema = versions.schema_of(holder)
    return Writing(request, Work(context), written(schema, versions.values(holder))), schema


@desk_view(context=IItem, name='typing', working_permission=EDIT, renderer=FORM)
def form(context, request):
    """Show the form."""
    writing, schema = opened(context, request)
    return {'title': 'Sửa', 'writing': writing, 'differences': None,
            'fields': fields_of(schema, writing.values)}


@desk_view(context=IItem, name='typing', working_permission=EDIT, request_method='POST',
           renderer=FORM)
def save(context, request):
    """Save what only the asker changed; ask about what both did."""
    writing, schema = opened(context, request)
    merged = writing.merged(schema, {**typed(schema, request.POST), **settled(request.POST)})
    if merged.conflicts:
        return {'title': 'Sửa', 'writing': writing, 'fields': [],
                'differences': Differences(request, schema, writing, merged)}
    request.service(IEditing).edit(context, merged.changes, request.identity.id)
    writing.saved()
    return see(request, context, 'typing')


def includeme(config):
    config.scan(__name__)


def add_item(portal, editing):
    """Return the item at ``ITEM``, added and committed."""
    section = portal['sites']['bavi']['tin-tuc-su-kien']
    made = editing.add(
        section, 'tin-mot', 'NewsItem', {'title': 'Tin một', 'body': BODY}, 'system')
    transaction.commit()
    return made
