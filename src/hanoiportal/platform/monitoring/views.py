"""``/healthz``, ``/readyz`` and ``/metrics``, and what is noted of each request.

They answer under every host, before any database is asked: a machine that looks
whether the portal is there knows it by its number.
"""
import json
import logging
import os
from functools import lru_cache
from ipaddress import ip_address, ip_network
from time import perf_counter

from pyramid.exceptions import BadCSRFOrigin, BadCSRFToken
from pyramid.httpexceptions import (
    HTTPForbidden,
    HTTPRequestEntityTooLarge,
    HTTPTooManyRequests,
)
from pyramid.request import Request
from pyramid.response import Response
from pyramid.tweens import INGRESS

from ...base.interfaces import IItem, ISite
from ...base.settings import ISettings
from ...kernel.security.authentication.sessions import bears_session
from ...kernel.security.authorization.policy import ACCOUNT
from ...web.login.login import DOORS
from ...web.pagecache.watching import BEGAN, OWN_VISIT, content_type
from ...web.routing.address import HTTPMisdirectedRequest
from .interfaces import IChecks
from .lines import REQUEST
from .measures import PAGES, SECONDS, exposition, look

log = logging.getLogger('hanoiportal.requests')

ID = 'portal.request_id'
HEADER = 'X-Request-Id'
_SHELLS = {'desk': 'desk', 'desk-files': 'desk', 'console': 'console',
           'static': 'static', 'api': 'api', **dict.fromkeys(DOORS, 'login')}
#: What counts, found once for the same words: there are few.
_seconds, _pages = lru_cache(SECONDS.labels), lru_cache(PAGES.labels)
#: What the log calls the refusal of an attempt (ASVS 5.0, 16.3.2 and 16.3.3).
_REFUSALS = (
    (HTTPForbidden, 'right'), ((BadCSRFToken, BadCSRFOrigin), 'forgery'),
    (HTTPTooManyRequests, 'flood'), (HTTPRequestEntityTooLarge, 'size'),
    (HTTPMisdirectedRequest, 'host'))
#: Media types of pages; an answer without a body has none.
_NO_FILES = ('', 'text/html', 'application/json', 'text/plain')


def includeme_tween(config):
    """Put the tween around everything."""
    config.add_tween('hanoiportal.platform.monitoring.views.watching_tween', under=INGRESS,
                     over='hanoiportal.shells.public.errors.last_resort.last_resort_tween')
    config.add_watcher(count_kept())


def watching_tween(handler, registry):
    """Tween, outermost: give the request an id, answer what machines ask, note how it went."""
    networks = [ip_network(each) for each in registry.getUtility(ISettings).monitoring_networks]

    def tween(request):
        environ = request.environ
        if ID not in environ:
            environ[ID] = _id()
            environ.setdefault(BEGAN, perf_counter())
        token = REQUEST.set(environ[ID])
        try:
            path = environ.get('PATH_INFO', '')
            answer = _ANSWERS.get(path)
            response = answer and answer(request, _is_inside(environ, networks))
            if response is None:
                response = handler(request)
                if OWN_VISIT not in environ:
                    _note(request, path, response)
            response.headerlist.append((HEADER, environ[ID]))
            return response
        finally:
            REQUEST.reset(token)

    return tween


def _id():
    """Return an id for one request."""
    return os.urandom(8).hex()


def count_kept():
    """Return a watcher that notes pages from the cache, which the tween never sees."""
    seconds, pages = SECONDS.labels('public', 'kept', 200), PAGES.labels('cache')

    def watcher(environ, _status, _headers, _notes, kept):
        if not kept:
            return None
        seconds.observe(perf_counter() - environ[BEGAN])
        pages.inc()
        return [(HEADER, _id())]

    return watcher


def _is_inside(environ, networks):
    """Return whether the asker's address is in one of ``networks``."""
    try:
        address = ip_address(environ.get('REMOTE_ADDR', ''))
    except ValueError:
        return False
    return any(address in network for network in networks)


