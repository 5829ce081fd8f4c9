"""HTML of an old site as this portal takes it: links lead to the new places, losses are named."""
from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote, urljoin, urlsplit

import nh3

from ....base.i18n import _
from ....kernel.tree.markup import ATTRIBUTES, SCHEMES, TAGS
from ....kernel.tree.names import CONTENT

_ELEMENT = re.compile(r'<([a-zA-Z][a-zA-Z0-9]*)')
#: Elements whose loss changes nothing that a reader would miss.
_FRAMES = frozenset((
    'html', 'body', 'head', 'meta', 'title', 'section', 'article', 'header', 'footer', 'main',
    'nav', 'aside', 'address', 'center', 'font', 'big', 'tt', 'wbr', 'picture', 'source', 'style',
    'link', 'nobr', 'hgroup', 'tfoot'))
_SAME = (('h1', 'h2'), ('h6', 'h5'), ('strike', 's'), ('center', 'div'))
_RENAMED = tuple((re.compile(rf'<(/?){old}\b', re.IGNORECASE), rf'<\1{new}') for old, new in _SAME)
#: What Plone puts behind the address of a picture: ``@@images/UID.png``, ``/image_preview``.
_SCALE = re.compile(r'/(?:@@images/.*|image_[a-z]+|@@download/.*|at_download/.*|view)$')
#: WordPress: ``picture-300x200.jpg`` is a scaled ``picture.jpg``.
_SIZED = re.compile(r'-\d+x\d+(\.[a-z]+)$')
_UID = re.compile(r'(?:^|/)resolveuid/([0-9a-zA-Z-]+)')


class Rewriting:
    """Turns the HTML of pieces of one source.

    ``links``: new path by old address.  ``keys``: new path by key.  ``pictures``: new paths of
    images.  ``hosts``: of the old site.
    """

    def __init__(self, links: Mapping[str, str], keys: Mapping[str, str],
                 pictures: frozenset[str], hosts: frozenset[str]) -> None:
        self._links, self._keys, self._pictures, self._hosts = links, keys, pictures, hosts
        self._cleaner = nh3.Cleaner(
            tags=set(TAGS), attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
            url_schemes=set(SCHEMES), link_rel=None, attribute_filter=self._attribute)
        self._address, self._dead = '', list[str]()

    def body(self, text: str, address: str) -> tuple[str, tuple[str, ...]]:
        """Return ``text``, which stood at the old ``address``, and warnings of what is lost."""
        for pattern, new in _RENAMED:
            text = pattern.sub(new, text)
        lost = {name.lower() for name in _ELEMENT.findall(text)} - TAGS - _FRAMES
        self._address, self._dead = address, []
        cleaned = self._cleaner.clean(text)
        return cleaned, tuple(self._warnings(lost))

    def _warnings(self, lost: set[str]) -> list[str]:
        found = []
        if lost:
            found.append(_('Mất phần tử: ${names}.', mapping={'names': ', '.join(sorted(lost))}))
        if self._dead:
            found.append(_('Liên kết không còn đích: ${links}.', mapping={
                'links': ', '.join(dict.fromkeys(self._dead))[:300]}))
        return found

    def _attribute(self, tag: str, name: str, value: str) -> str | None:
        if (tag, name) not in (('a', 'href'), ('img', 'src')):
            return value
        found = self.target(value, self._address)
        if found is None:
            return value
        return f'{found}/{CONTENT}' if tag == 'img' and found in self._pictures else found

    def target(self, link: str, address: str) -> str | None:
        """Return the new path that ``link``, written at the old ``address``, leads to.

        ``None``: it leads out of the old site, or to what is not carried, which is noted.
        """
        path = self._meant(link, address)
        if path == '':
            self._dead.append(link)
        if not path:
            return None
        _before, mark, fragment = link.partition('#')
        return f'{path}{mark}{fragment}'

    def _meant(self, link: str, address: str) -> str | None:
        """Return the new path, ``''`` if there is none, ``None`` of what is not the old site's."""
        found = _UID.search(link)
        if found:
            return self._keys.get(found.group(1), '')
        try:
            parts = urlsplit(urljoin(address or '/', link.strip()))
        except ValueError:
            return None
        if parts.netloc and parts.netloc.lower() not in self._hosts or parts.scheme not in (
                '', 'http', 'https') or link.startswith('#'):
            return None
        return self._found(parts.path, parts.query)

    def _found(self, path: str, query: str) -> str:
        """Return where the old ``path`` leads now, ``''`` for nowhere."""
        path = '/' + unquote(path).strip('/')
        tries = (f'{path}?{unquote(query)}', path, _SCALE.sub('', path), _SIZED.sub(r'\1', path))
        return '/' if path == '/' and not query else next(
            (self._links[each] for each in tries if each in self._links), '')
