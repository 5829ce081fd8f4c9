"""What a search has found, as a reader sees it: rows of HTML.

Of a document is kept what is told of it whatever was asked for, and of each question the whole
row, both as long as nothing is written that they were read from: the document, its translations,
its file and the places above it.
"""
from html import escape
from typing import NamedTuple

from ..i18n import DEFAULT
from ..text import running_text
from .kept import IRows, ITexts, kept_of_item
from .marks import Text
from .pointing import pointing
from .rows import line_of
from .stamps import stamp, stamps_of
from .wording import Wording, item_of

#: Characters of a text that are looked through for a piece to show.
LOOKED_THROUGH = 20_000
_ROW = """\
<li><a class="title" href="{}"{}>{}</a>
<p class="summary">{}</p>
{}</li>
"""


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


class Hits:
    """What is shown of all that one page has found.

    ``page``: the ``Layout``.  ``asked``: the ``marks.Asked`` words.
    """

    def __init__(self, page, asked):
        self._page, self._asked = page, asked
        self._above = {}

    def rows(self, documents):
        """Return the ``<li>`` of each of ``documents``, items or translations, as one string."""
        return ''.join(map(self._row, documents))

    def hit(self, document):
        """Return the ``Hit`` of an item or translation."""
        return self._hit(document, self._stamps(item_of(document)))

    def _row(self, document):
        stamps = self._stamps(item_of(document))
        return kept_of_item(self._page, stamps, self._asked.key,
                            lambda: _row_of(self._hit(document, stamps)), IRows)

    def _hit(self, document, stamps):
        told = kept_of_item(self._page, stamps, 'told', lambda: _told(self._page, document),
                            ITexts)
        title, piece = self._asked.shown(told.title, told.body)
        return Hit(told.address + pointing(piece), title, told.lang, piece, told.meta)

    def _stamps(self, item):
        """Return the stamps of all that is told of ``item``."""
        tag = self._page.language.tag
        if tag != DEFAULT:
            found = stamps_of(tag, item)
        else:
            place = item.__parent__
            above = self._above.get(place.__oid__)
            if above is None:
                above = self._above[place.__oid__] = stamps_of(tag, place)
            found = stamp(item), above
        file = getattr(item, 'file', None)
        return found if file is None else (found, stamp(file))


def _row_of(hit):
    return _ROW.format(escape(hit.address), _lang(hit.lang), hit.title, hit.piece, hit.meta)


def _told(page, document):
    row, item = line_of(page, document), item_of(document)
    text = page.request.registry.content.metadata(item, 'text')
    return _Told(row.address, Text.of(row.title.text), row.title.lang,
                 Text.of(running_text(text(document)[:LOOKED_THROUGH])),
                 _meta(page, row, _section_of(page, item)))


def _meta(page, row, section):
    """Return the HTML of kind, day, section and site."""
    kind = page.request.localizer.translate(row.kind)
    parts = [f'<span class="kind">{escape(kind)}</span>']
    if row.moment:
        parts.append(f'<time datetime="{row.moment[:10]}">{escape(row.day)}</time>')
    if section.text:
        parts.append(f'<span{_lang(section.lang)}>{escape(section.text)}</span>')
    if row.site:
        site, address = row.site
        parts.append(f'<a href="{escape(address)}"{_lang(site.lang)}>{escape(site.text)}</a>')
    return f'<p class="meta">{" ".join(parts)}</p>'


def _lang(tag):
    return f' lang="{tag}"' if tag else ''


def _section_of(page, item):
    place = item.__parent__
    return page.say(place, 'short_title', 'title') if hasattr(place, 'in_menu') else (
        Wording('', None))
