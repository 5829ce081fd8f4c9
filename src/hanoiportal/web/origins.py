"""Forms of those who have no session, and so no token: only those of this very host are taken."""
from urllib.parse import urlsplit

from pyramid.httpexceptions import HTTPForbidden


def refuse_foreign(request):
    """Raise ``HTTPForbidden`` unless the browser says that the form is one of this host.

    Its page must have a ``Referrer-Policy`` other than ``no-referrer``, with which browsers say
    nothing (Fetch, "append a request Origin header").
    """
    if not _is_from_here(request):
        raise HTTPForbidden


def _is_from_here(request):
    try:
        return urlsplit(request.headers.get('Origin', '')).netloc == request.host
    except ValueError:
        return False
