"""What a search has found, as a reader sees it: rows of HTML.

What is shown of a document whatever was asked for is a fragment: it stays cached as long as
nothing is written that it is read from: the document, its translations, its file and the places
above it.  A document that is cached so is not loaded: only the serial of its record is looked up.
"""
from collections.abc import Callable, Hashable
from html import escape
from typing import NamedTuple

from ....base.i18n import DEFAULT
from ..fragments import cached, versions_of
from ..lists.labels import day_of, kind_of
from ..lists.rows import other_site
from ..page.wording import item_of
from ..versions import Versions
from .highlighting import HighlightedText
from .textfragments import text_fragments
from .titles import full_title

#: Characters of a text that are looked through for a piece to show.
LOOKED_THROUGH = 20_000
_ROW = """\
<li><a class="title" href="{}"{}>{}</a>
<p class="summary">{}</p>
{}{}</li>
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


class Rows(NamedTuple):
    """All that one page has found.  ``key``: all that its rows depend on, ``()`` for none.

    ``html``: returns their ``<li>`` as one string.
    """

    key: tuple[Hashable, ...]
    html: Callable[[], str]


class HitData(NamedTuple):
    """What is shown of a document whatever was asked for.

    ``body``: its text as one line.  The other fields are those of ``Hit``.
    """

    address: str
    title: HighlightedText
    lang: str | None
    body: HighlightedText
    meta: str


class Location(NamedTuple):
    """Ids of the place that an item lies in and of its file, ``None`` if it has none."""

    place: bytes
    file: bytes | None


class HitVersions(NamedTuple):
    """Versions of what a hit reads: of the document, of the place that its item lies in with all
    above it, and of its file, empty if there is none.
    """

    document: bytes
    place: bytes
    file: bytes


class Hits:
    """What is shown of all that one page has found.

    ``page``: the ``Layout``.  ``asked``: the ``QueryTerms``.
    ``name_in_full``: whether titles stand alone and tell all that full_title does.
    """

    def __init__(self, page, asked, name_in_full=True):
        self._page, self._asked, self._name_in_full = page, asked, name_in_full
        self._versions = Versions(page)
        self._places: dict[int, bytes] = {}

    def rows(self, documents, below):
        """Return the ``Rows`` of ``documents``, items or translations.

        ``below``: a tuple, the HTML that stands below each.
        """
        read = [self._read(document) for document in documents]
        return Rows((self._asked.key, *read, *below) if read else (), lambda: ''.join(
            [_row_of(self._hit(document, versions), html)
             for document, versions, html in zip(documents, read, below, strict=True)]))

    def hit(self, document) -> Hit:
        """Return the ``Hit`` of an item or translation."""
        return self._hit(document, self._read(document))

    def _hit(self, document, versions: HitVersions) -> Hit:
        data = cached(
            self._page, 'hit', lambda: self._data(document), reads=(),
            varies=(self._name_in_full, versions))
        title, piece = self._asked.shown(data.title, data.body)
        address = data.address + text_fragments(piece.text, piece.runs)
        return Hit(address, title, data.lang, piece.html, data.meta)

    def _data(self, document) -> HitData:
        page, item = self._page, item_of(document)
        title = full_title(page, item) if self._name_in_full else page.say(item, 'title')
        text = page.request.registry.content.metadata(item, 'text')
        return HitData(page.request.link(item), HighlightedText.of(title.text), title.lang,
                       HighlightedText.running(text(document)[:LOOKED_THROUGH]),
                       self._meta(document, item))

    def _meta(self, document, item) -> str:
        """Return the HTML of kind, day, section and site."""
        page = self._page
        moment, day = day_of(page, document)
        kind = page.request.localizer.translate(kind_of(item, page.request.registry, page.tag))
        parts = [f'<span class="kind">{escape(kind)}</span>'] if kind else []
        if moment:
            parts.append(f'<time datetime="{moment[:10]}">{escape(day)}</time>')
        place = item.__parent__
        parts += cached(page, 'place of hits', lambda: _place_of(page, place), reads=(place,))
        return f'<p class="meta">{" ".join(parts)}</p>'

    def _read(self, document) -> HitVersions:
        """Return the versions of all that the hit of ``document`` reads."""
        tag = self._page.language.tag
        if tag != DEFAULT:
            item = item_of(document)
            own, place, file = versions_of(tag, item), item.__parent__, getattr(item, 'file', None)
        else:
            own = self._versions.of(document)
            place, file = self._around(document, own)
        return HitVersions(
            own, self._place(place), b'' if file is None else self._versions.of(file))

    def _around(self, item, own: bytes):
        """Return the place and the file of ``item``, which is not loaded for that if they are
        cached under its version ``own``.
        """
        if item._p_changed is not None:
            return item.__parent__, getattr(item, 'file', None)
        found = cached(self._page, 'location', lambda: Location(
            item.__parent__._p_oid, getattr(getattr(item, 'file', None), '_p_oid', None)),
            reads=(), varies=(own,))
        return [oid and item._p_jar.get(oid) for oid in found]

    def _place(self, place) -> bytes:
        """Return the versions of a place that items lie in, and of all above it."""
        found = self._places.get(place.__oid__)
        if found is None:
            found = self._places[place.__oid__] = versions_of(self._page.language.tag, place)
        return found


def _row_of(hit, below):
    return _ROW.format(
        escape(hit.address), _lang(hit.lang), hit.title, hit.piece, hit.meta, below)


def _place_of(page, place) -> tuple[str, ...]:
    """Return the HTML of the section and the site that ``place`` is or lies in."""
    parts = []
    if hasattr(place, 'in_menu'):
        section = page.say(place, 'short_title', 'title')
        if section.text:
            parts.append(f'<span{_lang(section.lang)}>{escape(section.text)}</span>')
    site = other_site(page, place)
    if site:
        said, address = site
        parts.append(f'<a href="{escape(address)}"{_lang(said.lang)}>{escape(said.text)}</a>')
    return tuple(parts)


def _lang(tag):
    return f' lang="{tag}"' if tag else ''
