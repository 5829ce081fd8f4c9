"""A chart of bars: as a drawing (SVG), and as that of a spreadsheet."""
from __future__ import annotations

from collections.abc import Iterator
from html import escape
from io import BytesIO
from zipfile import ZipFile

from ...base.bars import HIGH, TAKEN, WIDE, columns
from ...base.i18n import DEFAULT
from ...base.lazily import lazily
from ...base.numbers import grouped
from .interfaces import Chart
from .sheets import MADE
from .words import clean

xlsxwriter = lazily('xlsxwriter')
#: Room above for a figure, below for what a bar stands for; bars that are named at most.
ABOVE, BELOW, MOST_NAMED = 5, 5, 12
_SMALL = 8
#: Where the file of a spreadsheet has its only chart.
_PART = 'xl/charts/chart1.xml'


def drawing(chart: Chart) -> str:
    """Return ``chart`` as an element ``svg`` of HTML, which says in its title what it shows."""
    bars = ''.join(_bars(chart))
    return (f'<svg class="chart" viewBox="0 -{ABOVE} {WIDE} {ABOVE + HIGH + BELOW}" role="img">'
            f'<title>{escape(clean(chart.said))}</title>{bars}</svg>')


def _bars(chart: Chart) -> Iterator[str]:
    step = -(-len(chart.bars) // MOST_NAMED)
    drawn = columns([value for _name, value in chart.bars])
    for at, ((name, value), bar) in enumerate(zip(chart.bars, drawn, strict=True)):
        yield (f'<rect x="{bar.x}" y="{bar.y}" width="{bar.width}" height="{bar.height}"/>')
        if at % step == 0:
            middle = f'{float(bar.x) + float(bar.width) / 2:.1f}'
            yield (f'<text x="{middle}" y="{float(bar.y) - 1:.1f}">{grouped(value, DEFAULT)}'
                   f'</text><text x="{middle}" y="{HIGH + 4}">{escape(clean(name))}</text>')


def workbook(chart: Chart) -> tuple[bytes, bytes]:
    """Return the figures of ``chart`` as the bytes of a workbook, and its chart as DrawingML
    (``c:chartSpace``); always the same for the same chart.
    """
    made, last = BytesIO(), len(chart.bars)
    book = xlsxwriter.Workbook(made, {'in_memory': True})
    book.set_properties({'title': clean(chart.caption), 'created': MADE})
    page = book.add_worksheet()
    for place, title in enumerate(chart.header):
        page.write_string(0, place, clean(title))
    for row, (name, value) in enumerate(chart.bars, 1):
        page.write_string(row, 0, clean(name))
        page.write_number(row, 1, value)
    drawn = book.add_chart({'type': 'column'})
    drawn.add_series({
        'name': [page.name, 0, 1], 'categories': [page.name, 1, 0, last, 0],
        'values': [page.name, 1, 1, last, 1], 'gap': round(100 * (1 - TAKEN) / TAKEN),
        'fill': {'color': '#404040'}, 'data_labels': {
            'value': last <= MOST_NAMED, 'font': {'size': _SMALL}}})
    drawn.set_legend({'none': True})
    drawn.set_title({'none': True})
    drawn.set_x_axis({'num_font': {'size': _SMALL}})
    drawn.set_y_axis({'visible': False, 'min': 0, 'major_gridlines': {'visible': False}})
    page.insert_chart(0, len(chart.header) + 1, drawn)
    book.close()
    with ZipFile(made) as parts:
        return made.getvalue(), parts.read(_PART)
