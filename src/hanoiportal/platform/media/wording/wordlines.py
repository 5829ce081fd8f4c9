"""The lines of a Word document (DOCX, ECMA-376)."""
from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ..legacyfonts.package import Package
from .found import (
    BROKEN,
    HEADERS,
    HIDDEN,
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
from .wordnumbers import Numbering, W

_TRACKED = {W + name for name in (
    'ins', 'del', 'moveFrom', 'moveTo', 'cellIns', 'cellDel', 'numberingChange')}
_MATH = '{http://schemas.openxmlformats.org/officeDocument/2006/math}t'
_CHOSEN = '{http://schemas.openxmlformats.org/markup-compatibility/2006}'
_PICTURES = ('{http://schemas.openxmlformats.org/drawingml/2006/picture}pic',
             '{urn:schemas-microsoft-com:vml}imagedata')
_BOX = f'{W}txbxContent'
_NOTES = {f'{W}footnoteReference': 'footnotes', f'{W}endnoteReference': 'endnotes'}
#: What stands for signs inside a run.
_SIGNS = {f'{W}tab': ' ', f'{W}noBreakHyphen': '-', f'{W}cr': '\n', f'{W}ptab': ' '}
_PAGES = ('{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}Pages')


def read_word(package: Package, pictured: bool = False) -> FoundText:
    """Return what stands in the Word document ``package``; ``pictured``: see ``judged``."""
    if any(name.endswith('vbaProject.bin') for name in package.names):
        return FoundText(refused=MACROS)
    document = package.part('word/document.xml')
    body = None if document is None else document.find(f'{W}body')
    if body is None:
        return FoundText(refused=BROKEN)
    if any(each.tag in _TRACKED for name, root in package.parts('word') for each in root.iter()):
        return FoundText(refused=TRACKED)
    found = _Reader(package).read(body)
    pages = package.part('docProps/app.xml')
    told = '' if pages is None else pages.findtext(_PAGES) or ''
    found.pages = pages_in(told)
    return found.judged(pictured)


class _Reader:
    """Reads the parts of one document in the order of reading."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._numbers = Numbering(
            package.part('word/numbering.xml'), package.part('word/styles.xml'))
        self._notes: list[str] = []
        self._found = FoundText()

    def read(self, body: etree._Element) -> FoundText:
        self._found.lines = [*self._blocks(body), *self._notes]
        names = self._package.names
        for kind, part in ((HEADERS, 'word/header'), (HEADERS, 'word/footer'),
                           (REMARKS, 'word/comments.xml')):
            self._found.left_out[kind] += sum(
                name.startswith(part) and self._has_words(name) for name in names)
        return self._found

    def _has_words(self, name: str) -> bool:
        root = self._package.part(name)
        return root is not None and any(
            (each.text or '').strip() for each in root.iter(f'{W}t'))

    def _blocks(self, parent: etree._Element) -> Iterator[str]:
        """Yield the lines of paragraphs and tables in ``parent``."""
        for each in _inside(parent):
            if each.tag == f'{W}p':
                yield from self._paragraph(each)
            elif each.tag == f'{W}tbl':
                yield from rows(self._table(each))
            elif each.tag in (f'{W}sdt', f'{W}sdtContent', f'{W}customXml', f'{W}smartTag'):
                yield from self._blocks(each)

    def _table(self, table: etree._Element) -> list[list[list[str]]]:
        return [[list(self._blocks(cell)) for cell in _found_in(row, f'{W}tc')]
                for row in _found_in(table, f'{W}tr')]

    def _paragraph(self, paragraph: etree._Element) -> Iterator[str]:
        boxes: list[etree._Element] = []
        text = ''.join(self._words(paragraph, boxes))
        mark = self._numbers.mark(paragraph.find(f'{W}pPr')) if text.strip() else ''
        yield from split(f'{mark} {text}' if mark else text)
        for box in boxes:
            yield from self._blocks(box)

    def _words(self, parent: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
        """Yield the words in ``parent``; text boxes go to ``boxes``, notes behind the text."""
        for each in _inside(parent):
            sign = _sign(each)
            if sign is not None:
                yield sign
            elif each.tag == _BOX:
                boxes.append(each)
            elif not self._set_aside(each):
                yield from self._words(each, boxes)

    def _set_aside(self, each: etree._Element) -> bool:
        """Return whether ``each`` holds no words of its paragraph; notes are read, and what is
        left out is counted.
        """
        if each.tag in _NOTES:
            self._note(each)
        elif each.tag in _PICTURES:
            self._found.left_out[PICTURES] += 1
        elif each.tag == f'{W}r' and _is_hidden(each):
            self._found.left_out[HIDDEN] += 1
        else:
            return each.tag in (f'{W}pPr', f'{W}rPr', f'{W}instrText')
        return True

    def _note(self, reference: etree._Element) -> None:
        root = self._package.part(f'word/{_NOTES[reference.tag]}.xml')
        for note in () if root is None else root:
            if note.get(f'{W}id') == reference.get(f'{W}id'):
                self._notes += self._blocks(note)


def _inside(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the children of ``parent``; of a choice of two forms of one thing the first."""
    for each in parent:
        if each.tag == f'{_CHOSEN}AlternateContent':
            yield from each[0] if len(each) else ()
        elif isinstance(each.tag, str):
            yield each


def _found_in(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the rows or cells of ``parent``, through what wraps them."""
    for each in _inside(parent):
        if each.tag == tag:
            yield each
        elif each.tag in (f'{W}sdt', f'{W}sdtContent', f'{W}customXml'):
            yield from _found_in(each, tag)


def _is_hidden(run: etree._Element) -> bool:
    vanish = run.find(f'{W}rPr/{W}vanish')
    return vanish is not None and vanish.get(f'{W}val') not in ('0', 'false', 'off')


def _sign(each: etree._Element) -> str | None:
    """Return the text that ``each`` is by itself, ``None`` if it is none."""
    if each.tag in (f'{W}t', _MATH):
        return each.text or ''
    if each.tag == f'{W}br':
        return ' ' if each.get(f'{W}type') in ('page', 'column') else '\n'
    return _symbol(each) if each.tag == f'{W}sym' else _SIGNS.get(each.tag)


def _symbol(symbol: etree._Element) -> str:
    code = int(symbol.get(f'{W}char', '0'), 16)
    return '-' if code < 32 else bullets(chr(code))
