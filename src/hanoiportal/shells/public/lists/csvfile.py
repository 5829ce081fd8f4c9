"""Lists as CSV files that spreadsheets open as they are, and in which nothing can run."""
from collections.abc import Iterable

from pyramid.request import Request
from pyramid.response import Response

from ....base.csvfile import csv_text


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
