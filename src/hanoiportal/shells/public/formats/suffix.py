"""How an address finds what its views show: with the name of a format at its end the item and
the format; of a reference what stands in for its source; below ``/api`` the endpoint.
"""
from pyramid.traversal import ResourceTreeTraverser

from ....base.interfaces import IContainer, IItem, ISite
from ....kernel.tree.sharing import item_shared
from ....types.reference.standins import presented
from ...api.endpoints import NAME, view_called

#: Media types by names of formats, which are those of the views.
FORMATS = {'json': 'application/json', 'jsonld': 'application/ld+json', 'txt': 'text/plain',
           'md': 'text/markdown'}


class SuffixTraverser(ResourceTreeTraverser):
    """Traversal by which ``tin.json`` is the view ``json`` of ``tin``, if nothing has that name.

    Of anything but an item, and below a route such as that of the desk, nothing is changed.  In
    the place of a reference stands its source, ``presented``.
    """

    def __call__(self, request):
        found = super().__call__(request)
        if getattr(request, 'matched_route', None) is not None:
            return found
        if found['view_name'] == NAME and ISite.providedBy(found['context']):
            found['view_name'] = view_called(request, found['subpath'])
        if not found['subpath']:
            stem, _dot, suffix = found['view_name'].rpartition('.')
            if stem and suffix in FORMATS:
                self._step(found, stem, suffix)
        _enter_shared(found)
        found['context'] = presented(found['context'])
        return found

    def _step(self, found, stem, suffix):
        place = found['context']
        item = None
        if IContainer.providedBy(place):
            item = place.get(stem) or item_shared(place, stem)
        if IItem.providedBy(item):
            found.update(context=item, view_name=suffix,
                         traversed=(*found['traversed'], stem))


def _enter_shared(found):
    """Let ``found`` go on at an item of a place that the site shares with others, or at a picture
    of it.
    """
    name, rest = found['view_name'], tuple(found['subpath'])
    item = item_shared(found['context'], name) if name else None
    if item is None:
        return
    steps = (name,)
    picture = item.get(rest[0]) if rest and item.is_public else None
    if picture is not None:
        item, steps, rest = picture, (name, rest[0]), rest[1:]
    found.update(context=item, traversed=(*found['traversed'], *steps),
                 view_name=rest[0].removeprefix('@@') if rest else '', subpath=rest[1:])


def includeme(config):
    config.add_traverser(SuffixTraverser)
