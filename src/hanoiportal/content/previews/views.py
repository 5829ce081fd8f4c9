"""The public page of a stand-in, made by the same views and templates as every public page."""
from dataclasses import replace

from pyramid.httpexceptions import HTTPNotFound
from pyramid.interfaces import IRequest
from pyramid.request import apply_request_extensions
from pyramid.threadlocal import RequestContext
from pyramid.view import render_view_to_response

from ...base.interfaces import ITranslation
from ...web.files import file_response
from ...web.routing.links import link

#: Kinds of preview: in a frame of the desk, and by a link, which says that it is not public.
FRAME, LINK = 'frame', 'link'
#: The request's own state in its environment, which the page must not share.
_OWN = ('webob.', 'bfg.', 'HTTP_COOKIE', 'HTTP_IF_', 'HTTP_RANGE')


def public_page(request, item, language, kind, address):
    """Return the public page of ``item``, a stand-in, in ``language``, as HTML.

    It is that which somebody without a log-in would get.  ``language``: a ``Language``.
    ``kind``: ``FRAME`` or ``LINK``.  ``address``: callable(language, *elements) -> where the
    preview links to instead of a page of the stand-in itself; ``None`` for the true address.
    """
    made = _public_request(request, item, language)
    made.preview = kind

    def linked(resource, *elements, language=None):
        shown = resource.__parent__ if ITranslation.providedBy(resource) else resource
        found = address(language or made.language, *elements) if shown is item else None
        return found or link(made, resource, *elements, language=language)

    made.link = linked
    with RequestContext(made):
        response = render_view_to_response(item, made, secure=False)
    if response is None:
        raise HTTPNotFound
    return response.text


def _public_request(request, item, language):
    environ = {name: value for name, value in request.environ.items()
               if not name.startswith(_OWN)}
    script = request.environ['portal.original_path'][0]
    environ.update({
        'REQUEST_METHOD': 'GET', 'QUERY_STRING': '', 'CONTENT_LENGTH': '0', 'PATH_INFO': '/',
        'SCRIPT_NAME': f'{script}/{language.segment}' if language.segment else script})
    made = type(request)(environ)
    made.registry = request.registry
    apply_request_extensions(made)
    made.request_iface, made.matched_route = IRequest, None
    made.context, made.view_name, made.subpath, made.traversed = item, '', (), ()
    made.root, made.virtual_root = request.root, request.virtual_root
    made.language, made.address = language, replace(request.address, language=language)
    made.tm = request.tm
    made._primary_zodb_conn = request._primary_zodb_conn
    return made


def version_file(request, working_copy):
    """Return a response with the file of ``working_copy``, a version of an image or a file.

    Raises ``HTTPNotFound`` for what has none.
    """
    stored = getattr(working_copy, 'image', None) or getattr(working_copy, 'file', None)
    if stored is None:
        raise HTTPNotFound
    return file_response(request, stored)