def _note(request, path, response):
    seconds = perf_counter() - request.environ[BEGAN]
    shell, kind = _shell_of(request, path), kind_of(request, response)
    _seconds(shell, kind, response.status_code).observe(seconds)
    if shell == 'public':
        _pages('made').inc()
    if log.isEnabledFor(logging.INFO):
        log.info('answered', extra={'fields': {
            'shell': shell, 'kind': kind, 'method': request.method,
            'status': response.status_code, 'ms': round(seconds * 1000, 1),
            'oid': getattr(request.__dict__.get('context'), '__oid__', None),
            **refusal_of(request)}})


def _shell_of(request, path):
    """Return the shell that ``path``, as it was asked for, belongs to in whatever language."""
    language = request.__dict__.get('language')
    if language is not None and language.segment:
        path = path.removeprefix(f'/{language.segment}')
    return _SHELLS.get(path.lstrip('/').partition('/')[0], 'public')


def refusal_of(request):
    """Return what was refused, and to the bearer of whose session if there was one: ``{}`` for
    most requests.
    """
    error = request.__dict__.get('exception')
    word = next((word for kinds, word in _REFUSALS if isinstance(error, kinds)), None)
    if word is None:
        return {}
    who = request.session.get(ACCOUNT) if bears_session(request) else None
    return {'refused': word, 'who': who}


def kind_of(request, response):
    """Return which kind of page was answered, one of few words: never an address."""
    if 'context' not in request.__dict__:
        return 'refused'
    if content_type(response.headerlist) not in _NO_FILES:
        return 'file'
    if request.view_name:
        return 'search' if request.view_name == 'search' else 'view'
    if ISite.providedBy(request.context):
        return 'home'
    return 'item' if IItem.providedBy(request.context) else 'place'


def _health(request, inside):
    """Say whether all is well; what is not, only to those who run the portal."""
    wrong = request.registry.getUtility(IChecks).wrong(request.registry)
    text = _said(wrong) if inside else ''
    return _text(f'{"not ok" if wrong else "ok"}\n{text}')


def _ready(request, inside):
    """Say whether this process may be sent requests (503: not)."""
    wrong = request.registry.getUtility(IChecks).wrong(request.registry, ready=True)
    text = _said(wrong) if inside else ''
    return _text(f'{"not ready" if wrong else "ready"}\n{text}', 503 if wrong else 200)


def _said(wrong):
    return ''.join(f'{name}: {json.dumps(line)[1:-1]}\n' for name, line in wrong.items())


def _metrics(request, inside):
    """Give the measures to those who run the portal; to others there is nothing here."""
    if not inside:
        return None
    look(request.registry)
    return _text(exposition(), content_type='text/plain; version=0.0.4')


def _text(text, status=200, content_type='text/plain'):
    body = text if isinstance(text, bytes) else text.encode()
    response = Response(body, status)
    response.headers.update({
        'Content-Type': f'{content_type}; charset=utf-8', 'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
        'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'"})
    return response


_ANSWERS = {'/healthz': _health, '/readyz': _ready, '/metrics': _metrics}


class Home:
    """Check: this process has rendered the home page once: templates and catalogs are loaded."""

    def __init__(self):
        self._app = None
        self._rendered = False

    def created(self, event):
        """Subscriber: keep the application that is asked."""
        self._app = event.app

    def check(self, registry, portal):
        """Ask for the home page until it has answered once."""
        if not self._rendered and portal is not None:
            request = Request.blank('/', environ={
                'HTTP_HOST': registry.getUtility(ISettings).domain,
                'HTTP_USER_AGENT': 'hanoiportal monitor', OWN_VISIT: True})
            status = request.get_response(self._app).status_code
            self._rendered = status == 200
            return '' if self._rendered else f'the home page answers {status}'
        return ''
