"""CSV files (RFC 4180): those that people bring, read line by line, of which what is wrong names
its line; and those that they take away, in which nothing can run.
"""
import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from .i18n import _

_MARK = '\ufeff'
#: What a spreadsheet takes for the beginning of a formula, in its Asian forms, too (OWASP).
_FORMULA = re.compile(r'[\s\u200b\ufeff]*[=+\-@|%＝＋－＠]|[\t\r\n]')
_NUMBER = re.compile(r'[+-]?[0-9][0-9.,]*( ?%)?')


class Line(NamedTuple):
    """A line of the file.  ``number``: from 1, the line on which it ends.

    ``values``: what its cells say, by column; empty cells say nothing.
    """

    number: int
    values: dict[str, str]


class BadLines(ValueError):
    """Raised with ``faults``, ``[(number of the line, translatable reason)]``; nothing is done."""

    def __init__(self, faults: list[tuple[int, str]]) -> None:
        super().__init__(faults)
        self.faults = faults


def harmless(text: str) -> str:
    """Return ``text`` so that no spreadsheet runs it; numbers stay what they are.

    >>> harmless('=HYPERLINK("x")'), harmless(' -2+3'), harmless('-2,5'), harmless('Tin')
    ('\\'=HYPERLINK("x")', "' -2+3", '-2,5', 'Tin')
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def csv_text(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return the CSV of ``rows``.

    ``header``: names of the columns.  ``None`` stands for an empty cell; dates are ISO 8601.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator='\r\n')
    for row in (header, *rows):
        writer.writerow([harmless('' if cell is None else str(cell)) for cell in row])
    return out.getvalue()


def lines_in(content: bytes, columns: Collection[str], needed: Sequence[str]) -> list[Line]:
    """Return the ``Line`` list of a CSV file in UTF-8, parted by commas or semicolons.

    ``columns``: names that its first line may have.  ``needed``: those that it must have.
    Raises ``BadLines`` if it cannot be read or its first line does not name the columns.
    """
    return lines_of(rows_in(content), columns, needed)


def rows_in(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of each line of a CSV file in UTF-8, parted by commas or semicolons, and
    its cells.  Raises ``BadLines`` if it cannot be read.
    """
    try:
        text = content.decode('utf-8').removeprefix(_MARK)
    except UnicodeDecodeError as error:
        line = content.count(b'\n', 0, error.start) + 1
        raise BadLines([(line, _('Tệp không phải là văn bản UTF-8.'))]) from None
    header, _end, _rest = text.partition('\n')
    reader = csv.reader(io.StringIO(text, newline=''), strict=True,
                        delimiter=';' if header.count(';') > header.count(',') else ',')
    try:
        for cells in reader:
            yield reader.line_num, [restored(cell.strip()) for cell in cells]
    except csv.Error as error:
        raise BadLines([(reader.line_num, _('Dòng không đúng dạng CSV (${why}).', mapping={
            'why': str(error)}))]) from None


def restored(text: str) -> str:
    """Return what ``harmless`` was given.

    >>> restored("'=1+1"), restored("'t"), restored('-2,5')
    ('=1+1', "'t", '-2,5')
    """
    return text[1:] if text[:1] == "'" and harmless(text[1:]) == text else text


def lines_of(rows: Iterable[tuple[int, list[str]]], columns: Collection[str],
             needed: Sequence[str]) -> list[Line]:
    """Return the ``Line`` list of numbered ``rows`` of cells, of which the first names the
    columns; the other arguments and what it raises are those of ``lines_in``.
    """
    given = iter(rows)
    _number, header = next(given, (1, []))
    names = _names(header, columns, needed)
    return [_line(number, names, cells) for number, cells in given if any(map(str.strip, cells))]


def _names(cells: list[str], columns: Collection[str], needed: Sequence[str]) -> list[str]:
    names = [name.strip().lower() for name in cells]
    unknown = [name for name in names if name not in columns]
    if unknown or not set(needed) <= set(names) or len(set(names)) < len(names):
        raise BadLines([(1, _(
            'Dòng đầu phải nêu tên các cột, mỗi cột một lần, trong đó có ${needed}; các cột: '
            '${columns}.', mapping={'needed': ', '.join(f'“{name}”' for name in needed),
                                    'columns': ', '.join(columns)}))])
    return names


def _line(number: int, names: list[str], cells: list[str]) -> Line:
    if len(cells) > len(names):
        raise BadLines([(number, _('Dòng có nhiều ô hơn số cột của dòng đầu.'))])
    pairs = zip(names, map(str.strip, cells), strict=False)
    return Line(number, {name: cell for name, cell in pairs if cell})
