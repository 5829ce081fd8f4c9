"""Sheets of Excel (XLSX): cells have fonts by their style, rich text by each run.

Cells share their strings; one that stands in cells of different fonts is taken apart.
"""
import re
from copy import deepcopy

from lxml import etree

from .drawn import convert_drawn, rename, theme_fonts
from .names import face_of, replacement
from .package import RELATED, Package
from .stretches import Found, Stretch

S = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
_COMMENT = f'{S}comment'
_DRAWN = ('xl/charts', 'xl/diagrams', 'xl/drawings')
_HEADERS = tuple(f'{S}{which}{end}' for which in ('odd', 'even', 'first')
                 for end in ('Header', 'Footer'))
#: Begins a font in the header of a sheet: ``&".VnTime,Bold"``.
_HEADER_FONT = re.compile('&"([^",]*)(,[^"]*)?"')


class _Fonts:
    """The fonts of the styles of cells."""

    def __init__(self, package: Package) -> None:
        root = package.part('xl/styles.xml')
        theme = theme_fonts(package.part('xl/theme/theme1.xml'))
        fonts = [] if root is None else [
            _font(each, theme) for each in root.findall(f'{S}fonts/{S}font')]
        formats = [] if root is None else root.findall(f'{S}cellXfs/{S}xf')
        self._of_style = [fonts[number] if number < len(fonts) else None for number in (
            int(each.get('fontId') or 0) for each in formats)]
        self.first = fonts[0] if fonts else None

    def of(self, cell: etree._Element) -> str | None:
        style = int(cell.get('s') or 0)
        return self._of_style[style] if style < len(self._of_style) else self.first


def _font(font: etree._Element, theme: dict[str, str]) -> str | None:
    name, scheme = font.find(f'{S}name'), font.find(f'{S}scheme')
    if scheme is not None:
        by_theme = theme.get({'major': 'mj', 'minor': 'mn'}.get(scheme.get('val'), ''))
        if by_theme:
            return by_theme
    return None if name is None else name.get('val')


class _Strings:
    """The strings that cells share, by the font of the cell."""

    def __init__(self, root: etree._Element | None, found: Found) -> None:
        self._found = found
        self._now = [] if root is None else root.findall(f'{S}si')
        self._typed = [deepcopy(each) for each in self._now]
        self._made: dict[tuple[int, str | None], int] = {}
        self._taken: set[int] = set()

    def number_for(self, number: int, font: str | None, place: str) -> int:
        """Return the number of the string ``number`` in a cell of ``font``, made Unicode."""
        if number >= len(self._typed):
            return number
        known = (number, font if face_of(font) else None)
        if known not in self._made:
            self._made[known] = self._make(*known, place)
        elif known[1]:
            convert_string(deepcopy(self._typed[number]), font, self._found, place)
        return self._made[known]

    def _make(self, number: int, font: str | None, place: str) -> int:
        string, before = deepcopy(self._typed[number]), self._now[number]
        convert_string(string, font, self._found, place)
        if number in self._taken:
            self._now[-1].addnext(string)
            self._now.append(string)
            return len(self._now) - 1
        self._taken.add(number)
        before.getparent().replace(before, string)
        self._now[number] = string
        return number

    def texts(self, number: int, now: int) -> tuple[str, str]:
        """Return the text of the string ``number`` as it came, and of ``now`` as it is."""
        if number >= len(self._typed):
            return '', ''
        return _text(self._typed[number]), _text(self._now[now])


def _text(string: etree._Element) -> str:
    return ''.join(text.text or '' for text in string.iter(f'{S}t'))


def convert_string(string: etree._Element, font: str | None, found: Found, place: str) -> None:
    """Make ``string``, of runs or of one text, Unicode; ``font``: that of its cell."""
    found.convert([Stretch(text, _named(text.getparent()) or font)
                   for text in string.iter(f'{S}t') if text.getparent().tag != f'{S}rPh'], place)


def _named(run: etree._Element) -> str | None:
    name = run.find(f'{S}rPr/{S}rFont')
    return None if name is None else name.get('val')


