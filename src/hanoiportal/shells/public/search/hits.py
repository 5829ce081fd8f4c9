"""What a search has found, as a reader sees it: rows of HTML.

Of a document is kept what is told of it whatever was asked for, as long as nothing is written that
it was read from: the document, its translations, its file and the places above it.  Of one that
is known so, only the serial of its record is looked up.
"""
from collections.abc import Callable
from html import escape
from sys import getsizeof
from typing import NamedTuple

from ....base.i18n import DEFAULT
from ....kernel.storage.snapshot import serial_of
from ..lists.rows import kind_of, other_site
from ..page.dates import machine_moment, shown_day
from ..page.kept import ITexts, kept_of_item, serials, texts
from ..page.stamps import stamps_of
from ..page.wording import item_of
from .marks import Text
from .pointing import pointing

#: Bytes that something kept takes besides its texts, nearly.
AROUND = 800
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

    ``html``: a function without arguments that returns their ``<li>`` as one string.
    """

    key: tuple
    html: Callable


class _Told(NamedTuple):
    """What is told of a document whatever was asked for."""

    address: str
    title: Text
    lang: str | None
    body: Text
    meta: str

    @property
    def size(self):
        """Bytes that it takes in memory, nearly."""
        return AROUND + self.title.size + self.body.size + getsizeof(self.meta)


class _Around(NamedTuple):
    """Ids of the place that an item lies in and of its file, ``None`` if it has none."""

    place: bytes
    file: bytes | None
    size = AROUND

    @classmethod
    def of(cls, item):
        """Return those of ``item``."""
        return cls(item.__parent__._p_oid, getattr(getattr(item, 'file', None), '_p_oid', None))


class _Place:
    """What is told of a place that items lie in, as HTML; another one as soon as the place, or
    anything above it, is.
    """

    size = AROUND

    def __init__(self, told):
        self.told = told


class Hits:
    """What is shown of all that one page has found.

    ``page``: the ``Layout``.  ``asked``: the ``marks.Asked`` words.
    """

    def __init__(self, page, asked):
        self._page, self._asked = page, asked
        self._texts, self._serials = texts(page), serials(page)
        self._places = {}

    def rows(self, documents, below):
        """Return the ``Rows`` of ``documents``, items or translations.

        ``below``: a tuple, the HTML that stands below each.
        """
        keys = [self._key(document) for document in documents]
        return Rows((self._asked.key, *keys, *below) if keys else (), lambda: ''.join(
            [_row_of(self._hit(document, key), html)
             for document, key, html in zip(documents, keys, below, strict=True)]))

    def hit(self, document):
        """Return the ``Hit`` of an item or translation."""
        return self._hit(document, self._key(document))

    def _hit(self, document, key):
        told = self._texts.get(key) or self._texts.keep(key, self._told(document))
        title, piece = self._asked.shown(told.title, told.body)
        address = told.address + pointing(piece.text, piece.runs)
        return Hit(address, title, told.lang, piece.html, told.meta)

    def _told(self, document):
        page, item = self._page, item_of(document)
        title = page.say(item, 'title')
        text = page.request.registry.content.metadata(item, 'text')
        return _Told(page.request.link(item), Text.of(title.text), title.lang,
                     Text.running(text(document)[:LOOKED_THROUGH]), self._meta(document, item))

    def _meta(self, document, item):
        """Return the HTML of kind, day, section and site."""
        page, moment = self._page, document.published_at or item.published_at
        kind = page.request.localizer.translate(kind_of(item, page.request.registry))
        parts = [f'<span class="kind">{escape(kind)}</span>']
        if moment:
            parts.append(f'<time datetime="{machine_moment(moment)[:10]}">'
                         f'{escape(shown_day(moment, page.tag))}</time>')
        parts += self._place(item.__parent__).told
        return f'<p class="meta">{" ".join(parts)}</p>'

    def _key(self, document):
        """Return all that what is told of ``document`` depends on."""
        tag = self._page.language.tag
        if tag != DEFAULT:
            item = item_of(document)
            own, place, file = stamps_of(tag, item), item.__parent__, getattr(item, 'file', None)
        else:
            own = self._stamp(document)
            place, file = self._around(document, own)
        return own, self._place(place), None if file is None else self._stamp(file)

    def _stamp(self, stored):
        """Return the stamp of a persistent object, which is not loaded for that."""
        oid = stored._p_oid
        if stored._p_changed is not None:
            return oid, stored._p_serial
        return oid, self._serials.get(oid) or self._serials.keep(oid, serial_of(stored))

    def _around(self, item, own):
        """Return the place and the file of ``item``, which is not loaded for that if they are
        known under its stamp ``own``.
        """
        if item._p_changed is not None:
            return item.__parent__, getattr(item, 'file', None)
        known = self._texts.get(own) or self._texts.keep(own, _Around.of(item))
        return [oid and item._p_jar.get(oid) for oid in known]

    def _place(self, place):
        """Return the ``_Place`` that items lie in."""
        found = self._places.get(place.__oid__)
        if found is None:
            page = self._page
            found = self._places[place.__oid__] = kept_of_item(
                page, stamps_of(page.language.tag, place), 'hits in it',
                lambda: _Place(_told_of(page, place)), ITexts)
        return found


def _row_of(hit, below):
    return _ROW.format(
        escape(hit.address), _lang(hit.lang), hit.title, hit.piece, hit.meta, below)


def _told_of(page, place):
    """Return the HTML of the section and the site that ``place`` is or lies in, a list."""
    parts = []
    if hasattr(place, 'in_menu'):
        section = page.say(place, 'short_title', 'title')
        if section.text:
            parts.append(f'<span{_lang(section.lang)}>{escape(section.text)}</span>')
    site = other_site(page, place)
    if site:
        said, address = site
        parts.append(f'<a href="{escape(address)}"{_lang(said.lang)}>{escape(said.text)}</a>')
    return parts


def _lang(tag):
    return f' lang="{tag}"' if tag else ''
