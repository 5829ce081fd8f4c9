"""``ILinks``, as plain objects that know nothing of HTTP."""
from itertools import groupby
from operator import itemgetter

from pyramid.location import inside
from zope.interface import implementer

from ...base.interfaces import IItem, IWorkingVersion
from ...base.permissions import DESK, VIEW, Allowed
from ...kernel.tree.lookup import find_site, is_closed, path_of, walk
from ...kernel.tree.sharing import opened_at
from ..redirects.interfaces import IRedirects
from .interfaces import Broken, ILinks
from .resource import references_of
from .showing import end_of, shown_in


@implementer(ILinks)
class LinksService:
    """``ILinks`` for one asker."""

    def __init__(self, portal, allowed: Allowed, redirects, registry):
        self._registry = registry
        self._portal = portal
        self._allowed = allowed
        self._redirects = redirects  # IRedirects
        self._objects = portal.__objectmap__.objects

    def referring(self, resource):
        addresses = [path_of(resource)]
        for each in walk(resource):
            addresses += self._redirects.former(each)
        pairs = {
            pair for references in self._all() for path in addresses
            for pair in references.to(path)}
        meant = {path for path, _objectid in pairs
                 if inside(self._end(path) or self._portal, resource)}
        found = sorted({objectid for path, objectid in pairs if path in meant})
        return [text for text in filter(None, map(self._objects.get, found))
                if not inside(text, resource) and self._may_know(text)]

    def _all(self):
        sites = (self._portal, *self._portal['sites'].values())
        return [found for found in map(references_of, sites) if found is not None]

    def broken(self, place):
        references = references_of(find_site(place))
        pairs = () if references is None else references.inside()
        for path, found in groupby(pairs, itemgetter(0)):
            end = self._end(path)
            if end is not None and end.is_public:
                continue
            for _path, objectid in found:
                text = self._objects.get(objectid)
                if text is not None and inside(text, place) and self._may_know(text):
                    yield Broken(text, path)

    def led_to(self, texts):
        found = {}
        for text in texts:
            references = references_of(find_site(text))
            known = () if references is None else references.known.get(text.__oid__, ())
            ends = (self._end(path) for path in known if path.startswith('/'))
            found.update((end.__oid__, end) for end in ends if end is not None)
        yield from found.values()

    def outside(self, place):
        references = references_of(find_site(place))
        for address, objectid in () if references is None else references.outside():
            text = self._objects.get(objectid)
            if text is not None and text.is_public and inside(text, place) and (
                    self._may_know(text)):
                yield address, text

    def shown(self, holder):
        return shown_in(holder, self._registry, self._end)

    def end(self, document, address):
        return end_of(document, address, self._registry, self._end)

    def _end(self, path):
        """Return what stands at the end of ``path`` for visitors, else what is there at all, or
        ``None``.  An address below an item, such as that of its file, is the item's.
        """
        found = self._at(path)
        if found is None:
            above = path.rpartition('/')[0]
            found = self._at(above) if above else None
            found = found if IItem.providedBy(found) else None
        return found

    def _at(self, path):
        found = opened_at(self._portal, path)
        if found is None or not found.is_public:
            lead = self._redirects.lead(path)
            found = lead.page if lead is not None and lead.page is not None else found
        return found

    def _may_know(self, text):
        """Tell whether the asker may know that ``text`` refers to something."""
        if IWorkingVersion.providedBy(text) or not text.is_public:
            return bool(self._allowed(VIEW, text))
        return not is_closed(text) or bool(self._allowed(DESK, text))


def links_service(request):
    return LinksService(request.root, request.has_permission, request.service(IRedirects),
                        request.registry)
