"""A text that is looked at: its fields, and what its HTML is made of."""
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from ...base.text.segments import Mark, Segment, Word, lines, parts
from ...kernel.tree.resources import Described

#: Fields of plain text in which people write prose of their own.
PROSE = ('title', 'summary')
HEADINGS = {'h2': 2, 'h3': 3, 'h4': 4, 'h5': 5}


class Passage(NamedTuple):
    """A paragraph.  ``kind``: name of its element, ``''`` for plain text."""

    field: str
    position: int
    kind: str
    text: str


class Link(NamedTuple):
    """A link.  ``text``: what a reader hears of it, alternative texts of images included."""

    position: int
    address: str
    text: str


class Picture(NamedTuple):
    """An image.  ``alt``: ``None`` if nothing is said."""

    position: int
    source: str
    alt: str | None


class Table(NamedTuple):
    """A table.  ``position``: of its first paragraph."""

    position: int
    has_headers: bool
    cells: int


class Outline:
    """What an HTML body is made of, read once."""

    def __init__(self, body: str) -> None:
        self._parts = parts(body)
        self.segments = [part for part in self._parts if isinstance(part, Segment)]

    @cached_property
    def headings(self) -> list[tuple[int, str, int]]:
        """Level, text and position of each; the text of an empty heading is ``''``."""
        found: list[tuple[int, str, int]] = []
        position, opened = 0, None
        for part in self._parts:
            if isinstance(part, Segment):
                if part.kind in HEADINGS and opened is not None:
                    found.append((HEADINGS[part.kind], part.text, position))
                    opened = None
                position += 1
            elif part.name in HEADINGS:
                if part.is_end and opened is not None:
                    found.append((opened, '', position))
                opened = None if part.is_end else HEADINGS[part.name]
        return found

    @cached_property
    def links(self) -> list[Link]:
        """Each link."""
        found = []
        for position, segment in enumerate(self.segments):
            for mark, run in groupby(segment.words, _link_of):
                address = dict(mark.attributes).get('href', '') if mark else ''
                if mark and address:
                    found.append(Link(position, address.strip(), ''.join(map(_said, run)).strip()))
        return found

    @cached_property
    def pictures(self) -> list[Picture]:
        """Each image."""
        return [Picture(position, found.get('src', ''), found.get('alt'))
                for position, segment in enumerate(self.segments) for word in segment.words
                if word.is_element and word.text.startswith('<img')
                for found in [word.attributes]]

    @cached_property
    def tables(self) -> list[Table]:
        """Each table; of one inside another only the outer one counts."""
        found: list[Table] = []
        position, depth, begun, headers, cells = 0, 0, 0, False, 0
        for part in self._parts:
            if isinstance(part, Segment):
                position += 1
            elif part.name == 'table':
                depth += -1 if part.is_end else 1
                if depth == 1 and not part.is_end:
                    begun, headers, cells = position, False, 0
                elif depth == 0:
                    found.append(Table(begun, headers, cells))
            elif part.name in ('th', 'td') and not part.is_end:
                headers, cells = headers or part.name == 'th', cells + 1
        return found


@dataclass(frozen=True)
class Draft:
    """What is checked.  ``document``: the item or translation, with its ``working_copy``.

    ``values``: ``{field: value}``.  ``fields``: names of all fields of its kind; ``rich``: those
    that hold HTML.  ``language``: BCP 47 tag.  ``optional``: those that nobody misses.
    """

    document: Described
    working_copy: Described
    values: dict[str, object]
    fields: tuple[str, ...]
    rich: tuple[str, ...]
    language: str
    optional: tuple[str, ...] = ()

    @cached_property
    def outlines(self) -> dict[str, Outline]:
        """By name, each of the fields with HTML."""
        return {name: Outline(self.text(name)) for name in self.rich}

    @cached_property
    def passages(self) -> list[Passage]:
        """Each paragraph of the fields in which people write prose."""
        plain = [(name, lines(self.text(name))) for name in PROSE if name in self.fields]
        rich = [(name, outline.segments) for name, outline in self.outlines.items()]
        return [Passage(name, position, segment.kind, segment.text)
                for name, found in (*plain, *rich) for position, segment in enumerate(found)]

    def text(self, name: str) -> str:
        """Return the value of the field ``name`` if it is a text, else ``''``."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ''


def _link_of(word: Word) -> Mark | None:
    return next((mark for mark in word.marks if mark.name == 'a'), None)


def _said(word: Word) -> str:
    return word.attributes.get('alt', '') if word.is_element else word.text
