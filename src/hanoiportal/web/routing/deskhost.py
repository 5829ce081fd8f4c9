"""The desk's own host, ``portal.desk_host``: what is where (ASVS 5.0, 3.5.4; ADR 55).

There the desk, the console, the log-in, the files that their pages show, and the choice of display
for them; no public page, whose scripts and texts would then stand in the origin in which people
are logged in.  At public hosts
none of these: who asks for a page is led on to the desk's host.  Where an address leads follows
from its words alone, whether there is something or not.
"""
import re
from urllib.parse import quote, urlsplit

from pyramid.events import ContextFound, NewResponse
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.response import Response

from ...base.settings import ISettings
from ...kernel.storage.databases import root_factory
from ...kernel.tree.names import FILES
from ..display import PAGE as DISPLAY
from ..login.login import DOORS
from ..pagecache.cachekey import READING
from .address import FILES as STATICS
from .address import STATIC
from .links import DESK_FILES, origin
from .networks import is_within, networks_of

SHELLS = ('desk', 'console')
_DOORS = 'doors'
_ROBOTS = 'User-agent: *\nDisallow: /\n'
#: A page of the desk or the console, or a file of theirs, that is of a component site.
_OF_SITE = re.compile(rf'(?:/[^/]+)?/(?:desk|console|{DESK_FILES})/sites/([^/]+)')
_PLACE = re.compile(r'/sites/([^/]+)(.*)', re.DOTALL)
#: What may stand in an address as it is.
_PATH, _QUERY = "/@:!$&'()*+,;=-._~", "/?@:!$&'()*+,;=-._~%"
_NO_STORE = {'Cache-Control': 'no-store'}


def desk_host_tween(handler, registry):
    """Tween, right below ``address_tween``: answer with a redirect what is at the other host."""
    networks = {shell: networks_of(registry, shell) for shell in (*SHELLS, _DOORS)}
    name = registry.getUtility(ISettings).desk_name

    def tween(request):
        if request.address.desk:
            found = _at_desk(request, networks[_DOORS])
        elif request.address.staff:
            found = None
        else:
            found = _at_public(request, networks, name)
        return handler(request) if found is None else found

    return tween


def _at_public(request, networks, name):
    """Return the redirect to the desk's host, ``None`` if nothing of it is meant; to whom the desk
    is not there it is like nothing.
    """
    path = request.environ['PATH_INFO']
    if path.startswith(STATICS) and not path.startswith(STATIC):
        raise HTTPNotFound
    first = path[1:].partition('/')[0]
    if first in SHELLS:
        site = request.address.site
        place = f'/{first}' + (f'/sites/{site}' if site else '') + path[len(first) + 1:]
        query = request.query_string
    elif path[1:] in DOORS:
        first, place, query = _DOORS, path, ''
    else:
        return None
    if request.method not in READING or not is_within(request, networks[first]):
        return None
    return _led(request, f'{request.scheme}://{name}', place, query)


def _at_desk(request, networks):
    """Return what is answered without a look at the tree, ``None`` if there may be a page."""
    path = request.environ['PATH_INFO']
    if path == '/robots.txt':
        return Response(_ROBOTS, content_type='text/plain', charset='utf-8')
    if path.startswith(STATICS):
        return None
    if not is_within(request, networks):
        raise HTTPNotFound
    if path == '/':
        return _led(request, '', '/desk', '')
    return None if is_of_staff(path) or path[1:] == DISPLAY else _file_or_page(request, path)


def is_of_staff(path):
    """Return whether ``path``, without a language, is that of a page of desk, console or log-in.
    """
    return path[1:].partition('/')[0] in SHELLS or path[1:] in DOORS


def _file_or_page(request, path):
    """Let a file be looked for, where it stands in the tree; lead on from all others."""
    is_ours = path.startswith(f'/{DESK_FILES}/')
    request.environ['PATH_INFO'] = (
        path[len(DESK_FILES) + 1:] if is_ours else _as_meant(request, path))
    return None if path.rpartition('/')[2] in FILES else to_public(request)


def _as_meant(request, path):
    """Return the ``path`` below the portal of an address as people write it into the text of a
    site: it begins at that site, which the page that shows the text is of (``Referer``).
    """
    try:
        before = urlsplit(request.referer or '')
    except ValueError:
        return path
    found = before.netloc == request.host and _OF_SITE.match(before.path)
    if not found or _PLACE.match(path) or found[1] not in root_factory(request)['sites']:
        return path
    return f'/sites/{found[1]}{path}'


def to_public(request):
    """Return the redirect to the host at which the public page of the same address stands."""
    if request.method not in READING:
        raise HTTPNotFound
    site, path = placed(request.environ['PATH_INFO'], root_factory(request)['sites'])
    return _led(request, origin(request, site), path, request.query_string)


def placed(path, sites):
    """Return ``(label, path at its host)`` of the site, one of ``sites``, that a path below the
    portal leads to; the label is ``''`` for the portal.
    """
    found = _PLACE.fullmatch(path)
    return (found[1], found[2] or '/') if found and found[1] in sites else ('', path)


def _led(request, host, path, query):
    path = quote((request.environ['SCRIPT_NAME'] + path).encode('latin-1'), safe=_PATH)
    query = quote(query.encode('latin-1'), safe=_QUERY)
    return HTTPSeeOther(f'{host}{path}' + (f'?{query}' if query else ''), headers=_NO_STORE)


def keep_out(event):
    """Subscriber: at the desk's host there is, besides its routes, a door, the choice of display
    or a file, the latter for who is logged in; everybody else, and whatever else is asked for, is
    led on.
    """
    request = event.request
    if not request.address.desk or request.matched_route is not None:
        return
    name = request.view_name
    if request.subpath or not (
            (name in DOORS or name == DISPLAY) and request.context.__parent__ is None
            or name in FILES and request.identity is not None and not request.owes):
        raise to_public(request)


def keep_close(event):
    """Subscriber: files that the desk's host shows are kept by nobody on the way, and shown by no
    page of another host, public as they may be elsewhere.
    """
    request, headers = event.request, event.response.headers
    address = getattr(request, 'address', None)
    if address is None or not address.desk or request.environ['PATH_INFO'].startswith(STATICS):
        return
    if headers.get('Cache-Control', '').startswith('public'):
        headers['Cache-Control'] = 'private, no-cache'
    headers['Cross-Origin-Resource-Policy'] = 'same-origin'


def includeme(config):
    if not config.registry.getUtility(ISettings).desk_host:
        return
    config.add_tween(
        'hanoiportal.web.routing.deskhost.desk_host_tween',
        under='hanoiportal.web.routing.address.address_tween',
        over='hanoiportal.web.routing.limits.limits_tween')
    config.add_subscriber(keep_out, ContextFound)
    config.add_subscriber(keep_close, NewResponse)
