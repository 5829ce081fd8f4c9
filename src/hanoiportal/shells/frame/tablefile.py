"""Lists to save: as CSV files, as workbooks if the address or form asks for one; or as JSON.

Spreadsheets open the first two as they are, and nothing in them can run.
"""
import datetime
import json
from collections.abc import Iterable

from pyramid.request import Request
from pyramid.response import Response

from ...base.csvfile import csv_text
from ...platform.officefiles.interfaces import XLSX, IOfficeFiles

#: The parameter that says which, and what it says for a workbook.
FORMAT, WORKBOOK = 'format', 'xlsx'
Rows = Iterable[Iterable[object]]


def csv_response(request: Request, name: str, header: Iterable[str], rows: Rows) -> Response:
    """Return the ``Response`` that saves ``rows`` as ``NAME.csv``.

    ``name``: ASCII, without its ending.  ``header`` and cells may be translatable: they are said
    in the language of the request.  The mark at the beginning tells spreadsheets that it is UTF-8.
    """
    text = csv_text(*_said(request, header, rows))
    return Response(
        text.encode('utf-8-sig'), content_type='text/csv', charset='utf-8',
        content_disposition=f'attachment; filename="{name}.csv"')


def table_response(request: Request, name: str, title: str, header: Iterable[str],
                   rows: Rows) -> Response:
    """Return the ``Response`` that saves ``rows`` as ``NAME.xlsx`` or, as ``csv_response`` does,
    as ``NAME.csv``.  ``title``: of the sheet, translatable.
    """
    if request.params.get(FORMAT) != WORKBOOK:
        return csv_response(request, name, header, rows)
    office: IOfficeFiles = request.registry.getUtility(IOfficeFiles)
    body = office.sheet(request.localizer.translate(title), *_said(request, header, rows))
    return Response(body, content_type=XLSX,
                    content_disposition=f'attachment; filename="{name}.xlsx"')


def json_response(data: object) -> Response:
    """Return ``data`` as JSON that people can read, too; days as ``YYYY-MM-DD``."""
    return Response(json.dumps(data, ensure_ascii=False, indent=1, default=_day),
                    content_type='application/json', charset='utf-8')


def _day(value: object) -> str:
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    raise TypeError(f'{value!r} is not for JSON')


def _said(request: Request, header: Iterable[str], rows: Rows) -> tuple[list[str], Rows]:
    said = request.localizer.translate
    return [said(column) for column in header], (
        [said(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
