"""The page cache: a public page is a pure function of the content database at one transaction.

So its bytes may be served again, packed or not, to whoever has chosen the same ``display``, as
long as the database's last transaction is the one that they were rendered from.  Nothing has to be
invalidated and nothing can be stale.
"""
from collections import OrderedDict
from hashlib import blake2b
from threading import Lock

from pyramid.response import Response
from pyramid.tweens import EXCVIEW, INGRESS
from pyramid_zodbconn import get_connection

from ..security.sessions import COOKIE
from ..settings import ISettings
from ..storage import snapshot
from ..storage.databases import content_database
from .display import display_of
from .packing import VARIES as PACKING
from .packing import can_be_packed, pack, unpacks

CACHE_CONTROL = 'public, no-cache'
#: Cookie of who has chosen what pages show first (clause 3.1): of those that say that they vary
#: with it, such a reader gets one made for them, which nobody keeps.
CHOICE, VARIES = 'danh-cho-ban', 'Cookie'
#: What somebody with a session is shown may be a draft.
PRIVATE = 'private, no-store'
#: Addresses longer than this are made anew each time: no link of ours is, and they fill memory.
LONGEST_ADDRESS = 500
#: What keeping a page costs besides its body, in bytes.
AROUND = 2048
#: Answers longer than this are made anew each time.
LARGEST = 512 * 1024


class PageCache:
    """Bodies by key, the least recently used thrown out beyond ``size`` bytes.  Thread-safe."""

    def __init__(self, size):
        self.size = size
        self.used = 0
        self._pages = OrderedDict()
        self._lock = Lock()

    def get(self, key):
        """Return the page kept under ``key``, or ``None``."""
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key, page):
        """Keep ``page``, a ``(headers, body)`` pair."""
        with self._lock:
            if key not in self._pages:
                self._pages[key] = page
                self.used += AROUND + len(page[1])
            while self.used > self.size:
                _key, (_headers, body) = self._pages.popitem(last=False)
                self.used -= AROUND + len(body)


def etag_of(body):
    """Return a strong entity tag of ``body``, ``bytes``, without quotes."""
    return blake2b(body, digest_size=16).hexdigest()


def page_cache_tween(handler, registry):
    """Tween, over the transaction: answer from the cache, or keep a cacheable view's answer."""
    cache = PageCache(registry.getUtility(ISettings).page_cache_bytes)

    def tween(request):
        if request.method not in ('GET', 'HEAD') or COOKIE in request.cookies:
            return _for_one(handler(request))
        where = _where(request)
        shape = display_of(request), unpacks(request)
        page = cache.get((_version(request), where, shape))
        if page is None or _is_chosen(request, page[0]):
            response = handler(request)
            if _is_chosen(request, response.headerlist):
                return _for_one(response)
            if not _keepable(request, response):
                return response
            page = _page(request, response)
            if cache.size and _length(where) <= LONGEST_ADDRESS:
                cache.put((request.snapshot, where, shape), page)
        return _answer(request, page)

    return tween


def _for_one(response):
    """Return ``response`` marked as nobody else's, unless the view says how it may be kept."""
    response.headers.setdefault('Cache-Control', PRIVATE)
    return response


def _is_chosen(request, headers):
    """Return whether the page with ``headers``, a list of pairs, is another for whoever asks."""
    return CHOICE in request.cookies and any(
        name == 'Vary' and VARIES in value for name, value in headers)


def _length(where):
    host, _scheme, path, query = where
    return len(host or '') + sum(map(len, path)) + len(query)


def _version(request):
    """Return the id of the transaction that a page made now would show."""
    latest = snapshot.latest(content_database(request.registry))
    if latest is not None:
        return latest
    connection = get_connection(request)
    connection.newTransaction(None, False)  # it comes from the pool and shows what it last saw
    return snapshot.of(connection)


def _where(request):
    environ = request.environ
    return (
        environ.get('HTTP_HOST'), environ['wsgi.url_scheme'],
        environ.get('portal.original_path') or (
            environ.get('SCRIPT_NAME', ''), environ.get('PATH_INFO', '')),
        environ.get('QUERY_STRING', ''))


def _keepable(request, response):
    return (
        hasattr(request, 'snapshot') and response.status_code == 200
        and 'Set-Cookie' not in response.headers and response.content_length is not None
        and response.content_length <= LARGEST)


def _page(request, response):
    if can_be_packed(response):
        response.vary = (*(response.vary or ()), PACKING)
        if unpacks(request):
            pack(response)
    response.headers['Cache-Control'] = CACHE_CONTROL
    response.headers['ETag'] = f'"{etag_of(response.body)}"'
    return response.headerlist, response.body


def _answer(request, page):
    """Return a new response with the page, or a 304; ``HEAD`` is cut short by the server.

    A page is never sent in part: what says that there is no such part would be taken for packed.
    """
    request.range = None
    headers, body = page
    response = Response(body=body, headerlist=list(headers))
    response.conditional_response = True
    return response


def mark_cacheable(view, info):
    """View deriver: note on the request which transaction a cacheable view's answer shows."""
    if not info.options.get('cacheable'):
        return view

    def wrapper(context, request):
        response = view(context, request)
        request.snapshot = snapshot.of(get_connection(request))
        return response

    return wrapper


mark_cacheable.options = ('cacheable',)


def includeme(config):
    config.add_view_deriver(mark_cacheable)
    config.add_tween('hanoiportal.web.pages.page_cache_tween', under=INGRESS,
                     over=('pyramid_tm.tm_tween_factory', EXCVIEW))
