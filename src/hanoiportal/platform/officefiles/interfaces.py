"""What files of an office promise, and of what parts a document is made."""
from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from zope.interface import Attribute, Interface

from ...base.i18n import DEFAULT
from ...base.numbers import grouped

#: Media types of the files.
DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
PDF = 'application/pdf'


@dataclass(frozen=True)
class Heading:
    """Tiêu đề of a part of the text."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """Đoạn.  Lines of ``text`` are paragraphs of their own.  ``centred``: as a heading stands."""

    text: str
    bold: bool = False
    italic: bool = False
    centred: bool = False


@dataclass(frozen=True)
class Blank:
    """Ô của biểu mẫu: a label and what is filled in.

    ``lines``: how many dotted lines stand where ``value`` is ``''``, 0 for none.
    """

    label: str
    value: str = ''
    lines: int = 1


@dataclass(frozen=True)
class Tick:
    """Ô chọn: a box that is ticked or not."""

    label: str
    ticked: bool = False


@dataclass(frozen=True)
class Table:
    """Bảng.  ``rows``: each as long as ``header``.  ``parts``: how wide each column is, beside the
    others; ``()``: all alike.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    parts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Chart:
    """Biểu đồ cột, which its table follows.  ``header``: of both columns of the table.

    ``bars``: what each stands for, and its value, 0 or more; at least one.
    """

    caption: str
    header: tuple[str, str]
    bars: tuple[tuple[str, int], ...]

    @property
    def said(self) -> str:
        """Say what it shows, for who does not see it."""
        values = '; '.join(f'{name}: {value}' for name, value in self.bars)
        return f'Biểu đồ cột. {self.caption}: {values}.'

    @property
    def table(self) -> Table:
        """The table with the same figures."""
        return Table(self.caption, self.header, tuple(
            (name, grouped(value, DEFAULT)) for name, value in self.bars))


Block = Heading | Paragraph | Blank | Tick | Table | Chart


@dataclass(frozen=True)
class Signature:
    """Chữ ký.  ``authority``: lines of who signs for whom, such as «TM. ỦY BAN NHÂN DÂN» and
    «CHỦ TỊCH».  ``hint``: what stands where it is signed.  ``name``: of who signs.
    """

    authority: tuple[str, ...]
    name: str = ''
    hint: str = ''


@dataclass(frozen=True, kw_only=True)
class OfficeDocument:
    """Văn bản (Decree 30/2020/NĐ-CP, article 8): what stands in it, all plain text.

    ``kind``: tên loại; ``''`` for an official letter, whose ``subject`` stands under the number.
    ``parent``, ``agency``: who issues it; ``''`` for what people fill in.  ``number``: số, ký
    hiệu.  ``place``, ``day``: where and when it is issued; a day that is not known is left blank.
    ``remark``: what stands above all, such as «Mẫu số 05».
    ``signatures``: side by side.  ``copies``: nơi nhận.  ``across``: whether the paper lies on its
    long side, for a table of many columns (Decree 30/2020/NĐ-CP, annex I, part I, point 2).
    """

    kind: str
    subject: str = ''
    body: tuple[Block, ...] = ()
    parent: str = ''
    agency: str = ''
    number: str = ''
    place: str = ''
    day: datetime.date | None = None
    remark: str = ''
    signatures: tuple[Signature, ...] = ()
    copies: tuple[str, ...] = ()
    across: bool = False

    @property
    def title(self) -> str:
        """Say what it is, in a line."""
        return ' '.join(filter(None, (self.kind, self.subject)))


class IOfficeFiles(Interface):
    """Makes files of documents; the one of this process, as a utility.  Stores nothing itself."""

    pdf_available: bool = Attribute('whether this machine can set PDF')

    def docx(document: OfficeDocument) -> bytes:
        """Return the ``document`` as Word file, always of the same bytes."""

    def pdf(document: OfficeDocument, keep: bool = False) -> bytes | None:
        """Return the ``document`` as tagged PDF (PDF/UA-1), always of the same bytes.

        ``keep``: whether it may be cached outside of the databases: only what is public.
        Returns ``None`` if the process is busy setting others, or if it takes too much.
        """

    def sheet(title: str, columns: Sequence[str], rows: Iterable[Iterable[object]]) -> bytes:
        """Return a table as workbook (XLSX) of one sheet, always of the same bytes.

        ``columns``: its first row.  Numbers, days and aware moments, in the time of Hanoi, stay
        what they are; ``None`` is an empty cell; all else is text, of which no spreadsheet makes
        a formula or a link.  Raises ``ValueError`` if there are more rows than a sheet holds.
        """

    def cells(content: BinaryIO) -> Iterator[tuple[int, list[str]]]:
        """Yield the number of each row of the first sheet of a workbook (XLSX) and its cells as
        text: numbers as they are written, without a fraction if they are whole, all else as it
        stands there.  ``content``: inspected before (``inspection.upload``).

        Raises ``BadLines`` for what is no such file, and a cell with a formula.
        """
