"""What a Word document is written with, in the sizes of a layout."""
from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...base.lazily import lazily
from .layout import Layout
from .words import clean

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.styles.style import ParagraphStyle
    from docx.table import Table as WordTable
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph as WordParagraph

shared, text_enums, oxml = lazily('docx.shared'), lazily('docx.enum.text'), lazily('docx.oxml')
section_enums = lazily('docx.enum.section')
names = lazily('docx.oxml.ns')

#: The typeface of the decree; whoever opens the file has it, or one of the same measures.
TYPEFACE = 'Times New Roman'
#: A4, in millimetres.
WIDTH, HEIGHT = 210, 297
#: Styles of tables that are used.
TABLES = 'TableNormal', 'TableGrid'
#: Lines that are left for a signature.
ROOM = 4
_LANGUAGE = 'vi-VN'


class Writer:
    """Writes into ``file``.  ``width``: of the text, in millimetres."""

    def __init__(self, file: WordDocument, layout: Layout, across: bool = False) -> None:
        self.file = file
        self._layout = layout
        self._paper_size = (HEIGHT, WIDTH) if across else (WIDTH, HEIGHT)
        self.width = self._paper_size[0] - sum(
            layout[f'margin_{side}'].value for side in ('left', 'right'))

    def prepare(self, title: str, author: str) -> None:
        """Set paper, typeface and language; say the title, and no person."""
        properties = self.file.core_properties
        properties.title, properties.language = title, _LANGUAGE
        properties.author = properties.last_modified_by = author
        properties.comments = ''
        for language in self.file.styles.element.iter(names.qn('w:lang')):
            language.set(names.qn('w:val'), _LANGUAGE)
        self._leave_out()
        self._styles()
        self._paper()

    def _leave_out(self) -> None:
        """Take out what the template of python-docx has besides: styles of tables of which it
        makes no use, those of Word 2010 that say it twice, and the picture of an empty page.
        """
        for style in list(self.file.styles.element.iterchildren(names.qn('w:style'))):
            if style.get(names.qn('w:type')) == 'table' and (
                    style.get(names.qn('w:styleId')) not in TABLES):
                self.file.styles.element.remove(style)
        for relations in (self.file.part.rels, self.file.part.package.rels):
            for name, relation in list(relations.items()):
                if relation.reltype.rpartition('/')[2] in ('stylesWithEffects', 'thumbnail'):
                    del relations[name]

    def _paper(self) -> None:
        section = self.file.sections[0]
        section.page_width, section.page_height = map(shared.Mm, self._paper_size)
        if self._paper_size[0] > self._paper_size[1]:
            section.orientation = section_enums.WD_ORIENT.LANDSCAPE
        for side in ('top', 'bottom', 'left', 'right'):
            setattr(section, f'{side}_margin', shared.Mm(self._layout[f'margin_{side}'].value))
        section.different_first_page_header_footer = True
        section.header_distance = shared.Mm(10)
        number = section.header.paragraphs[0]
        number.alignment = text_enums.WD_ALIGN_PARAGRAPH.CENTER
        run = number.add_run()
        run.font.size = shared.Pt(self._layout['page'].value)
        for kind in ('begin', 'end'):
            mark = oxml.OxmlElement('w:fldChar')
            mark.set(names.qn('w:fldCharType'), kind)
            run._r.append(mark)
        code = oxml.OxmlElement('w:instrText')
        code.text = 'PAGE'
        run._r.insert(2, code)

    def _styles(self) -> None:
        for name, measure in (('Normal', 'body'), ('Heading 1', 'kind'), ('Heading 2', 'heading')):
            style: ParagraphStyle = self.file.styles[name]
            style.font.name = TYPEFACE
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for attribute in list(fonts.attrib):
                del fonts.attrib[attribute]
            for script in ('ascii', 'hAnsi', 'eastAsia', 'cs'):
                fonts.set(names.qn(f'w:{script}'), TYPEFACE)
            style.font.size = shared.Pt(self._layout[measure].value)
            style.font.bold = 'bold' in self._layout[measure].style
            style.font.color.rgb = shared.RGBColor(0, 0, 0)
            form = style.paragraph_format
            form.space_before = shared.Pt(0)
            form.space_after = shared.Pt(self._layout['gap'].value)
            form.line_spacing = self._layout['spacing'].value

    def line(self, place: WordDocument | _Cell, name: str, text: str,
             align: str = 'center') -> WordParagraph:
        """Put ``text`` at the end of ``place``, looking as the layout says of ``name``."""
        measure = self._layout[name]
        paragraph = place.add_paragraph()
        paragraph.alignment = text_enums.WD_ALIGN_PARAGRAPH[align.upper()]
        paragraph.paragraph_format.space_after = shared.Pt(0)
        run = paragraph.add_run(measure.shown(clean(text)))
        run.font.size = shared.Pt(measure.value)
        run.bold, run.italic = 'bold' in measure.style, 'italic' in measure.style
        return paragraph

    def heading(self, name: str, text: str, level: int) -> None:
        """Put a heading; the first is centred."""
        heading = self.file.add_heading(self._layout[name].shown(clean(text)), level)
        heading.paragraph_format.space_before = shared.Pt(12 if level == 1 else 6)
        if level == 1:
            heading.alignment = text_enums.WD_ALIGN_PARAGRAPH.CENTER
            heading.paragraph_format.space_after = shared.Pt(0)

    def text(self, line: str, *, bold: bool = False, italic: bool = False,
             centred: bool = False) -> None:
        """Put a paragraph of the text: even on both sides, its first line moved in."""
        paragraph = self.plain(line)
        align = 'CENTER' if centred else 'JUSTIFY'
        paragraph.alignment = text_enums.WD_ALIGN_PARAGRAPH[align]
        if not centred:
            paragraph.paragraph_format.first_line_indent = shared.Mm(
                self._layout['indent'].value)
        paragraph.runs[0].bold, paragraph.runs[0].italic = bold, italic

    def plain(self, line: str) -> WordParagraph:
        """Put a paragraph as it is."""
        paragraph = self.file.add_paragraph()
        paragraph.add_run(clean(line))
        return paragraph

    def rule(self, place: WordDocument | _Cell, within: float, length: float) -> None:
        """Draw a line of ``length`` in the middle of ``within``, both in millimetres."""
        paragraph = place.add_paragraph()
        borders = oxml.OxmlElement('w:pBdr')
        line = oxml.OxmlElement('w:top')
        for key, value in (('val', 'single'), ('sz', '6'), ('space', '1'), ('color', '000000')):
            line.set(names.qn(f'w:{key}'), value)
        borders.append(line)
        paragraph._p.get_or_add_pPr().append(borders)  # before what follows it in the schema
        form = paragraph.paragraph_format
        form.left_indent = form.right_indent = shared.Mm(max(0.0, (within - length) / 2 - 2))
        form.space_after, form.line_spacing = shared.Pt(4), shared.Pt(2)

    def columns(self, parts: Sequence[int]) -> Sequence[_Cell]:
        """Return cells side by side, as wide as their ``parts`` of the whole, without borders."""
        table = self.file.add_table(1, len(parts))
        table.autofit = False
        for cell, part in zip(table.rows[0].cells, parts, strict=True):
            cell.width = shared.Mm(self.width * part / sum(parts))
        cells: Sequence[_Cell] = table.rows[0].cells
        return cells

    @staticmethod
    def no_first_line(*cells: _Cell) -> None:
        """Take the empty paragraph away with which each of ``cells`` began."""
        for cell in cells:
            if len(cell.paragraphs) > 1:
                cell._tc.remove(cell.paragraphs[0]._p)

    def room(self, cell: _Cell) -> None:
        """Leave room to sign."""
        for _line in range(ROOM):
            cell.add_paragraph().paragraph_format.space_after = shared.Pt(0)

    def table(self, rows: Sequence[Sequence[str]], parts: Sequence[int] = ()) -> None:
        """Put a table with borders; its first row is repeated on each page.  ``parts``: as of
        ``interfaces.Table``.
        """
        table = self.file.add_table(len(rows), len(rows[0]), style='Table Grid')
        self._widths(table, parts)
        for row, values in zip(table.rows, rows, strict=True):
            for cell, value in zip(row.cells, values, strict=True):
                cell.text = value
        head = oxml.OxmlElement('w:tblHeader')
        table.rows[0]._tr.get_or_add_trPr().append(head)
        for cell in table.rows[0].cells:
            for paragraph in cell.paragraphs:
                for run in paragraph.runs:
                    run.bold = True

    def _widths(self, table: WordTable, parts: Sequence[int]) -> None:
        """Make the columns of ``table`` as wide as their ``parts`` of the text."""
        table.autofit = not parts
        for column, part in zip(table.columns, parts, strict=bool(parts)):
            column.width = shared.Mm(self.width * part / sum(parts))
            for cell in column.cells:
                cell.width = column.width
