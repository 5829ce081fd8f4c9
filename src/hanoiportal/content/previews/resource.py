"""The links that open a preview.  Renaming this module needs an upgrade step."""
from persistent import Persistent
from persistent.list import PersistentList

from ...kernel.tree import keys

#: Attribute of the portal.
INDEX = 'preview_links_by_key'


class PreviewLink(Persistent):
    """Đường dẫn xem trước: one link to a version in work.

    ``number``: from 1, among those of its document.  ``key``: SHA-256 of the token.
    ``made_by``, ``revoked_by``: principal ids.  ``made_at``, ``until``, ``revoked_at``: aware UTC.
    ``digest``: of the one version that it shows, ``''`` for always the latest.
    """

    revoked_at = None
    revoked_by = ''

    def __init__(self, number, key, made_by, made_at, until, digest):
        self.number = number
        self.key = key
        self.made_by = made_by
        self.made_at = made_at
        self.until = until
        self.digest = digest


def links_of(document):
    """Return the links to ``document``, the oldest first."""
    return getattr(document, 'preview_links', ())


def keep(document, link):
    """Keep ``link`` with ``document``, and let it be found by its key."""
    if not links_of(document):
        document.preview_links = PersistentList()
    document.preview_links.append(link)
    keys.keep_key(document, INDEX, link.key, link.number)


def drop_key(document, link):
    """Let ``link`` be found by its key no more."""
    keys.drop_key(document, INDEX, link.key)


def document_at(portal, key):
    """Return ``(document, PreviewLink)`` found by ``key``, or ``None``."""
    found = keys.found_by_key(portal, INDEX, key)
    return found and (found[0], links_of(found[0])[found[1] - 1])
