"""Which site and which language an address means (ADR 3, ADR 4; clauses 5.2.a–c).

A host is one site: ``hanoi.gov.vn`` the portal, ``NAME.hanoi.gov.vn`` what stands at
``/sites/NAME``.  On development hosts, and on the desk's own (``deskhost``), the whole tree stands
under its paths.  The leading
segment of a language is moved from ``PATH_INFO`` to ``SCRIPT_NAME``, so that Pyramid's own
links keep it.
"""
import re
from dataclasses import dataclass

from pyramid.exceptions import URLDecodeError
from pyramid.httpexceptions import HTTPClientError, HTTPNotFound
from pyramid.traversal import VH_ROOT_KEY
from pyramid.tweens import EXCVIEW, MAIN

from ...base.i18n import ILanguages, Language
from ...base.settings import ISettings
from ...kernel.storage.databases import root_factory
from .languages import MACHINES, wanted_language

_HOST = re.compile(r'(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::[0-9]{1,5})?')
_ORIGINAL = 'portal.original_path'
#: The portal's own files lie in no site, whatever the host.
STATIC = '/static/'
FILES = (STATIC, '/desk-static/', '/account-static/')


class HTTPMisdirectedRequest(HTTPClientError):
    """421: the host is not one of ours (RFC 9110, 15.5.20)."""

    code = 421
    title = 'Misdirected Request'


@dataclass(frozen=True)
class Address:
    """Where a request was sent.

    ``site``: name below ``/sites``, ``''`` for the city portal; meaningless in development, and
    ``None`` at the desk's own host, which is that of no site.
    ``development``: whether the host shows the whole tree under paths.
    ``staff``: whether the desk, the console and the log-in are at this host.
    ``desk``: whether it is the host that they have for themselves.
    """

    site: str | None
    development: bool
    language: Language
    staff: bool = True
    desk: bool = False


def host_name(host):
    """Return the ``Host`` header without its port, in lower case; ``''`` if it is malformed.

    >>> host_name('[::1]:6543'), host_name('Hanoi.gov.vn:80'), host_name('hanoi.gov.vn:@evil.com')
    ('[::1]', 'hanoi.gov.vn', '')
    """
    found = _HOST.fullmatch(host.lower())
    return found[1] if found else ''


def split_language(path, by_segment):
    """Return ``(segment, rest)`` of ``path``; the segment is ``''`` when it names no language.

    >>> split_language('/english/tin-tuc', {'english': None})
    ('english', '/tin-tuc')
    """
    first, _slash, rest = path[1:].partition('/')
    if first in by_segment:
        return first, '/' + rest
    return '', path


def address_tween(handler, registry):
    """Tween: set ``request.address`` and ``request.language``, and rewrite the path for traversal.

    The path is rewritten from the original at every attempt of a retried request.
    """
    languages = registry.getUtility(ILanguages)
    settings = registry.getUtility(ISettings)

    def resolve(request):
        environ = request.environ
        script, path = environ.setdefault(
            _ORIGINAL, (environ.get('SCRIPT_NAME', ''), environ.get('PATH_INFO') or '/'))
        environ.pop(VH_ROOT_KEY, None)
        segment, rest = split_language(path, languages.by_segment)
        language = languages.by_segment.get(segment, languages.default)
        if rest.startswith(MACHINES) and not segment:
            language = wanted_language(environ.get('HTTP_ACCEPT_LANGUAGE', ''), languages)
        environ['SCRIPT_NAME'] = f'{script}/{segment}' if segment else script
        environ['PATH_INFO'] = rest
        request.language = language
        request.address = address_of(request, language, settings)
        if request.address.site and not rest.startswith(FILES):
            environ[VH_ROOT_KEY] = '/sites/' + request.address.site
        # Where it goes on would be the name of another host; traversal would climb over the root.
        if not path.startswith('/') or '..' in path.split('/'):
            raise HTTPNotFound

    def tween(request):
        resolve(request)
        try:
            return handler(request)
        except URLDecodeError:  # the path is not UTF-8
            raise HTTPNotFound from None

    return tween


def address_of(request, language, settings):
    """Return the ``Address`` of ``request``.  Raises ``HTTPMisdirectedRequest``."""
    host = host_name(request.environ.get('HTTP_HOST') or request.environ['SERVER_NAME'])
    if host in settings.development_hosts:
        return Address('', True, language)
    if host == settings.domain:
        return Address('', False, language, staff=not settings.desk_host)
    label, dot, rest = host.partition('.')
    if label and dot and rest == settings.domain:
        if label == settings.desk_host:
            return Address(None, False, language, desk=True)
        if label in root_factory(request)['sites']:
            return Address(label, False, language, staff=not settings.desk_host)
    raise HTTPMisdirectedRequest


def includeme(config):
    config.add_tween('hanoiportal.web.routing.address.address_tween', under=EXCVIEW, over=MAIN)
