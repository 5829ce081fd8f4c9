"""Word, Excel and PowerPoint of 97 to 2003: text in fonts of before Unicode is found.

They are not converted: saved as DOCX, XLSX or PPTX they are.  Of Word ([MS-DOC]) and PowerPoint
([MS-PPT]) is read which fonts the file names and which text it has, not which stretch has which
font: a paragraph counts if it reads as Vietnamese in the encoding of such a font alone.
"""
import os
import re
import struct
from collections.abc import Iterator
from io import BytesIO

import olefile
import xlrd
from hanoiportal.base.text import convert, is_syllable, legacy_encoding, nfc

from .names import Face, face_of
from .stretches import Found, Stretch, is_unicode

_WORD_FIB, _ENCRYPTED, _SECOND_TABLE = 0xA5EC, 0x0100, 0x0200
#: Offsets in the head of a Word file ([MS-DOC], 2.5.1 to 2.5.6).
_FLAGS, _FONTS_AT, _PIECES_AT, _OLDEST = 0x0A, 0x112, 0x1A2, 0xC1
_SHORT_PIECE = 0x40000000
#: Kinds of records ([MS-PPT], 2.13.24).
_SLIDE, _LIST, _PERSIST, _FONT, _WIDE, _NARROW = 1006, 4080, 1011, 4023, 4000, 4008
_DEEPEST = 30
_WORD = re.compile('[a-zA-Z\u00a1-\u00fe]+')


class Unread(Exception):
    """The file cannot be read: it is encrypted, broken or older still."""


def _telling(text: str, fonts: list[str]) -> list[str]:
    """Return which of ``fonts``, or of the encodings, ``text`` is typed for."""
    encoding = legacy_encoding(text)
    if encoding:
        return [font for font in fonts if _encoding(font) == encoding] or [encoding.upper()]
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return [font for font in fonts if _encoding(font) and not is_unicode([text], _encoding(font))
            and any(_only_there(word, _encoding(font)) for word in words)]


def _encoding(font: str) -> str:
    return (face_of(font) or Face('')).encoding


def _only_there(word: str, encoding: str) -> bool:
    there = nfc(convert(word, encoding).lower())
    return is_syllable(there) and not is_syllable(nfc(word.lower()))


def _look(found: Found, text: str, fonts: list[str], place: str) -> None:
    telling = _telling(text, fonts)
    if telling and place not in found.left:
        found.left.append(place)
    found.fonts += [font for font in telling if font not in found.fonts]


def words_of_97(content: bytes) -> Found:
    """Return what is found in the Word file ``content``; places are numbers of paragraphs."""
    found = Found()
    with olefile.OleFileIO(BytesIO(content)) as ole:
        main = ole.openstream('WordDocument').read()
        magic, version = struct.unpack_from('<HH', main)
        flags, = struct.unpack_from('<H', main, _FLAGS)
        if magic != _WORD_FIB or version < _OLDEST or flags & _ENCRYPTED:
            raise Unread
        table = ole.openstream('1Table' if flags & _SECOND_TABLE else '0Table').read()
    fonts = [font for font in _fonts(_slice(main, table, _FONTS_AT)) if face_of(font)]
    text = ''.join(_pieces(main, _slice(main, table, _PIECES_AT)))
    paragraphs = [part for part in re.split('[\r\x07\x0c]', text) if part.strip()]
    for number, paragraph in enumerate(paragraphs, 1):
        _look(found, paragraph, fonts, str(number))
    return found


def _slice(main: bytes, table: bytes, where: int) -> bytes:
    start, length = struct.unpack_from('<II', main, where)
    return table[start:start + length]


def _fonts(table: bytes) -> Iterator[str]:
    """Yield the names in the table of fonts ([MS-DOC], 2.9.286): each entry begins with its
    length, 39 bytes later with the name in UTF-16.
    """
    at = 4
    while at < len(table):
        length = table[at]
        yield table[at + 40:at + 1 + length].decode('utf-16-le', 'replace').partition('\0')[0]
        at += 1 + length


