"""Charts in a Word file: drawn by the program that opens it, with the figures behind them."""
from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.bars import HIGH, WIDE
from ...base.lazily import lazily
from .charts import workbook
from .interfaces import XLSX, Chart
from .words import clean

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

    from .wordparts import Writer

oxml, shared, names = lazily('docx.oxml'), lazily('docx.shared'), lazily('docx.oxml.ns')
parts, paths = lazily('docx.opc.part'), lazily('docx.opc.packuri')
constants = lazily('docx.opc.constants')
_CHART = 'http://schemas.openxmlformats.org/drawingml/2006/chart'
#: In the order of the schema; the value stands behind the first.
_UNSAID = 'showLegendKey', 'showCatName', 'showSerName', 'showPercent', 'showBubbleSize'
_NAMES = (f'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
          f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:c="{_CHART}" '
          f'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"')


def put_chart(writer: Writer, chart: Chart) -> None:
    """Put ``chart`` at the end of the text, as wide as that, with what it shows in words."""
    document = writer.file.part
    sheet, drawn = workbook(chart)
    uri = document.package.next_partname('/word/charts/chart%d.xml')
    book = parts.Part(
        paths.PackURI(f'/word/embeddings/Microsoft_Excel_Sheet{uri.idx}.xlsx'), XLSX, sheet,
        document.package)
    space = oxml.parse_xml(drawn)
    part = parts.XmlPart(uri, constants.CONTENT_TYPE.DML_CHART, space, document.package)
    _say_values(space)
    _lead(space, part.relate_to(book, constants.RELATIONSHIP_TYPE.PACKAGE))
    paragraph = writer.plain('')
    paragraph.paragraph_format.keep_with_next = True
    paragraph.runs[0]._r.add_drawing(_inline(
        chart, uri.idx, document.relate_to(part, constants.RELATIONSHIP_TYPE.CHART),
        writer.width))


def _say_values(space: BaseOxmlElement) -> None:
    """Let bars say their values alone: what is left out here, some programs say besides."""
    for value in space.iter(f'{{{_CHART}}}showVal'):
        said = [oxml.parse_xml(f'<c:{name} {_NAMES} val="0"/>') for name in _UNSAID]
        value.addprevious(said[0])
        for each in reversed(said[1:]):
            value.addnext(each)


def _lead(space: BaseOxmlElement, relation: str) -> None:
    """Let the chart know the workbook of its figures."""
    data = oxml.parse_xml(f'<c:externalData {_NAMES} r:id="{relation}">'
                          '<c:autoUpdate val="0"/></c:externalData>')
    space.find(f'{{{_CHART}}}printSettings').addprevious(data)


def _inline(chart: Chart, number: int, relation: str, width: float) -> BaseOxmlElement:
    size = f'cx="{shared.Mm(width)}" cy="{shared.Mm(round(width * HIGH / WIDE + 15))}"'
    inline: BaseOxmlElement = oxml.parse_xml(
        f'<wp:inline {_NAMES} distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="Chart {number}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_CHART}"><c:chart r:id="{relation}"/></a:graphicData>'
        f'</a:graphic></wp:inline>')
    inline.find(names.qn('wp:docPr')).set('descr', clean(chart.said))
    return inline
