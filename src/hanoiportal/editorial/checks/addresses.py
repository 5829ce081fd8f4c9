"""Links within the portal: each leads to something that readers may see."""
from collections.abc import Iterable, Iterator
from typing import cast
from urllib.parse import unquote, urljoin, urlsplit

from persistent import Persistent

from ...base.i18n import _
from ...base.interfaces import IResource
from ...kernel.tree.lookup import find_portal, find_site, is_closed, path_of
from ...kernel.tree.names import RESERVED
from .draft import Draft
from .interfaces import ERROR, Finding

#: First segments that are no places for readers.
_PRIVATE = frozenset({'_design', 'accounts', 'console', 'desk', 'drafts', 'interactions',
                      'password'})
#: Pages of a place that are no resources of their own.
_VIEWS = RESERVED - _PRIVATE | {'audio', 'content', 'pdf'}
_PAGES_OF_FILES = frozenset({'static', 'api'})


class Addresses:
    """Finds links that readers cannot open.

    ``domain``: the portal's.  ``segments``: leading path segments that mean a language.
    """

    def __init__(self, domain: str, segments: Iterable[str]) -> None:
        self._domain = domain
        self._segments = frozenset(segments)

    def __call__(self, draft: Draft) -> Iterator[Finding]:
        """Yield each broken link of the HTML of ``draft``."""
        for name, outline in draft.outlines.items():
            for link in outline.links:
                if not self.opens(draft.document, link.address):
                    yield Finding(
                        'link-broken', ERROR, name,
                        _('Liên kết “${address}” không mở được: không có, hoặc chưa công khai.',
                          mapping={'address': link.address[:200]}), link.text, link.position)

    def opens(self, document: IResource, address: str) -> bool:
        """Return whether ``address``, written in ``document``, leads out of the portal, within
        the page, or to what readers may see.
        """
        try:
            parts = urlsplit(address)
            host = parts.hostname or ''
        except ValueError:
            return False
        if parts.scheme not in ('', 'http', 'https') or (not host and not parts.path):
            return True
        path = unquote(urljoin(_page(document), parts.path))
        portal = find_portal(document)
        if not host:
            return self._found(portal, path) or self._found(find_site(document), path)
        if host == self._domain:
            return self._found(portal, path)
        if host.endswith('.' + self._domain):
            site = portal['sites'].get(host.removesuffix('.' + self._domain))
            return site is None or getattr(site, 'is_external', False) or self._found(site, path)
        return True

    def _found(self, place: Persistent, path: str) -> bool:
        names = [name for name in path.split('/') if name]
        if names and names[0] in self._segments:
            del names[0]
        if names and names[0] in _PRIVATE:
            return False
        if names and names[0] in _PAGES_OF_FILES:
            return True
        for at, name in enumerate(names):
            below = child(place, name)
            if below is None:
                return at == len(names) - 1 and name in _VIEWS and is_readable(place)
            place = below
        return is_readable(place)


def child(place: Persistent, name: str) -> Persistent | None:
    """Return what stands in ``place`` under ``name``, or ``None``."""
    try:
        return place[name]
    except (KeyError, TypeError, AttributeError):
        return None


def is_readable(resource: Persistent) -> bool:
    """Return whether anybody may read ``resource``."""
    return bool(getattr(resource, 'is_public', False)) and not is_closed(resource)


def _page(document: IResource) -> str:
    """Return the path of the page that ``document`` is read on."""
    item = document.__parent__ if hasattr(document, 'translator') else document
    return path_of(cast('IResource', item))
