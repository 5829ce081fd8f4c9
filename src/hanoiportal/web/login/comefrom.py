"""Where to go after logging in: only to a page of this host (CWE-601)."""
import re
from urllib.parse import quote

#: One slash, then neither a slash nor a backslash: browsers take both for another host.  ASCII
#: alone, as in every header.
LOCAL = re.compile(r'/(?![/\\])[\x21-\x5b\x5d-\x7e]*\Z')
LONGEST = 1000


def local_path(text, otherwise):
    """Return ``text`` if it is a path on this host, else ``otherwise``.

    >>> local_path('/console/sites', '/'), local_path('//evil.example', '/')
    ('/console/sites', '/')
    """
    return text if len(text) <= LONGEST and LOCAL.match(text) else otherwise


def asked_for(request):
    """Return the path and query of ``request``, quoted to be a ``came_from``."""
    return quote(request.path_qs, safe='/')
