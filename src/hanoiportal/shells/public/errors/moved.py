"""Where a visitor is sent whose page has moved (301), in the language asked for.

Nobody may keep the answer for long: a new page may take the old name and wins over it.
"""
from urllib.parse import unquote

from pyramid.httpexceptions import HTTPMovedPermanently
from pyramid.interfaces import IRequest, IView, IViewClassifier
from pyramid.location import lineage
from pyramid.traversal import resource_path_tuple
from zope.interface import providedBy

from ....base.interfaces import IItem, IResource
from ....base.settings import ISettings
from ....content.redirects.interfaces import IRedirects
from ....kernel.storage.databases import root_factory
from ....kernel.tree.lookup import path_of
from ....kernel.workflow.interfaces import GONE
from ....web.routing.address import Address, host_name

GONE_AWAY = object()
#: Characters of an old address that are looked up.
LONGEST = 2000


def moved(request):
    """Return what the address of ``request``, at which nothing is to be read, leads to.

    A redirect, ``GONE_AWAY`` if something public was there, or ``None`` if never.
    """
    if getattr(request, 'matched_route', None) is not None or not IResource.providedBy(
            getattr(request, 'context', None)):
        return None
    names = [*resource_path_tuple(request.context)[1:], request.view_name, *request.subpath]
    found = _answer(request, [name for name in names if name])
    return found or _consolidated(request)


def moved_host(request):
    """Return a redirect from the host of a site that has another name now, or ``None``."""
    label, _dot, domain = host_name(request.environ.get('HTTP_HOST', '')).partition('.')
    if domain != request.registry.getUtility(ISettings).domain:
        return None
    request.address, request.root = Address('', False, request.language), root_factory(request)
    path = request.environ['PATH_INFO'].encode('latin-1').decode('utf-8', 'replace')
    names = [name for name in path.split('/') if name]
    found = _answer(request, ['sites', label, *names])
    return None if found is GONE_AWAY else found


def _answer(request, names):
    if request.method not in ('GET', 'HEAD'):
        return None
    redirects, path = request.service(IRedirects), '/' + '/'.join(names)
    if request.query_string:  # addresses of other systems, such as /xem.aspx?id=5
        lead = redirects.lead(f'{path}?{unquote(request.query_string)}'[:LONGEST])
        if lead is not None and lead.page is not None:
            return _redirect(request, lead.page, query='')
    lead = redirects.lead(path)
    if lead is None:
        return _to_view(request, redirects, names)
    return GONE_AWAY if lead.page is None else _redirect(request, lead.page)


def _to_view(request, redirects, names):
    """Return the redirect to a page below what has moved, such as the content of a file."""
    above, view = '/' + '/'.join(names[:-1]), names[-1] if names else ''
    lead = redirects.lead(above) if view else None
    if lead is None or lead.page is None or path_of(lead.page) == above:
        return None
    found = request.registry.adapters.lookup(
        (IViewClassifier, IRequest, providedBy(lead.page)), IView, name=view)
    return None if found is None else _redirect(request, lead.page, view)


def _redirect(request, page, *view, query=None):
    if query is None:
        query = f'?{request.query_string}' if request.query_string else ''
    return HTTPMovedPermanently(
        request.link(page, *view) + query, headers={'Cache-Control': 'no-cache'})


def _consolidated(request):
    """Return the redirect to what took the place of the context, or of the document that it is a
    part of: withdrawn before it came here.  ``GONE_AWAY`` if nothing did, of the item itself.
    """
    item = next(filter(IItem.providedBy, lineage(request.context)), None)
    if getattr(item, 'state', None) not in GONE:
        return None
    page = request.service(IRedirects).present(item)
    if page is None:
        return GONE_AWAY if item is request.context and not request.view_name else None
    return _redirect(request, page)
