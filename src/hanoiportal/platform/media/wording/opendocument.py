"""The lines of an OpenDocument text (ODT, ISO/IEC 26300)."""
from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator

from lxml import etree

from ..legacyfonts.package import Package
from .found import (
    BROKEN,
    MACROS,
    PICTURES,
    REMARKS,
    TRACKED,
    FoundText,
    bullets,
    pages_in,
    rows,
    split,
)
from .wordnumbers import formatted

_URN = 'urn:oasis:names:tc:opendocument:xmlns:{}:1.0'
TEXT, TABLE, DRAW, STYLE, OFFICE, META = (
    '{' + _URN.format(name) + '}' for name in (
        'text', 'table', 'drawing', 'style', 'office', 'meta'))
#: ``style:num-format``, and what Word calls it.
_FORMATS = {'1': 'decimal', 'a': 'lowerLetter', 'A': 'upperLetter', 'i': 'lowerRoman',
            'I': 'upperRoman', '': 'none'}
_MOST_BLANKS = 1000


def read_opendocument(package: Package, pictured: bool = False) -> FoundText:
    """Return what stands in the OpenDocument text ``package``; ``pictured``: see ``judged``."""
    if any(name.startswith(('Basic/', 'Scripts/')) for name in package.names):
        return FoundText(refused=MACROS)
    root = package.part('content.xml')
    body = None if root is None else root.find(f'{OFFICE}body/{OFFICE}text')
    if root is None or body is None:
        return FoundText(refused=BROKEN)
    if any(True for _each in root.iter(f'{TEXT}changed-region')):
        return FoundText(refused=TRACKED)
    found = _Reader(root, package.part('styles.xml')).read(body)
    told = package.part('meta.xml')
    counted = None if told is None else next(told.iter(f'{META}document-statistic'), None)
    pages = '' if counted is None else counted.get(f'{META}page-count', '')
    found.pages = pages_in(pages)
    return found.judged(pictured)


class ListMarks:
    """Counts lists by their style and level.  ``parts``: ``styles.xml`` and ``content.xml``."""

    def __init__(self, *parts: etree._Element | None) -> None:
        self._counts: dict[str, list[int]] = {}
        self._lists = {
            each.get(f'{STYLE}name'): {level.get(f'{TEXT}level'): level for level in each}
            for part in parts if part is not None
            for each in part.iter(f'{TEXT}list-style')}

    def begin(self, listed: etree._Element, style: str, level: int) -> None:
        """Begin to count ``listed``, unless it goes on from another."""
        counts = self._counts.setdefault(style, [])
        if listed.get(f'{TEXT}continue-numbering') != 'true':
            del counts[level - 1:]

    def is_bulleted(self, style: str, level: int) -> bool:
        """Return whether a list has signs in place of numbers, or nothing."""
        here = self._lists.get(style, {}).get(str(level))
        return here is None or bool(here.tag == f'{TEXT}list-level-style-bullet')

    def mark(self, style: str, level: int, item: etree._Element) -> str:
        """Return what is printed before ``item``, and count it; ``''`` for nothing."""
        levels, counts = self._lists.get(style, {}), self._counts[style]
        here = levels.get(str(level))
        if here is None:
            return ''
        if here.tag == f'{TEXT}list-level-style-bullet':
            return bullets(here.get(f'{TEXT}bullet-char', '-'))
        del counts[level:]
        while len(counts) < level:
            counts.append(self._start(levels.get(str(len(counts) + 1))) - 1)
        start = item.get(f'{TEXT}start-value')
        counts[level - 1] = int(start) if start else counts[level - 1] + 1
        shown = int(here.get(f'{TEXT}display-levels', '1'))
        numbers = [formatted(max(counts[at - 1], 1), _FORMATS.get(
            levels[str(at)].get(f'{STYLE}num-format', ''), 'decimal'))
            for at in range(level - shown + 1, level + 1) if str(at) in levels]
        return (here.get(f'{STYLE}num-prefix', '') + '.'.join(filter(None, numbers))
                + here.get(f'{STYLE}num-suffix', ''))

    @staticmethod
    def _start(level: etree._Element | None) -> int:
        return 1 if level is None else int(level.get(f'{TEXT}start-value', '1'))


