"""Segments: the paragraphs of an HTML body, each with a key that says what it holds.

A segment is the run of words and inline elements in one block element: ``p``, ``li``, a heading,
a cell.  Its key changes when, and only when, a reader would see another paragraph, so two bodies
are compared by their keys alone.
"""
import html
import re
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from typing import NamedTuple

from .normal import nfc

#: Bytes of a key: two of a million segments are alike by accident once in ten million portals.
KEY_BYTES = 8
#: Inline elements around a word that are told apart; keeps hostile nesting linear.
MOST_MARKS = 50
#: Elements that stand inside a paragraph; any other begins or ends one.
INLINE = frozenset(
    'a abbr b bdi bdo br cite code data del dfn em font i img ins kbd label mark q rp rt ruby s '
    'samp small span strong sub sup time tt u var wbr'.split())
VOID = frozenset('area base br col embed hr img input link meta source track wbr'.split())
_HIDDEN = frozenset(('script', 'style', 'template', 'title', 'textarea'))

# "<" ends an unfinished tag: that keeps the search linear on hostile input.
_PIECE = re.compile(
    r'<!--(?:(?!-->).)*(?:-->|\Z)'
    r'|<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)'
    r'(?P<rest>(?:[^<>"\']|"[^"]*"|\'[^\']*\')*)>', re.DOTALL)
_ATTRIBUTE = re.compile(r'([^\s"\'<>/=]+)(?:\s*=\s*("[^"]*"|\'[^\']*\'|[^\s"\'=<>`]+))?')
#: A longer word is taken in pieces: putting marks in order takes time by the square of them.
_WORD = re.compile(r'\s+|(?:[^\W_]|[\u0300-\u036f]){1,64}|[\W_]')

#: Sorted pairs of name and value, without ``id``, which must not be given twice.
Attributes = tuple[tuple[str, str], ...]


class Mark(NamedTuple):
    """An inline element that words stand in."""

    name: str
    attributes: Attributes

    @property
    def opening(self) -> str:
        """Its start tag."""
        return _start(self.name, self.attributes)


class Word(NamedTuple):
    """A word, a sign, a blank, or an element without content.

    ``text``: what a reader sees; of an element, its start tag.  ``marks``: the ``Mark`` of each
    inline element around it, outermost first.  ``is_element``: whether ``text`` is a tag.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    is_element: bool = False

    @property
    def attributes(self) -> dict[str, str]:
        """Its attributes; of a word, none."""
        return dict(_attributes(self.text[1:-1].partition(' ')[2])) if self.is_element else {}

    @property
    def html(self) -> str:
        """Itself as HTML, without its marks."""
        return self.text if self.is_element else html.escape(self.text, quote=False)


@dataclass(frozen=True)
class Segment:
    """One paragraph.  ``kind``: name of the block element around it, ``''`` for none.

    ``words``: blanks are single but in ``pre``.  ``start``: where it begins in
    the body, right behind the tag of the block element before it; does not count in comparing.
    """

    kind: str
    words: tuple[Word, ...]
    start: int = field(default=0, compare=False)

    @cached_property
    def text(self) -> str:
        """What a reader sees, on one line, in NFC."""
        return nfc(' '.join(''.join(
            word.text for word in self.words if not word.is_element).split()))

    @cached_property
    def key(self) -> bytes:
        """``KEY_BYTES`` bytes that tell its words and their markup."""
        digest = blake2b(self.kind.encode(), digest_size=KEY_BYTES)
        for word in self.words:
            digest.update(repr((nfc(word.text), word.marks)).encode('utf-8', 'backslashreplace'))
        return digest.digest()


class Tag(NamedTuple):
    """A start or end tag of a block element, as it is written."""

    name: str
    is_end: bool
    html: str


def segments(body: str) -> list[Segment]:
    """Return the ``Segment`` list of the HTML ``body``, in reading order.

    Meant for markup that has been cleaned; on anything else it does not fail either.  Takes time
    by the length of ``body`` alone.

    >>> [(each.kind, each.text) for each in segments('<h2>Một</h2><ul><li>hai <b>ba</b></ul>')]
    [('h2', 'Một'), ('li', 'hai ba')]
    """
    return [part for part in parts(body) if isinstance(part, Segment)]


def lines(text: str) -> list[Segment]:
    """Return the ``Segment`` of each line of plain ``text`` that is not blank."""
    return [Segment('', tuple(map(Word, _WORD.findall(line.strip()))))
            for line in text.split('\n') if line.strip()]


def parts(body: str) -> list[Tag | Segment]:
    """Return the ``Tag`` of each block element and the ``Segment`` of each run between them."""
    return _Reader(body).found


class _Reader:
    """Reads a body once, from its start to its end."""

    def __init__(self, body: str) -> None:
        self.found: list[Tag | Segment] = []
        self._words: list[Word] = []
        self._marks: list[Mark] = []
        self._blocks: list[str] = []
        self._hidden: str | None = None
        self._start = at = 0
        for piece in _PIECE.finditer(body):
            self._text(body[at:piece.start()])
            self._piece(piece)
            at = piece.end()
        self._text(body[at:])
        self._end_of_segment()

    def _piece(self, piece: re.Match[str]) -> None:
        name = (piece['name'] or '').lower()
        if not name:
            return
        if self._hidden or name in _HIDDEN:
            self._hide(name, bool(piece['end']))
        elif name not in INLINE:
            self._block(name, bool(piece['end']), piece[0])
            self._start = piece.end()
        elif name in VOID:
            tag = _start(name, _attributes(piece['rest']))
            self._words.append(Word(tag, tuple(self._marks[:MOST_MARKS]), True))
        elif piece['end']:
            self._close_mark(name)
        else:
            self._marks.append(Mark(name, _attributes(piece['rest'])))

    def _hide(self, name: str, is_end: bool) -> None:
        if self._hidden is None and not is_end:
            self._hidden = name
        elif self._hidden == name and is_end:
            self._hidden = None

    def _block(self, name: str, is_end: bool, source: str) -> None:
        self._end_of_segment()
        self.found.append(Tag(name, is_end, source))
        if name in VOID:
            return
        if not is_end:
            self._blocks.append(name)
        elif self._blocks and self._blocks[-1] == name:
            self._blocks.pop()

    def _close_mark(self, name: str) -> None:
        if self._marks and self._marks[-1].name == name:
            self._marks.pop()

    def _text(self, source: str) -> None:
        if not source or self._hidden:
            return
        keep = 'pre' in self._blocks[-1:]
        marks = tuple(self._marks[:MOST_MARKS])
        for text in _WORD.findall(html.unescape(source)):
            if keep or not text.isspace():
                self._words.append(Word(text, marks))
            elif self._words and self._words[-1].text != ' ':
                self._words.append(Word(' ', marks))

    def _end_of_segment(self) -> None:
        words, self._words = self._words, []
        while words and words[-1].text.isspace():
            words.pop()
        if words:
            kind = self._blocks[-1] if self._blocks else ''
            self.found.append(Segment(kind, tuple(words), self._start))


def _attributes(source: str) -> Attributes:
    """Return the sorted pairs of name and value in ``source``, a start tag after its name."""
    found: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(source):
        quoted = value[:1] in ('"', "'")
        found.setdefault(name.lower(), html.unescape(value[1:-1] if quoted else value))
    found.pop('id', None)
    return tuple(sorted(found.items()))


def _start(name: str, attributes: Attributes) -> str:
    return '<{}>'.format(' '.join([
        name, *(f'{key}="{html.escape(value)}"' for key, value in attributes)]))
