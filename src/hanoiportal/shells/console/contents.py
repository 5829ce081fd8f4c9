"""Nội dung: the children of a place, page by page."""
from dataclasses import dataclass
from itertools import islice

from substanced.sdi import mgmt_view

from ...base.clock import moment
from ...base.i18n import _
from ...base.interfaces import IContainer, IInternal, IResource
from ...base.permissions import ADD, DELETE, EDIT, MANAGE_ACCOUNTS
from ...base.values import Batch
from ...web import View
from .frame.navigation import page_number, see
from .frame.wording import name_of, state_of, title_of, type_of

SIZE = 50


@dataclass(frozen=True)
class ChildRow:
    """One child as the list shows it; ``loose``: whether it may be renamed and deleted."""

    name: str
    url: str
    title: str
    type: str
    state: str
    state_name: str
    modified: str
    loose: bool


def is_loose(resource, registry):
    """Return whether ``resource`` came by an add form, and so may go; a portal's parts stay."""
    place = resource.__parent__
    return not IInternal.providedBy(resource) and (
        place.__parent__ is not None or registry.content.typeof(resource) in place.allowed_types)


def children(place, start, size):
    """Return ``size`` children of ``place`` from position ``start``, by name; reads no others."""
    return list(islice(place.values(), start, start + size))


class ConsoleContents(View):
    """The list of a place."""

    @mgmt_view(context=IContainer, name='contents', renderer='templates/contents.pt',
               tab_title=_('Nội dung'), request_method='GET')
    def page(self):
        """Return one page of the list; what is secret is listed for those who may see it."""
        place, start = self.context, (page_number(self.request) - 1) * SIZE
        found = children(place, start, SIZE)
        allowed = self.request.has_permission
        return {
            'title': title_of(place, self.request.language.tag), 'place': place,
            'batch': Batch(tuple(map(self.row, filter(self.is_seen, found))), len(place),
                           start, SIZE),
            'may_add': bool(allowed(ADD, place)), 'may_delete': bool(allowed(DELETE, place)),
            'may_rename': bool(allowed(EDIT, place))}

    def is_seen(self, child):
        """Return whether the asker may know of ``child``."""
        return not IInternal.providedBy(child) or self.request.has_permission(
            MANAGE_ACCOUNTS, child)

    def row(self, child):
        """Return the ``ChildRow`` of ``child``."""
        registry = self.request.registry
        return ChildRow(
            name_of(child), self.request.sdiapi.mgmt_path(child),
            title_of(child, self.request.language.tag),
            type_of(child, registry), state_of(child), getattr(child, 'state', ''),
            moment(getattr(child, 'modified_at', None) or getattr(child, 'created_at', None)),
            is_loose(child, registry))


@mgmt_view(context=IResource, name='', tab_condition=False)
def first_tab(context, request):
    """Send the asker to the first tab that they may open."""
    tabs = request.sdiapi.mgmt_views(context)
    return see(request, context, tabs[0]['view_name'])
