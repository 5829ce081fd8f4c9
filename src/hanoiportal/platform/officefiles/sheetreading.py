"""The cells of a workbook (XLSX, ISO/IEC 29500): what people bring, read row by row."""
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO
from zipfile import BadZipFile, ZipFile

from ...base.csvfile import BadLines
from ...base.i18n import _
from ...base.lazily import lazily

if TYPE_CHECKING:
    from lxml import etree
else:
    etree = lazily('lxml.etree')

_MAIN = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
_RELATIONS = '{http://schemas.openxmlformats.org/package/2006/relationships}'
_ID = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id'
_PLACE = re.compile(r'([A-Z]{1,3})[0-9]{1,7}')
_LETTERS = 26
#: Cells of a row.
_MOST_CELLS = 500


def cells(content: BinaryIO) -> Iterator[tuple[int, list[str]]]:
    """See ``IOfficeFiles.cells``."""
    try:
        with ZipFile(content) as book:
            texts = _texts(book)
            root = _part(book, _first_sheet(book))
            for at, row in enumerate(root.iter(f'{_MAIN}row'), 1):
                number = int(row.get('r') or at)
                yield number, _row(row, number, texts)
    except (BadZipFile, KeyError, IndexError, ValueError, SyntaxError) as error:
        if isinstance(error, BadLines):
            raise
        raise BadLines([(0, _('Không đọc được bảng tính này.'))]) from None


def _part(book: ZipFile, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(book.read(name), parser)


def _first_sheet(book: ZipFile) -> str:
    sheet = next(_part(book, 'xl/workbook.xml').iter(f'{_MAIN}sheet'))
    for each in _part(book, 'xl/_rels/workbook.xml.rels').iter(f'{_RELATIONS}Relationship'):
        if each.get('Id') == sheet.get(_ID):
            target = each.get('Target', '')
            return target.lstrip('/') if target.startswith('/') else f'xl/{target}'
    raise KeyError(_ID)


def _texts(book: ZipFile) -> list[str]:
    name = 'xl/sharedStrings.xml'
    if name not in book.namelist():
        return []
    return [_text(each) for each in _part(book, name).iter(f'{_MAIN}si')]


def _text(element: etree._Element) -> str:
    return ''.join(each.text or '' for each in element.iter(f'{_MAIN}t'))


def _row(row: etree._Element, number: int, texts: list[str]) -> list[str]:
    found: list[str] = []
    for cell in row.iter(f'{_MAIN}c'):
        if cell.find(f'{_MAIN}f') is not None:
            raise BadLines([(number, _('Dòng có ô là công thức; hãy chỉ ghi giá trị.'))])
        place = _column(cell.get('r'), len(found))
        if place > _MOST_CELLS:
            raise BadLines([(number, _('Dòng có nhiều ô hơn số cột của dòng đầu.'))])
        found += [''] * (place + 1 - len(found))
        found[place] = _value(cell, texts)
    while found and not found[-1].strip():
        found.pop()
    return found


def _column(place: str | None, following: int) -> int:
    matched = _PLACE.fullmatch(place or '')
    if matched is None:
        return following
    number = 0
    for letter in matched[1]:
        number = number * _LETTERS + ord(letter) - ord('A') + 1
    return number - 1


def _value(cell: etree._Element, texts: list[str]) -> str:
    kind, value = cell.get('t', 'n'), cell.findtext(f'{_MAIN}v') or ''
    if kind == 's':
        return texts[int(value)]
    if kind == 'inlineStr':
        return _text(cell)
    if kind != 'n' or not value:
        return value
    return str(int(float(value))) if float(value).is_integer() else value
