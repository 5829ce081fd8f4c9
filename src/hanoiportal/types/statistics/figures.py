"""Figures: a table as it is pasted out of a spreadsheet, or written as CSV."""
import csv
import re
from dataclasses import dataclass

from ...base.i18n import _

#: Where the figures of an item are saved; no file in it may have that name.
FIGURES_FILE = 'figures.csv'
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 500, 30, 300
_SEPARATORS = '\t;,'
#: 1.234.567,8 and 1234,5 as Vietnamese is written; 1234.5 as programs write it.
_VIETNAMESE = re.compile(r'[-+]?([0-9]{1,3}(\.[0-9]{3})+|[0-9]+)(,[0-9]+)?')
_PLAIN = re.compile(r'[-+]?[0-9]+\.[0-9]+')


class FiguresError(ValueError):
    """The text is no table.  ``why``: translatable sentence that names the line."""

    def __init__(self, why):
        super().__init__(why.interpolate())
        self.why = why


@dataclass(frozen=True, slots=True)
class Figures:
    """``header``: names of the columns.  ``rows``: tuples as long as it, the first cell names."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def numeric(self):
        """Positions of the columns that hold numbers and nothing else, without the first."""
        return tuple(
            at for at in range(1, len(self.header))
            if all(number_of(row[at]) is not None for row in self.rows))


def read_figures(text):
    """Return the ``Figures`` of ``text``: a line for each row, the first names the columns.

    Cells are parted by tabulators, else by semicolons, else by commas, whichever stands first in
    that order in the first line.  Raises ``FiguresError``.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    separator = next((sign for sign in _SEPARATORS if lines and sign in lines[0]), None)
    if separator is None or len(lines) < 2:
        raise FiguresError(_('Bảng số liệu cần ít nhất hai cột và hai dòng; dòng đầu là tên cột.'))
    if len(lines) > MOST_ROWS + 1:
        raise FiguresError(_('Bảng số liệu dài quá ${most} dòng.', mapping={'most': MOST_ROWS}))
    try:
        table = [tuple(cell.strip() for cell in row)
                 for row in csv.reader(lines, delimiter=separator, strict=True)]
    except csv.Error:
        raise FiguresError(_('Dấu nháy kép trong bảng số liệu không khép lại.')) from None
    _check(table)
    return Figures(table[0], tuple(table[1:]))


def _check(table):
    header = table[0]
    if len(header) > MOST_COLUMNS:
        raise FiguresError(_(
            'Bảng số liệu rộng quá ${most} cột.', mapping={'most': MOST_COLUMNS}))
    if not all(header):
        raise FiguresError(_('Mỗi cột của bảng số liệu phải có tên.'))
    for number, row in enumerate(table, 1):
        if len(row) != len(header):
            raise FiguresError(_(
                'Dòng ${line} của bảng số liệu có ${found} ô, dòng đầu có ${expected} ô.',
                mapping={'line': number, 'found': len(row), 'expected': len(header)}))
        if not row[0] or any(len(cell) > LONGEST_CELL for cell in row):
            raise FiguresError(_(
                'Dòng ${line} của bảng số liệu có ô đầu trống hoặc ô quá dài.',
                mapping={'line': number}))


def number_of(cell):
    """Return the ``float`` that ``cell`` says in Vietnamese or plainly, else ``None``.

    >>> number_of('1.234,5'), number_of('12.5'), number_of('1.234'), number_of('–')
    (1234.5, 12.5, 1234.0, None)
    """
    if _VIETNAMESE.fullmatch(cell):
        return float(cell.replace('.', '').replace(',', '.'))
    return float(cell) if _PLAIN.fullmatch(cell) else None
