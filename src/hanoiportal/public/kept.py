"""What pages share, made once for a transaction of the database (``storage.snapshot``).

The next transaction asks for all of it anew.
"""
from pyramid_zodbconn import get_connection
from zope.interface import Interface

from ..storage import snapshot

#: Pieces kept by one process; each is a few KB.
MOST = 2000
#: Texts of what searches found, kept by one process; each is a few KB, at most 60.
MOST_TEXTS = 500


class IPieces(Interface):
    """The ``Pieces`` of this process, as a utility."""


class ITexts(Interface):
    """Further ``Pieces``: the texts of what searches found, as a utility."""


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


def kept(page, key, make, among=IPieces):
    """Return ``make()``, which is never ``None``, once for all pages like the ``Layout`` ``page``.

    ``key``: a tuple, all that it depends on besides the content database, the host, the language
    and the site.  ``among``: the utility that keeps it.  Nothing is kept of a request that may
    show what is not committed or not public.
    """
    request = page.request
    if request.method not in ('GET', 'HEAD') or page.notices.preview:
        return make()
    pieces = request.registry.getUtility(among)
    whole = (snapshot.of(get_connection(request)), request.host_url, page.language.tag,
             page.site.__oid__, *key)
    found = pieces.get(whole)
    return pieces.keep(whole, make()) if found is None else found


def includeme(config):
    config.registry.registerUtility(Pieces(), IPieces)
    config.registry.registerUtility(Pieces(MOST_TEXTS), ITexts)
