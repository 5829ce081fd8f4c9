"""A table as file of a spreadsheet (XLSX, ISO/IEC 29500): text is never run, days are days."""
from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from ...base.clock import UTC, local
from ...base.lazily import lazily
from .words import clean

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

xlsxwriter = lazily('xlsxwriter')
#: What a file says of when it was made: the same bytes for the same table.
MADE = datetime.datetime(2000, 1, 1, tzinfo=UTC)
#: Signs in the name of a sheet and in a cell; rows; what a spreadsheet counts without rounding.
LONGEST_TITLE, LONGEST_CELL, MOST_ROWS, EXACT = 31, 32_767, 1_048_575, 10**15
NARROWEST, WIDEST = 8, 60
DAY, MOMENT = 'dd/mm/yyyy', 'dd/mm/yyyy hh:mm'
#: Spreadsheets count days from here.
_FIRST = datetime.date(1900, 3, 1)
_NOT_IN_TITLES = re.compile(r'[\[\]:*?/\\\n]')


def sheet(title: str, columns: Sequence[str], rows: Iterable[Iterable[object]]) -> bytes:
    """Return ``rows`` as the bytes of a workbook of one sheet, always the same for the same rows.

    ``title``: of the sheet, cut to what its name may be.  ``columns``: the first row, which stays
    in sight and can be filtered.  Numbers, truth values, days and aware moments, in the time of
    Hanoi, stay what they are; ``None`` is an empty cell; all else is text, of which no spreadsheet
    makes a formula or a link.
    Raises ``ValueError`` if there are more rows than a sheet holds.
    """
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {'in_memory': True})
    book.set_properties({'title': clean(title), 'created': MADE})
    page: Worksheet = book.add_worksheet(_named(title))
    head = book.add_format({'bold': True, 'text_wrap': True, 'valign': 'top', 'bottom': 1})
    formats = [book.add_format({'num_format': each}) for each in (DAY, MOMENT)]
    for place, column in enumerate(columns):
        page.write_string(0, place, clean(column), head)
    widths = [len(column) for column in columns]
    last = 0
    for last, row in enumerate(rows, 1):
        if last > MOST_ROWS:
            raise ValueError(f'more than {MOST_ROWS} rows')
        for place, cell in enumerate(row):
            widths[place] = max(widths[place], _put(page, last, place, cell, formats))
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, last, len(columns) - 1)
    for place, width in enumerate(widths):
        page.set_column(place, place, min(max(width + 2, NARROWEST), WIDEST))
    book.close()
    return made.getvalue()


def _put(page: Worksheet, row: int, place: int, cell: object, formats: list[Format]) -> int:
    """Write ``cell``; return how many signs it takes."""
    if cell is None:
        return 0
    if isinstance(cell, datetime.datetime):
        page.write_datetime(row, place, local(cell).replace(tzinfo=None), formats[1])
        return len(MOMENT)
    if isinstance(cell, datetime.date) and cell >= _FIRST:
        page.write_datetime(row, place, cell, formats[0])
        return len(DAY)
    if isinstance(cell, bool):
        page.write_boolean(row, place, cell)
    elif isinstance(cell, (int, float)) and abs(cell) < EXACT:
        page.write_number(row, place, cell)
    else:
        page.write_string(row, place, clean(str(cell))[:LONGEST_CELL])
    return len(str(cell))


def _named(title: str) -> str:
    return _NOT_IN_TITLES.sub(' ', clean(title))[:LONGEST_TITLE].strip(" '") or 'Sheet1'
