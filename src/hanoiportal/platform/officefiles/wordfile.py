"""A document as Word file (DOCX): the same bytes for the same document."""
from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ...base.lazily import lazily
from .interfaces import Blank, Block, Chart, Heading, OfficeDocument, Paragraph, Table, Tick
from .layout import Layout
from .wordcharts import put_chart
from .wordparts import Writer
from .words import BOX, COPIES, DOTS, MOTTO, STATE, TICKED, clean, dated, lines_of, numbered

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import _Cell

docx = lazily('docx')
#: Widths of the two halves of a head in tenths; of both halves of a foot.
HEAD, FOOT = (4, 6), (5, 5)


def word_file(document: OfficeDocument, layout: Layout) -> bytes:
    """Return the ``document`` as the bytes of a Word file."""
    file: WordDocument = docx.Document()
    writer = Writer(file, layout, document.across)
    writer.prepare(clean(document.title), clean(document.agency))
    if document.remark:
        writer.line(file, 'dated', document.remark, align='right')
    _head(writer, document)
    if document.kind:
        _title(writer, document)
    for block in document.body:
        _put(writer, block)
    _foot(writer, document)
    return _same(file)


def _head(writer: Writer, document: OfficeDocument) -> None:
    if not document.agency:
        _state(writer, writer.file, writer.width)
        return
    left, right = writer.columns(HEAD)
    if document.parent:
        writer.line(left, 'parent', document.parent)
    writer.line(left, 'agency', document.agency)
    writer.rule(left, writer.width * 0.4, 25)
    writer.line(left, 'number', numbered(document.number))
    if not document.kind:
        writer.line(left, 'letter', f'V/v {document.subject}')
    _state(writer, right, writer.width * 0.6)
    writer.line(right, 'dated', dated(document.place, document.day))
    writer.no_first_line(left, right)


def _state(writer: Writer, place: WordDocument | _Cell, width: float) -> None:
    writer.line(place, 'state', STATE)
    writer.line(place, 'motto', MOTTO)
    writer.rule(place, width, 65)


def _title(writer: Writer, document: OfficeDocument) -> None:
    writer.heading('kind', document.kind, 1)
    if document.subject:
        writer.line(writer.file, 'subject', document.subject)
        writer.rule(writer.file, writer.width, 25)


def _blank(writer: Writer, block: Blank) -> None:
    value = lines_of(block.value)
    first, *more = value or ['']
    writer.plain(f'{clean(block.label)}: {first}'.rstrip())
    for line in more:
        writer.plain(line)
    for _line in range(0 if value else block.lines):
        writer.plain(DOTS)


def _put(writer: Writer, block: Block) -> None:
    if isinstance(block, Heading):
        writer.heading('heading', block.text, 2)
    elif isinstance(block, Paragraph):
        for line in lines_of(block.text):
            writer.text(line, bold=block.bold, italic=block.italic, centred=block.centred)
    elif isinstance(block, Tick):
        writer.plain(f'{TICKED if block.ticked else BOX} {clean(block.label)}')
    elif isinstance(block, Blank):
        _blank(writer, block)
    elif isinstance(block, Chart):
        put_chart(writer, block)
        _put_table(writer, block.table)
    else:
        _put_table(writer, block)


def _put_table(writer: Writer, table: Table) -> None:
    writer.text(table.caption, italic=True)
    writer.table([[clean(cell) for cell in row] for row in (table.header, *table.rows)],
                 table.parts)


def _foot(writer: Writer, document: OfficeDocument) -> None:
    signatures = document.signatures
    if not signatures and not document.copies:
        return
    has_list = bool(document.copies) or len(signatures) == 1
    cells = writer.columns((1,) * (len(signatures) + has_list))
    if has_list:
        _copies(writer, cells[0], document)
    for cell, signature in zip(cells[has_list:], signatures, strict=True):
        for line in signature.authority:
            writer.line(cell, 'authority', line)
        if signature.hint:
            writer.line(cell, 'dated', signature.hint)
        writer.room(cell)
        if signature.name:
            writer.line(cell, 'signer', signature.name)
    writer.no_first_line(*cells)


def _copies(writer: Writer, cell: _Cell, document: OfficeDocument) -> None:
    if document.copies:
        writer.line(cell, 'copies_title', COPIES, align='left')
    for copy in document.copies:
        writer.line(cell, 'copies', f'- {copy}', align='left')


def _same(file: WordDocument) -> bytes:
    """Return ``file`` as bytes that do not tell when they were made."""
    made, out = BytesIO(), BytesIO()
    file.save(made)
    with ZipFile(made) as old, ZipFile(out, 'w', ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name), old.read(name), ZIP_DEFLATED)
    return out.getvalue()