def convert_sheets(package: Package) -> Found:
    """Make the workbook ``package`` Unicode; places are those of cells: ``Sheet1!B3``."""
    found, fonts = Found(), _Fonts(package)
    strings = _Strings(package.part('xl/sharedStrings.xml'), found)
    for name, part in _sheets(package):
        sheet = package.part(part)
        if sheet is not None:
            changes = _convert_sheet(sheet, name, fonts, strings, found)
            _convert_tables(package, part, changes)
    for comment in [each for _name, root in package.parts('xl') for each in root.iter(_COMMENT)]:
        convert_string(comment, None, found, f'comment {comment.get("ref")}')
    for name, root in package.parts(*_DRAWN):
        convert_drawn(root, found, name[len('xl/'):-len('.xml')])
    if found.changed:
        for _name, root in package.parts('xl', 'xl/theme', 'xl/worksheets', *_DRAWN):
            _rename(root)
    return found


def _sheets(package: Package) -> list[tuple[str, str]]:
    book = package.part('xl/workbook.xml')
    parts = package.related('xl/workbook.xml')
    return [] if book is None else [
        (sheet.get('name') or '', parts.get(sheet.get(f'{RELATED}id'), ''))
        for sheet in book.iter(f'{S}sheet')]


def _convert_sheet(sheet: etree._Element, name: str, fonts: _Fonts, strings: _Strings,
                   found: Found) -> dict[str, str]:
    """Return ``{text before: text now}`` of the cells, for tables that repeat some."""
    changes: dict[str, str] = {}
    for cell in sheet.iter(f'{S}c'):
        place, font = f'{name}!{cell.get("r") or "?"}', fonts.of(cell)
        value, kind = cell.find(f'{S}v'), cell.get('t')
        if kind == 's' and value is not None and (value.text or '').isdigit():
            number = int(value.text)
            now = strings.number_for(number, font, place)
            before, after = strings.texts(number, now)
            value.text = str(now)
            if before != after:
                changes[before] = after
        elif kind == 'inlineStr':
            convert_string(cell, font, found, place)
        elif kind == 'str' and value is not None:
            _refuse_formula(cell, font, found, place)
    for header in sheet.iter(*_HEADERS):
        _convert_header(header, fonts.first, found, f'{name}!header')
    return changes


def _convert_tables(package: Package, sheet: str, changes: dict[str, str]) -> None:
    """Name the columns of the tables on ``sheet`` as their heads are named now."""
    for part in package.related(sheet).values() if changes else ():
        table = package.part(part) if part.startswith('xl/tables/') else None
        for column in () if table is None else table.iter(f'{S}tableColumn'):
            column.set('name', changes.get(column.get('name'), column.get('name')))


def _refuse_formula(cell: etree._Element, font: str | None, found: Found, place: str) -> None:
    """What a formula puts together from text cannot be made Unicode without its parts."""
    trial = Found()
    trial.convert([Stretch(deepcopy(each), font) for each in cell], place)
    if any(not (each.text or '').isascii() for each in cell):
        found.left += [each for each in (*trial.changed, *trial.left) if each not in found.left]
        found.fonts += [each for each in trial.fonts if each not in found.fonts]


def _convert_header(header: etree._Element, font: str | None, found: Found, place: str) -> None:
    text, made, start = header.text or '', [], 0
    for begins in [*_HEADER_FONT.finditer(text), None]:
        holder = etree.Element('text')
        holder.text = text[start:begins.start() if begins else len(text)]
        found.convert([Stretch(holder, font)], place)
        made.append(holder.text or '')
        if begins:
            font, start = begins[1], begins.end()
            name = replacement(font) if face_of(font) else font
            made.append(f'&"{name}{begins[2] or ""}"')
    header.text = ''.join(made)


def _rename(root: etree._Element) -> None:
    rename(root)
    for name in root.iter(f'{S}name', f'{S}rFont'):
        if face_of(name.get('val')):
            name.set('val', replacement(name.get('val')))
