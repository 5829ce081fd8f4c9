"""``ICatalog``, and how a document gets into the indexes."""
from itertools import islice

from zope.interface import implementer

from ..tree.lookup import find_portal
from .indexes import Entry
from .interfaces import Batch, ICatalog


@implementer(ICatalog)
class CatalogService:
    """``ICatalog`` over the indexes of one portal."""

    def __init__(self, portal):
        self._portal = portal
        self._indexes = portal.indexes
        self._objects = portal.__objectmap__.objects

    def latest(self, place, language, start=0, size=20):
        latest = self._indexes.latest
        closed = [site for site in self._portal.closed_sites() if _below(site, place)]
        total = latest.count(place.__oid__, language) - sum(
            latest.count(site.__oid__, language) for site in closed)
        found = map(self._objects.__getitem__, latest.ids(place.__oid__, language))
        if closed:
            found = (item for item in found if not any(_below(item, site) for site in closed))
        return Batch(tuple(islice(found, start, start + size)), total, start, size)


def _below(resource, place):
    while resource is not None and resource is not place:
        resource = resource.__parent__
    return resource is place


def catalog_service(request):
    return CatalogService(request.root)


def index(resource, registry):
    """Index ``resource`` and its translations if its type is one that is found."""
    meta = registry.content.meta.get(registry.content.typeof(resource), {})
    if 'text' not in meta:
        return
    indexes = find_portal(resource).indexes
    for document in (resource, *resource.translations.values()):
        indexes.index(document, entry_of(document, resource, registry.content.typeof(resource),
                                         meta))


def entry_of(document, resource, type_name, meta):
    """Return the ``Entry`` of ``document``, which is ``resource`` or a translation of it."""
    return Entry(
        document, type_name, title=document.title, body=meta['text'](document),
        keywords=getattr(document, 'keywords', ()),
        extra={name: value(resource) for name, value in meta['indexed'].items()})


def unindex(resource):
    """Take ``resource`` and its translations out of the indexes."""
    indexes = find_portal(resource).indexes
    for document in (resource, *resource.translations.values()):
        indexes.unindex(document.__oid__)
