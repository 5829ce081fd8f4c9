"""Chỉ mục: what each index of the catalog holds for an item."""
from substanced.sdi import mgmt_view

from ...base.i18n import _
from ...base.interfaces import IItem
from ...base.permissions import EDIT
from ...discovery.catalog.services import index
from ...kernel.tree.lookup import find_portal
from ...web import View
from .frame.navigation import see
from .frame.wording import title_of


class Indexed(View):
    """The catalog's entry of an item and of each of its translations."""

    @mgmt_view(context=IItem, name='indexed', renderer='templates/indexed.pt',
               tab_title=_('Chỉ mục'), request_method='GET')
    def page(self):
        indexes = find_portal(self.context).indexes
        texts = (self.context, *self.context.translations.values())
        return {
            'title': title_of(self.context, self.request.language.tag),
            'entries': [(text.language, text.__oid__, held(indexes, text.__oid__))
                        for text in texts],
            'may_index': bool(self.request.has_permission(EDIT, self.context))}

    @mgmt_view(context=IItem, name='indexed', permission=EDIT, request_method='POST')
    def index_anew(self):
        """Index the item and its translations anew."""
        index(self.context, self.request.registry)
        self.request.sdiapi.flash(_('Đã lập lại chỉ mục.'))
        return see(self.request, self.context, 'indexed')


def held(indexes, docid):
    """Return ``[(index name, what it holds for the document)]``; ``None`` for nothing."""
    found = [(name, _value(index_, docid)) for name, index_ in sorted(indexes.catalog.items())]
    listed = indexes.latest.known.get(docid)
    return [*found, ('latest', None if listed is None else listed[1:])]


def _value(index_, docid):
    """Return what one index holds: a facet its values, a text whether it has one, else a value."""
    if hasattr(index_, 'values_of'):
        return index_.values_of(docid) or None
    if hasattr(index_, 'indexed'):
        return True if docid in index_.indexed() else None
    return index_._rev_index.get(docid)
