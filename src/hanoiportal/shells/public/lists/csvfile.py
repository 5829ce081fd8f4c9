"""Lists as CSV files that spreadsheets open as they are, and in which nothing can run."""
import csv
import io
import re
from collections.abc import Iterable

from pyramid.request import Request
from pyramid.response import Response

#: What a spreadsheet takes for the beginning of a formula, in its Asian forms, too (OWASP).
_FORMULA = re.compile(r'[\s\u200b\ufeff]*[=+\-@|%＝＋－＠]|[\t\r\n]')
_NUMBER = re.compile(r'[+-]?[0-9][0-9.,]*( ?%)?')


def harmless(text):
    """Return ``text`` so that no spreadsheet runs it; numbers stay what they are.

    >>> harmless('=HYPERLINK("x")'), harmless(' -2+3'), harmless('-2,5'), harmless('Tin')
    ('\\'=HYPERLINK("x")', "' -2+3", '-2,5', 'Tin')
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def csv_text(header, rows):
    """Return the CSV (RFC 4180) of ``rows``, an iterable of tuples, as ``str``.

    ``header``: names of the columns.  ``None`` stands for an empty cell; dates are ISO 8601.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator='\r\n')
    for row in (header, *rows):
        writer.writerow([harmless('' if cell is None else str(cell)) for cell in row])
    return out.getvalue()


def csv_response(request: Request, name: str, header: Iterable[str],
                 rows: Iterable[Iterable[object]]) -> Response:
    """Return the ``Response`` that saves ``rows`` as ``NAME.csv``.

    ``name``: ASCII, without its ending.  ``header`` and cells may be translatable: they are said
    in the language of the request.  The mark at the beginning tells spreadsheets that it is UTF-8.
    """
    said = request.localizer.translate
    text = csv_text(map(said, header), (map(_in(said), row) for row in rows))
    return Response(
        text.encode('utf-8-sig'), content_type='text/csv', charset='utf-8',
        content_disposition=f'attachment; filename="{name}.csv"')


def _in(said):
    return lambda cell: said(cell) if isinstance(cell, str) else cell
