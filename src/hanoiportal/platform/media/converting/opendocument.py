"""An OpenDocument text (ODT) as HTML."""
from __future__ import annotations

from collections.abc import Iterator
from html import escape
from zipfile import ZipFile

from lxml import etree

from ..interfaces import IDS
from ..legacyfonts.package import Package
from ..wording.found import BROKEN
from ..wording.opendocument import (
    DRAW,
    OFFICE,
    STYLE,
    TABLE,
    TEXT,
    Blocks,
    ListMarks,
    read_opendocument,
    rows_of,
    sign_of,
)
from .listmarks import finished
from .made import Markup, TakenPictures
from .preparing import CLOSE, OPEN

_FO = '{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}'
_SVG = '{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}'
_HREF = '{http://www.w3.org/1999/xlink}href'
#: Begins the ids of notes.
_NOTE = f'{IDS}ghi-chu-'
_MOST_SPAN = 100


def opendocument_markup(package: Package, archive: ZipFile) -> Markup:
    """Return what the OpenDocument text ``package`` says; ``archive``: the same, for pictures."""
    read = read_opendocument(package, pictured=True)
    if read.refused:
        return Markup(refused=read.refused)
    root = package.part('content.xml')
    body = None if root is None else root.find(f'{OFFICE}body/{OFFICE}text')
    if root is None or body is None:
        return Markup(refused=BROKEN)
    writer = _Writer(root, package.part('styles.xml'), archive)
    return finished(''.join(writer.written(body)), writer.pictures, read.lines)


class _Writer(Blocks):
    """Writes ``content.xml``.  ``pictures``: those that it met."""

    def __init__(self, root: etree._Element, styles: etree._Element | None,
                 archive: ZipFile) -> None:
        self.pictures = TakenPictures()
        self._archive, self._marks = archive, ListMarks(styles, root)
        self._notes: list[str] = []
        self._looks = {
            each.get(f'{STYLE}name'): each.find(f'{STYLE}text-properties')
            for part in (styles, root) if part is not None for each in part.iter(f'{STYLE}style')}

    def written(self, body: etree._Element) -> Iterator[str]:
        """Yield the HTML, notes last."""
        yield from self._blocks(body)
        if self._notes:
            yield f'<ol>{"".join(self._notes)}</ol>'

    def _text(self, each: etree._Element) -> Iterator[str]:
        if each.tag == f'{TEXT}p':
            return self._paragraph(each, 'p')
        level = min(int(each.get(f'{TEXT}outline-level', '1')) + 1, 5)
        return self._paragraph(each, f'h{level}')

    def _list(self, listed: etree._Element, style: str, level: int) -> Iterator[str]:
        own = listed.get(f'{TEXT}style-name', style)
        self._marks.begin(listed, own, level)
        tag = 'ul' if self._marks.is_bulleted(own, level) else 'ol'
        yield f'<{tag}>'
        for item in listed:
            if item.tag in (f'{TEXT}list-item', f'{TEXT}list-header'):
                yield f'<li>{"".join(self._item(item, own, level))}</li>'
        yield f'</{tag}>'

    def _item(self, item: etree._Element, style: str, level: int) -> Iterator[str]:
        marked = item.tag == f'{TEXT}list-header'
        first = True
        for each in item:
            if each.tag == f'{TEXT}list':
                yield from self._list(each, style, level + 1)
            elif each.tag in (f'{TEXT}p', f'{TEXT}h'):
                mark = '' if marked else self._marks.mark(style, level, item)
                marked = True
                said = f'{OPEN}{mark}{CLOSE}' if mark else ''
                yield from self._paragraph(each, '' if first else 'p', said)
                first = False

    def _paragraph(self, paragraph: etree._Element, tag: str, mark: str = '') -> Iterator[str]:
        frames: list[etree._Element] = []
        text = mark + ''.join(self._words(paragraph, frames))
        if text.strip():
            yield f'<{tag}>{text}</{tag}>' if tag else text
        for frame in frames:
            yield from self._frame(frame)

    def _words(self, parent: etree._Element, frames: list[etree._Element]) -> Iterator[str]:
        yield escape(parent.text or '', quote=False)
        for each in parent:
            sign = sign_of(each)
            if sign is not None:
                yield '<br>' if sign == '\n' else sign
            elif each.tag == f'{DRAW}frame':
                frames.append(each)
            elif each.tag == f'{TEXT}note':
                yield self._note(each)
            elif isinstance(each.tag, str) and each.tag != f'{OFFICE}annotation':
                yield self._inline(each, ''.join(self._words(each, frames)))
            yield escape(each.tail or '', quote=False)

    def _inline(self, each: etree._Element, text: str) -> str:
        if each.tag == f'{TEXT}a':
            return f'<a href="{escape(each.get(_HREF, ""))}">{text}</a>'
        look = self._looks.get(each.get(f'{TEXT}style-name', ''))
        if look is None or not text.strip():
            return text
        if look.get(f'{_FO}font-weight') == 'bold':
            text = f'<strong>{text}</strong>'
        if look.get(f'{_FO}font-style') == 'italic':
            text = f'<em>{text}</em>'
        place = look.get(f'{STYLE}text-position', '').split(' ')[0]
        if place.startswith(('super', 'sub')):
            name = 'sup' if place.startswith('super') else 'sub'
            text = f'<{name}>{text}</{name}>'
        return text

    def _note(self, note: etree._Element) -> str:
        number = len(self._notes) + 1
        self._notes.append('')
        body = note.find(f'{TEXT}note-body')
        said = ''.join(self._blocks(body)) if body is not None else ''
        self._notes[number - 1] = (
            f'<li id="{_NOTE}{number}">{said} <a href="#{_NOTE}o-{number}">↑</a></li>')
        return (f'<sup><a href="#{_NOTE}{number}" id="{_NOTE}o-{number}">[{number}]</a></sup>')

    def _picture(self, frame: etree._Element) -> Iterator[str]:
        image = frame.find(f'{DRAW}image')
        name = '' if image is None else image.get(_HREF, '')
        if name in self._archive.namelist():
            said = frame.findtext(f'{_SVG}desc') or frame.findtext(f'{_SVG}title') or ''
            source = self.pictures.add(self._archive.read(name), said)
            yield f'<p><img src="{source}" alt="{escape(said)}"></p>'

    def _table(self, table: etree._Element) -> Iterator[str]:
        yield '<table>'
        for row in rows_of(table):
            is_head = row.getparent().tag == f'{TABLE}table-header-rows'
            yield f'<tr>{"".join(self._cells(row, "th" if is_head else "td"))}</tr>'
        yield '</table>'

    def _cells(self, row: etree._Element, tag: str) -> Iterator[str]:
        for cell in row:
            if cell.tag == f'{TABLE}table-cell':
                spans = ''.join(
                    f' {name}="{min(int(cell.get(attribute)), _MOST_SPAN)}"'
                    for name, attribute in (('colspan', f'{TABLE}number-columns-spanned'),
                                            ('rowspan', f'{TABLE}number-rows-spanned'))
                    if cell.get(attribute, '1') != '1')
                yield f'<{tag}{spans}>{"".join(self._blocks(cell))}</{tag}>'