class Blocks(ABC):
    """Walks through ``content.xml``; a subclass says what each kind of block becomes."""

    def _blocks(self, parent: etree._Element) -> Iterator[str]:
        for each in parent:
            if each.tag in (f'{TEXT}p', f'{TEXT}h'):
                yield from self._text(each)
            elif each.tag == f'{TEXT}list':
                yield from self._list(each, each.get(f'{TEXT}style-name', ''), 1)
            elif each.tag == f'{TABLE}table':
                yield from self._table(each)
            elif each.tag == f'{DRAW}frame':
                yield from self._frame(each)
            elif isinstance(each.tag, str) and each.tag not in (
                    f'{TEXT}tracked-changes', f'{TEXT}sequence-decls'):
                yield from self._blocks(each)

    def _frame(self, frame: etree._Element) -> Iterator[str]:
        boxes = frame.findall(f'{DRAW}text-box')
        for box in boxes:
            yield from self._blocks(box)
        if not boxes:
            yield from self._picture(frame)

    @abstractmethod
    def _text(self, each: etree._Element) -> Iterator[str]:
        """Yield what a paragraph or heading becomes."""

    @abstractmethod
    def _list(self, listed: etree._Element, style: str, level: int) -> Iterator[str]:
        """Yield what a list becomes.  ``style``: of the list around it.  ``level``: from 1."""

    @abstractmethod
    def _table(self, table: etree._Element) -> Iterator[str]:
        """Yield what a table becomes."""

    @abstractmethod
    def _picture(self, frame: etree._Element) -> Iterator[str]:
        """Yield what a frame without text becomes."""


class _Reader(Blocks):
    """Reads ``content.xml``."""

    def __init__(self, root: etree._Element, styles: etree._Element | None) -> None:
        self._found = FoundText()
        self._notes: list[str] = []
        self._marks = ListMarks(styles, root)

    def read(self, body: etree._Element) -> FoundText:
        self._found.lines = [*self._blocks(body), *self._notes]
        return self._found

    def _text(self, each: etree._Element) -> Iterator[str]:
        return self._paragraph(each, '')

    def _list(self, listed: etree._Element, style: str, level: int) -> Iterator[str]:
        own = listed.get(f'{TEXT}style-name', style)
        self._marks.begin(listed, own, level)
        for item in listed:
            if item.tag not in (f'{TEXT}list-item', f'{TEXT}list-header'):
                continue
            marked = item.tag == f'{TEXT}list-header'
            for each in item:
                if each.tag == f'{TEXT}list':
                    yield from self._list(each, own, level + 1)
                elif each.tag in (f'{TEXT}p', f'{TEXT}h'):
                    yield from self._paragraph(
                        each, '' if marked else self._marks.mark(own, level, item))
                    marked = True

    def _paragraph(self, paragraph: etree._Element, mark: str) -> Iterator[str]:
        frames: list[etree._Element] = []
        text = ''.join(self._words(paragraph, frames))
        yield from split(f'{mark} {text}' if mark and text.strip() else text)
        for frame in frames:
            yield from self._frame(frame)

    def _table(self, table: etree._Element) -> Iterator[str]:
        yield from rows([[list(self._blocks(cell)) for cell in row
                          if cell.tag == f'{TABLE}table-cell'] for row in rows_of(table)])

    def _picture(self, frame: etree._Element) -> Iterator[str]:
        self._found.left_out[PICTURES] += 1
        return iter(())

    def _words(self, parent: etree._Element, frames: list[etree._Element]) -> Iterator[str]:
        yield parent.text or ''
        for each in parent:
            sign = sign_of(each)
            if sign is not None:
                yield sign
            elif each.tag == f'{DRAW}frame':
                frames.append(each)
            elif not self._set_aside(each):
                yield from self._words(each, frames)
            yield each.tail or ''

    def _set_aside(self, each: etree._Element) -> bool:
        """Return whether ``each`` holds no words of its paragraph; notes are read."""
        if each.tag == f'{TEXT}note':
            self._notes += self._blocks(each.find(f'{TEXT}note-body'))
        elif each.tag == f'{OFFICE}annotation':
            self._found.left_out[REMARKS] += 1
        else:
            return not isinstance(each.tag, str)
        return True


def sign_of(each: etree._Element) -> str | None:
    """Return the text that ``each`` is by itself, ``None`` if it is none."""
    if each.tag == f'{TEXT}s':
        return ' ' * min(int(each.get(f'{TEXT}c', '1')), _MOST_BLANKS)
    return {f'{TEXT}tab': ' ', f'{TEXT}line-break': '\n'}.get(each.tag)


def rows_of(table: etree._Element) -> list[etree._Element]:
    """Return the rows of ``table``, without those of tables in it."""
    return [row for row in table.iter(f'{TABLE}table-row')
            if next(row.iterancestors(f'{TABLE}table')) is table]
