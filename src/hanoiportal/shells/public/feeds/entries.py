"""What a feed holds, before it is written down in one of its formats."""
from datetime import datetime
from typing import NamedTuple

from ....base.settings import ISettings
from ....kernel.tree.lookup import work_of
from ....types.reference.standins import presented
from ..formats.enclosures import Enclosure, enclosures
from ..formats.wholetext import whole_text
from ..metadata.item import AboutItem


class FeedEntry(NamedTuple):
    """One item of a feed.

    ``id``: an IRI that stays when the item moves.  ``text``: all of it, plain.
    ``published``, ``updated``: aware ``datetime``.  ``author``: a person or body.
    ``enclosures``: a ``formats.Enclosure`` for each file.
    """

    id: str
    address: str
    title: str
    summary: str
    text: str
    language: str
    published: datetime
    updated: datetime
    author: str
    categories: tuple[str, ...]
    enclosures: tuple[Enclosure, ...]


class Feed(NamedTuple):
    """A feed.  ``address``: its own URL; ``home``: that of the page whose newest it holds."""

    address: str
    home: str
    title: str
    description: str
    language: str
    owner: str
    updated: datetime
    entries: tuple[FeedEntry, ...]


def entry_of(item, request):
    """Return the ``FeedEntry`` of ``item`` in the language of ``request``; that of a reference is
    the entry of its source.
    """
    item = presented(item)
    about = AboutItem(item, request)
    return FeedEntry(
        id=_id(item, about.language, request), address=about.address, title=about.title,
        summary=about.description, text=whole_text(item, about.text, request.registry),
        language=about.language, published=about.published, updated=about.updated,
        author=about.origin.creator, categories=about.keywords,
        enclosures=tuple(enclosures(about)))


def _id(item, tag, request):
    """Return the tag URI (RFC 4151) of a text; it is the same on every host of ours."""
    domain = request.registry.getUtility(ISettings).domain
    return f'tag:{domain},2025:{work_of(item).__oid__}/{tag}'
