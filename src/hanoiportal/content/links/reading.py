"""The links in a text, as paths of the portal.  Pure; no I/O."""
import html
import posixpath
import re
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from ...kernel.tree.names import RESERVED

#: Attributes as cleaned HTML has them: in double quotes.
_ATTRIBUTE = re.compile(r'\b(?:href|src)="([^"]*)"')
_ADDRESS = re.compile(r'https?://[^\s<>"\'«»]+')
_ENDS = '.,;:!?)]}'
_SITES = 'sites'
LONGEST = 2000


@dataclass(frozen=True)
class Where:
    """Where a text stands, which its links start from.

    ``label``: of its site, ``''`` for the portal.  ``path``: on that site.
    ``domain``: the domain of the portal; ``labels``: of the sites below it.
    ``segments``: first segments of a path that mean a language.
    """

    label: str
    path: str
    domain: str
    labels: frozenset[str]
    segments: frozenset[str]


def links_in(fragment):
    """Return the addresses of the links and pictures of an HTML fragment.

    >>> links_in('<p><a href="/tin/a?x=1&amp;y=2">Tin</a></p>')
    ['/tin/a?x=1&y=2']
    """
    if '="' not in fragment:  # most texts have no attribute at all
        return []
    return [html.unescape(found) for found in _ATTRIBUTE.findall(fragment)]


def addresses_in(text):
    """Return the web addresses in a plain text.

    >>> addresses_in('Xem https://hanoi.gov.vn/tin/a.')
    ['https://hanoi.gov.vn/tin/a']
    """
    return [found.rstrip(_ENDS) for found in _ADDRESS.findall(text)]


def path_meant(address, where):
    """Return the path below the portal that ``address`` leads to, without a language; ``None`` if
    it leads out of the portal, to a page of no resource such as the search, or nowhere.
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    label = where.label if not parts.netloc else _label(parts, where)
    if parts.scheme not in ('', 'http', 'https') or label is None or len(address) > LONGEST:
        return None
    if not parts.path and not parts.netloc:  # a place on the same page
        return None
    path = parts.path if parts.netloc else urljoin(where.path, parts.path)
    names = [name for name in _normal(path).split('/') if name]
    if names[:1] and names[0] in where.segments:
        del names[0]
    return _on_portal(label, names)


def outside_meant(address, where):
    """Return ``address`` without the place on its page if it leads out of the portal to a page of
    the web, else ``None``.
    """
    try:
        parts = urlsplit(address.strip())
        is_web = parts.scheme in ('http', 'https') and parts.hostname and len(address) <= LONGEST
    except ValueError:
        return None
    if not is_web or _label(parts, where) is not None:
        return None
    return parts._replace(fragment='').geturl()


def _label(parts, where):
    try:
        host = (parts.hostname or '').lower()
    except ValueError:
        return None
    if host == where.domain:
        return ''
    label, dot, rest = host.partition('.')
    return label if dot and rest == where.domain and label in where.labels else None


def _normal(path):
    return posixpath.normpath('/' + unquote(path))


def _on_portal(label, names):
    """Return the path of ``names`` on the site ``label``; the portal's own way to a site, by its
    path, is understood on every site.
    """
    if names[:1] and names[0] in RESERVED - {_SITES}:
        return None
    if label and names[:1] != [_SITES]:
        names = [_SITES, label, *names]
    return '/' + '/'.join(names)
