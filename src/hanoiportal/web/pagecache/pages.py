"""The page cache: a public page is a pure function of the content database at one transaction.

So its bytes may be served again, packed or not, to whoever has chosen the same ``display``, as
long as the database's last transaction is the one that they were rendered from.  Nothing has to be
invalidated and nothing can be stale.

It is a layer of WSGI around the application (ADR 28): what it answers, Pyramid never hears of.
"""
import logging
from contextlib import nullcontext
from time import perf_counter

from pyramid_zodbconn import get_connection
from transaction import TransactionManager

from ...base.settings import ISettings
from ...kernel.security.authentication.sessions import own_name
from ...kernel.storage import snapshot
from ...kernel.storage.databases import content_database
from ..display import COOKIE as DISPLAY
from ..headers import names_of
from .cache import Page, PageCache
from .cachekey import has_already, page_lookup_of, shut_out
from .compression import encoding_of
from .queries import is_read, watch
from .watching import BEGAN, NOTE, IWatchers, parted

log = logging.getLogger(__name__)

CACHE_CONTROL = 'public, no-cache'
#: What somebody with a session is shown may be a draft.
PRIVATE = 'private, no-store'
#: Answers longer than this are made anew each time.
LARGEST = 512 * 1024
#: Note of a page: the transaction that it shows, in hexadecimal digits.
SHOWS = f'{NOTE}Shows'
#: Note of a page that is another one for whoever has chosen what pages show first (clause 3.1).
CHOSEN = f'{NOTE}Chosen'
OK, UNCHANGED = '200 OK', '304 Not Modified'
#: Headers of one answer alone, and those that the page cache writes itself.
_OWN = frozenset({'x-request-id'})
_NOT_KEPT = _OWN | {'cache-control', 'content-length', 'etag'}


class Pages:
    """The WSGI application around ``application``, Pyramid's."""

    def __init__(self, application):
        self.registry = application.registry
        settings = self.registry.getUtility(ISettings)
        self._application = application
        self._display = own_name(DISPLAY, settings)
        self._cache = PageCache(settings.page_cache_bytes)
        self._always = [('cache-control', ('Cache-Control', CACHE_CONTROL))]
        if settings.proxy_seconds:  # nginx alone reads it, and hands it on to nobody
            self._always.append(
                ('x-accel-expires', ('X-Accel-Expires', str(settings.proxy_seconds))))
        self._watchers = self.registry.getUtility(IWatchers)
        self._separate = settings if settings.desk_host else None

    def __call__(self, environ, start_response):
        """Answer from the cache, else let the page be made, and keep it if that may be."""
        environ[BEGAN] = perf_counter()
        if self._separate is not None:
            shut_out(environ, self._separate)
        asked = page_lookup_of(environ, self._display)
        if asked is not None and asked.key is not None and self._cache.size:
            key = self._version(), asked.key
            page = self._cache.get(key)
            if page is not None and not (asked.has_chosen and CHOSEN in page.notes):
                return self._send(environ, start_response, page, key)
        return self._make(environ, start_response, asked)

    def _version(self):
        """Return the id of the transaction that a page made now would show.

        ``None``, under which nothing is kept, if the database does not say.
        """
        try:
            return version_of(content_database(self.registry))
        except Exception:
            log.exception('the content database does not say what its last transaction is')
            return None

    def _make(self, environ, start_response, asked):
        head = asked is not None and environ['REQUEST_METHOD'] == 'HEAD'
        given = {**environ, 'REQUEST_METHOD': 'GET'} if head else environ
        watch(given)
        with nullcontext() if asked is None else snapshot.as_known():
            status, headers, body = _answer(self._application, given)
        headers, notes = parted(headers)
        named = list(zip(names_of(headers), headers, strict=False))
        said = dict(named)
        if asked is None or asked.has_chosen and CHOSEN in notes:
            headers = _for_one(headers, said)
        elif _is_keepable(status, said, notes):
            if not is_read(given):
                asked = asked._replace(key=None)
            return self._keep(environ, start_response, asked, named, notes, body)
        own = self._tell(environ, int(status[:3]), headers, notes, False)
        start_response(status, [*headers, *own])
        return _cut(body) if head else body

    def _keep(self, environ, start_response, asked, named, notes, body):
        """Keep the page and answer with it.  ``named``: its headers, each behind its name in
        lower case.
        """
        page = Page([each for each in named if each[0] not in _NOT_KEPT] + self._always,
                    notes, _whole(body))
        key = asked.key and (bytes.fromhex(notes[SHOWS]), asked.key)
        if key and self._cache.size:
            self._cache.put(key, page)
        own = [header for name, header in named if name in _OWN]
        return self._send(environ, start_response, page, key, own, kept=False)

    def _send(self, environ, start_response, page, key, own=(), kept=True):
        """Answer with ``page`` in the encoding that is asked for, or with 304.

        A page is never sent in part: what says that there is no such part would be taken for
        packed.
        """
        form, is_new = page.form(encoding_of(environ))
        if is_new and key and self._cache.size:
            self._cache.put(key, page)
        own = [*own, *self._tell(environ, 200, form.headers, page.notes, kept)]
        if has_already(environ, form.etag):
            start_response(UNCHANGED, [*form.unchanged, *own])
            return []
        start_response(OK, [*form.headers, *own])
        return [] if environ['REQUEST_METHOD'] == 'HEAD' else [form.body]

    def _tell(self, *answer):
        """Tell the watchers of an answer; return the headers that they give it."""
        return [each for watcher in self._watchers for each in watcher(*answer) or ()]


def version_of(database):
    """Return the id of the transaction that a connection to ``database`` opened now would show."""
    latest = snapshot.latest(database)
    if latest is not None:
        return latest
    connection = database.open(TransactionManager(explicit=True))
    try:
        connection.newTransaction(None, False)  # it comes from the pool: it shows what it last saw
        return snapshot.of(connection)
    finally:
        connection.close()


def _answer(application, environ):
    """Return status, headers and body of the answer of ``application``, Pyramid's."""
    answer = []

    def start_response(status, headers, exc_info=None):
        answer[:] = status, headers

    body = application(environ, start_response)
    return (*answer, body)


def _for_one(headers, said):
    """Return ``headers`` marked as nobody else's, unless the view says how it may be kept.

    ``said``: all of them by names in lower case.
    """
    if 'cache-control' in said:
        return headers
    return [*headers, ('Cache-Control', PRIVATE)]


def _is_keepable(status, said, notes):
    return (
        SHOWS in notes and status == OK
        and 'set-cookie' not in said and 'content-encoding' not in said
        and 'content-length' in said and int(said['content-length'][1]) <= LARGEST)


def _whole(body):
    try:
        return b''.join(body)
    finally:
        _cut(body)


def _cut(body):
    """Close ``body`` and return that of an answer without one."""
    getattr(body, 'close', list)()
    return []


def mark_cacheable(view, info):
    """View deriver: note on a cacheable view's answer which transaction it shows."""
    if not info.options.get('cacheable'):
        return view

    def wrapper(context, request):
        response = view(context, request)
        shows = snapshot.of(get_connection(request)).hex()
        response.headerlist.append((SHOWS, shows))
        return response

    return wrapper


mark_cacheable.options = ('cacheable',)  # type: ignore[attr-defined]  # Pyramid reads it there


def includeme(config):
    config.add_view_deriver(mark_cacheable)
