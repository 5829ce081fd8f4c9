"""Addresses of the desk."""
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.traversal import resource_path_tuple

from ..interfaces import ITranslation, IWorkingVersion
from ..web.declare import DESK_ROUTE


def desk_path(request, resource, view='', **query):
    """Return the address of ``view`` of ``resource`` in the desk.

    A translation or working version is shown with the item that it belongs to; of a translation
    the query names the language.
    """
    while IWorkingVersion.providedBy(resource) or ITranslation.providedBy(resource):
        if ITranslation.providedBy(resource):
            query.setdefault('language', resource.language)
        resource = resource.__parent__
    root = resource_path_tuple(request.virtual_root)
    names = ('', *resource_path_tuple(resource)[len(root):])  # for the slash after /desk
    return request.route_path(
        DESK_ROUTE, traverse=(*names, f'@@{view}') if view else names, _query=query or None)


def see(request, resource, view='', **query):
    """Return a redirect to ``view`` of ``resource`` in the desk."""
    return HTTPSeeOther(desk_path(request, resource, view, **query))


class Link:
    """A link: ``address``, ``title``, ``current`` (``page`` or ``None``), ``count``."""

    def __init__(self, address, title, current=False, count=0):
        self.address, self.title, self.count = address, title, count
        self.current = 'page' if current else None
