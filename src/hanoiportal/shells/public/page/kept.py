"""What pages share, and what is said of an item, made once as long as it stays the same.

What pages share is made once for a transaction of the database (``storage.snapshot``); the next
one asks for all of it anew.  What is said of one item stays until something is written that it
was read from (``stamps``), whatever is published elsewhere.
"""
from pyramid_zodbconn import get_connection
from zope.interface import Interface

from ....kernel.storage import snapshot
from ....web.pagecache.cache import PageCache
from .shared import templates

#: Pieces kept by one process; each is a few KB.
MOST = 2000
#: Transactions of which one process keeps what was looked up; of each at most some 240 KB.
MOST_SNAPSHOTS = 8
#: Bytes of what searches found, kept by one process; most texts take 4 KB, the longest 40.
BYTES_OF_TEXTS = 24 * 1024 * 1024
#: Results kept by one process; each is at most some 60 KB.
MOST_FOUND = 200
#: Lists kept by one process; each is at most some 15 KB.
MOST_LISTS = 1000


class IPieces(Interface):
    """The ``Pieces`` of this process, as a utility."""


class ISerials(Interface):
    """Further ``Pieces``: for each transaction of the database the ``Pieces`` that hold serials of
    stored objects by their ids, as a utility.
    """


class ITexts(Interface):
    """The ``Texts`` of this process, as a utility."""


class IItemPieces(Interface):
    """Further ``Pieces``: what is said of items, as a utility."""


class IFound(Interface):
    """Further ``Pieces``: what searches found, as a utility."""


class ILists(Interface):
    """Further ``Pieces``: lists of items, as a utility."""


class Pieces(dict):
    """Pieces of pages by all that they depend on, at most ``most`` of them."""

    def __init__(self, most=MOST):
        super().__init__()
        self._most = most

    def keep(self, key, piece):
        """Keep ``piece`` and return it."""
        if len(self) >= self._most:
            self.clear()
        self[key] = piece
        return piece


class Texts(PageCache):
    """What is told of what searches found, by all that it depends on."""

    def keep(self, key, told):
        """Keep ``told``, which has a ``size`` in bytes, and return it."""
        self.put(key, told)
        return told


def kept(page, key, make):
    """Return ``make()``, which is never ``None``, once for all pages like the ``Layout`` ``page``.

    ``key``: a tuple, all that it depends on besides the content database, the host, the language
    and the site.  Nothing is kept of a request that may show what is not committed or not public.
    """
    if page.likes is None:
        return make()
    pieces = page.request.registry.getUtility(IPieces)
    whole = page.likes, key
    found = pieces.get(whole)
    return pieces.keep(whole, make()) if found is None else found


def kept_of_item(page, stamps, key, make, among=IItemPieces):
    """Return ``make()``, once for all pages like ``page`` as long as ``stamps`` are the same.

    ``stamps``: of all stored objects that it is read from (``stamps.stamps_of``).
    ``key``: all that it depends on besides them, the host, the language and the site.
    ``among``: the utility that keeps it.
    """
    if page.likes is None:
        return make()
    _snapshot, *alike = page.likes
    pieces = page.request.registry.getUtility(among)
    whole = *alike, stamps, key
    found = pieces.get(whole)
    return pieces.keep(whole, make()) if found is None else found


def serials(page):
    """Return the ``Pieces`` that all keep serials in, by ids, who see the same as the ``Layout``
    ``page``; some of its own if it may share nothing.
    """
    if page.likes is None:
        return Pieces()
    seen, *_others = page.likes
    pieces = page.request.registry.getUtility(ISerials)
    found = pieces.get(seen)
    return pieces.keep(seen, Pieces()) if found is None else found


def texts(page):
    """Return the ``Texts`` in which the ``Layout`` ``page`` may keep something by all that it
    depends on; such as keep nothing if it may share nothing.
    """
    if page.likes is None:
        return Texts(0)
    return page.request.registry.getUtility(ITexts)


def likes(page):
    """Return what all pages have in common that share pieces with the ``Layout`` ``page``, as a
    key; ``None`` if it shares none, as where templates are being worked on.
    """
    request = page.request
    if request.method not in ('GET', 'HEAD') or page.preview or templates(request).change:
        return None
    return (snapshot.of(get_connection(request)), request.host_url, page.language.tag,
            page.site.__oid__)


def includeme(config):
    config.registry.registerUtility(Pieces(), IPieces)
    config.registry.registerUtility(Pieces(MOST_SNAPSHOTS), ISerials)
    config.registry.registerUtility(Texts(BYTES_OF_TEXTS), ITexts)
    config.registry.registerUtility(Pieces(), IItemPieces)
    config.registry.registerUtility(Pieces(MOST_FOUND), IFound)
    config.registry.registerUtility(Pieces(MOST_LISTS), ILists)
