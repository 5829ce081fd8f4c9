"""What was sent must be readable: a form or query in broken bytes is the sender's mistake, 400.

Cookies are not: every site of the city's domain can give them to a browser.  Broken ones are as
none.
"""
from pyramid.httpexceptions import HTTPBadRequest
from pyramid.tweens import EXCVIEW, INGRESS, MAIN
from webob.cookies import parse_cookie

from ...kernel.inspection.upload import Upload
from ...kernel.tree.content import types_of
from ..forms.fields import ATTACHED, OUTSIDE, SENT


def readable_tween(handler, registry):
    """Tween: answer 400 to a form that cannot be taken apart, and to a query that a view could
    not read.
    """
    nodes = [node for meta in types_of(registry).values() for node in meta['schema']()]
    files = {ATTACHED, OUTSIDE, *(node.name for node in nodes if isinstance(node.typ, Upload)),
             *(node.name + SENT for node in nodes if getattr(node, 'picks', ''))}

    def tween(request):
        if request.environ['REQUEST_METHOD'] == 'POST' and not _form_is_readable(request, files):
            raise HTTPBadRequest
        try:
            return handler(request)
        except UnicodeDecodeError:
            if _query_is_readable(request):
                raise
            raise HTTPBadRequest from None

    return tween


def _form_is_readable(request, files):
    """Return whether the form can be taken apart and no field but ``files`` is a file."""
    try:
        form = request.POST
    except (ValueError, LookupError, DeprecationWarning):  # WebOb raises the last for a charset
        return False
    return all(isinstance(value, str) or name in files for name, value in form.items())


def _query_is_readable(request):
    try:
        return request.GET is not None
    except UnicodeDecodeError:
        return False


def cookies_tween(handler, registry):
    """Tween, over the transaction: leave out the cookies that nobody can read."""
    def tween(request):
        header = request.environ.get('HTTP_COOKIE', '')
        if header and not _cookies_are_readable(header):
            kept = ';'.join(filter(_cookies_are_readable, header.split(';')))
            request.environ['HTTP_COOKIE'] = kept if _cookies_are_readable(kept) else ''
        return handler(request)

    return tween


def _cookies_are_readable(header):
    if header.isascii() and '\\' not in header:
        return True  # nothing is written as a byte beyond ASCII
    try:
        return all((name + value).decode() is not None for name, value in parse_cookie(header))
    except UnicodeDecodeError:
        return False


def includeme(config):
    config.add_tween(
        'hanoiportal.web.routing.readable.cookies_tween', under=INGRESS,
        over=('pyramid_tm.tm_tween_factory', EXCVIEW))
    config.add_tween(
        'hanoiportal.web.routing.readable.readable_tween',
        under='hanoiportal.web.routing.limits.limits_tween', over=MAIN)
