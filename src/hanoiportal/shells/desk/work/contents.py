"""Cây nội dung: what lies at a place and below it, with filters and actions on many at once."""
from itertools import islice

from ....base.i18n import ILanguages, _
from ....base.interfaces import IContainer, IItem, IResource, ISite
from ....base.permissions import ADD, DESK
from ....discovery.catalog.interfaces import IWorkCatalog
from ....kernel.workflow.interfaces import TITLES as STATES
from ....web import desk_view
from ..declaring import to_declare_at
from ..frame.links import Link
from ..frame.listfilters import SIZE, ListFilters, page_number
from ..frame.listing import rows
from ..frame.menu import CONTENT, HERE, IMenu, menu
from ..frame.view import DeskView
from ..frame.wording import named, place_title, title_of
from ..writing.addable import add_label, each_addable
from .bulk import actions_at


def is_place(resource):
    """Return whether ``resource`` holds documents and is none itself."""
    return IContainer.providedBy(resource) and not IItem.providedBy(resource)


def places_in(place, registry):
    """Return the places in ``place``; where only documents may stand, none is looked at."""
    kinds = [registry.content.content_types[name] for name in place.allowed_types]
    if not any(IContainer.implementedBy(kind) and not IItem.implementedBy(kind)
               for kind in kinds):
        return []
    return [child for child in place.values() if is_place(child)]


@menu('contents', _('Cây nội dung'), at=CONTENT, permission=DESK, order=10)
@menu('contents', _('Nội dung'), at=HERE, context=IContainer, permission=DESK, order=0,
      shown=lambda place, request: is_place(place))
class Contents(DeskView):
    """The list of a place: one query, what has changed last first."""

    @desk_view(context=IContainer, name='contents', renderer='templates/contents.pt')
    def page(self):
        """Return one page of the list."""
        request, place = self.request, self.context
        if not is_place(place):
            return self.see(place)
        filters, number = ListFilters(request), page_number(request)
        batch = request.service(IWorkCatalog).work(
            filters.wanted(place, request.identity.id), (number - 1) * SIZE, SIZE)
        return {
            'title': place_title(request, place), 'batch': batch,
            'rows': rows(request, batch.items),
            'filters': filters, 'page_address': filters.address, 'places': self._places(),
            'actions': actions_at(request), 'ways': self._ways(),
            'is_site': ISite.providedBy(place), 'states': STATES,
            'to_declare': to_declare_at(request, place),
            'languages': request.registry.getUtility(ILanguages).enabled}

    def _places(self):
        """Return the places below that the asker works at, as ``Link``; in the tree's order."""
        tag = self.request.language.tag
        return [Link(self.path(place, 'contents'), title_of(named(place, tag)),
                     lang=named(place, tag).language)
                for place in places_in(self.context, self.request.registry)
                if self.request.has_permission(DESK, place)]

    def _ways(self):
        """Return the ``Link`` to what the asker may put here, the usual one first."""
        request, place = self.request, self.context
        if ISite.providedBy(place):
            may_add = place.allowed_types and request.has_permission(ADD, place)
            return [Link(self.path(place, 'write'), _('Viết bài mới'))] if may_add else []
        types = [name for name, _title in islice(each_addable(place, request), 2)]
        found = [Link(self.path(place, 'add', type=name), add_label(name, request))
                 for name in types[:1]]
        if len(types) > 1:
            found.append(Link(self.path(place, 'add'), _('Thêm loại khác…')))
        return found


@desk_view(context=IResource, working_permission=None)
def first_page(context, request):
    """Send who asks for a place to its list, who asks for an item to the first of its pages."""
    view = DeskView(context, request)
    if is_place(context):
        return view.see(context, 'contents')
    for entry in request.registry.getUtility(IMenu):
        if entry.at == HERE and entry.stands_at(context) and (
                entry.permission is None or request.has_permission(entry.permission, context)):
            return view.see(context, entry.view)
    return view.see(context.__parent__, 'contents')


