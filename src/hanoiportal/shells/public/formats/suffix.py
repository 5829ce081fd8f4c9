"""How an address finds what its views show: with the name of a format at its end the item and
the format; of a reference what stands in for its source.
"""
from pyramid.traversal import ResourceTreeTraverser

from ....base.interfaces import IContainer, IItem
from ....types.reference.standins import presented

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
        if getattr(request, 'matched_route', None) is None and not found['subpath']:
            stem, _dot, suffix = found['view_name'].rpartition('.')
            if stem and suffix in FORMATS:
                self._step(found, stem, suffix)
        if getattr(request, 'matched_route', None) is None:
            found['context'] = presented(found['context'])
        return found

    def _step(self, found, stem, suffix):
        place = found['context']
        item = place.get(stem) if IContainer.providedBy(place) else None
        if IItem.providedBy(item):
            found.update(context=item, view_name=suffix,
                         traversed=(*found['traversed'], stem))


def includeme(config):
    config.add_traverser(SuffixTraverser)
