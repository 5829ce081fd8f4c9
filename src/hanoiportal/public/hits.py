"""What a search has found, as a reader sees it."""
from typing import NamedTuple

from ..text import running_text
from .kept import ITexts, kept
from .marks import Text
from .pointing import pointing
from .rows import line_of
from .shared import templates
from .wording import Wording, item_of

#: Characters of a text that are looked through for a piece to show.
LOOKED_THROUGH = 20_000


class Hit(NamedTuple):
    """One thing found.  ``title`` and ``piece``: HTML, what was asked for in ``<mark>``.

    ``address``: leads to what is marked in ``piece``, on its page.
    ``lang``: of the title, as in a ``Wording``.  ``meta``: HTML of its kind, day and place.
    """

    address: str
    title: str
    lang: str | None
    piece: str
    meta: str


class _Told(NamedTuple):
    """What is told of a document whatever was asked for."""

    address: str
    title: Text
    lang: str | None
    body: Text
    meta: str


def hit_of(page, document, asked_words):
    """Return the ``Hit`` of an item or translation for what is ``marks.Asked``."""
    told = kept(page, ('hit', document.__oid__), lambda: _told(page, document), ITexts)
    title, piece = asked_words.shown(told.title, told.body)
    return Hit(told.address + pointing(piece), title, told.lang, piece, told.meta)


def _told(page, document):
    row, item = line_of(page, document), item_of(document)
    text = page.request.registry.content.metadata(item, 'text')
    meta = templates(page.request)['hit'](row=row, section=_section_of(page, item))
    return _Told(row.address, Text.of(row.title.text), row.title.lang,
                 Text.of(running_text(text(document)[:LOOKED_THROUGH])), meta)


def _section_of(page, item):
    place = item.__parent__
    return page.say(place, 'short_title', 'title') if hasattr(place, 'in_menu') else (
        Wording('', None))
