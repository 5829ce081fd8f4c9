"""Addresses of the desk."""
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from ....base.interfaces import IResource, ITranslation, IWorkingVersion
from ....web.declare import DESK_ROUTE
from ...frame.links import Link

__all__ = ['Link', 'desk_path', 'desk_root', 'see']


def desk_path(request: Request, resource: IResource, view: str = '', /,
              **query: object) -> str:
    """Return the address of ``view`` of ``resource`` in the desk.

    A translation or working version is shown with the item that it belongs to; of a translation
    the query names the language.
    """
    while IWorkingVersion.providedBy(resource) or ITranslation.providedBy(resource):
        if ITranslation.providedBy(resource):
            query.setdefault('language', resource.language)
        resource = resource.__parent__
    names, root = [f'@@{view}'] if view else [], request.virtual_root
    while resource is not root and (parent := resource.__parent__) is not None:
        names.append(resource.__name__)
        resource = parent
    address = '/'.join([request.desk_root, *reversed(names)])
    return f'{address}?{urlencode(query)}' if query else address


def see(request, resource, view='', /, **query):
    """Return a redirect to ``view`` of ``resource`` in the desk."""
    return HTTPSeeOther(desk_path(request, resource, view, **query))


def desk_root(request):
    """Return the address of the desk's first page, ``/desk`` behind the language of the page."""
    return request.route_path(DESK_ROUTE, traverse=())


def includeme(config):
    config.add_request_method(desk_root, reify=True)