def _pieces(main: bytes, clx: bytes) -> Iterator[str]:
    """Yield the text, piece after piece ([MS-DOC], 2.4.1)."""
    at = 0
    while at < len(clx) and clx[at] == 1:
        at += 3 + struct.unpack_from('<H', clx, at + 1)[0]
    if at >= len(clx):
        raise Unread
    count = (struct.unpack_from('<I', clx, at + 1)[0] - 4) // 12
    at += 5
    ends = struct.unpack_from(f'<{count + 1}I', clx, at)
    for number in range(count):
        place, = struct.unpack_from('<I', clx, at + 4 * (count + 1) + 8 * number + 2)
        length = ends[number + 1] - ends[number]
        if place & _SHORT_PIECE:
            start = (place & ~_SHORT_PIECE) // 2
            yield main[start:start + length].decode('cp1252', 'replace')
        else:
            yield main[place:place + 2 * length].decode('utf-16-le', 'replace')


def slides_of_97(content: bytes) -> Found:
    """Return what is found in the PowerPoint file ``content``; places are numbers of slides."""
    found = Found()
    with olefile.OleFileIO(BytesIO(content)) as ole:
        if ole.exists('EncryptedSummary'):
            raise Unread
        records = list(_records(ole.openstream('PowerPoint Document').read()))
    fonts = [name for kind, _slide, data in records if kind == _FONT
             for name in [data[:64].decode('utf-16-le', 'replace').partition('\0')[0]]
             if face_of(name)]
    for kind, slide, data in records:
        if kind in (_WIDE, _NARROW):
            text = data.decode('utf-16-le' if kind == _WIDE else 'latin-1', 'replace')
            _look(found, text, fonts, str(slide) if slide else 'master')
    return found


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield kind, number of the slide (0: none) and bytes of the records that hold no others."""
    drawn = 0

    def walk(start: int, end: int, slide: int, depth: int) -> Iterator[tuple[int, int, bytes]]:
        nonlocal drawn
        while start + 8 <= end:
            version, kind, length = struct.unpack_from('<HHI', stream, start)
            inner, start = start + 8, start + 8 + length
            if version & 0xF != 0xF:
                slide += kind == _PERSIST
                yield kind, slide, stream[inner:start]
            elif depth < _DEEPEST:
                drawn += kind == _SLIDE
                inside = drawn if kind == _SLIDE else 0 if kind == _LIST else slide
                yield from walk(inner, min(start, end), inside, depth + 1)

    yield from walk(0, len(stream), 0, 0)


def sheets_of_97(content: bytes) -> Found:
    """Return what is found in the Excel file ``content``; places are those of cells."""
    found = Found()
    with open(os.devnull, 'w', encoding='utf-8') as nowhere:
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=nowhere)
    for sheet in book.sheets():
        for row in range(sheet.nrows):
            for column in range(sheet.row_len(row)):
                if sheet.cell_type(row, column) == xlrd.XL_CELL_TEXT:
                    _look_at_cell(found, book, sheet, row, column)
    found.left += found.changed
    return found


def _look_at_cell(found: Found, book: xlrd.Book, sheet: xlrd.sheet.Sheet, row: int,
                  column: int) -> None:
    text = sheet.cell_value(row, column)
    style = book.xf_list[sheet.cell_xf_index(row, column)]
    runs = [(0, style.font_index), *sheet.rich_text_runlist_map.get((row, column), ())]
    ends = [start for start, _font in runs[1:]] + [len(text)]
    found.convert([Stretch(_Holder(text[start:end]), book.font_list[font].name)
                   for (start, font), end in zip(runs, ends, strict=True)],
                  f'{sheet.name}!{xlrd.cellname(row, column)}')


class _Holder:
    def __init__(self, text: str) -> None:
        self.text: str | None = text
