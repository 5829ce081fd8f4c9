"""A report as office document in the layout of Decree 30/2020/NĐ-CP, and as workbook."""
from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...base.clock import local, moment, shown_date
from ...base.i18n import DEFAULT
from ...base.interfaces import IPortal
from ...base.numbers import grouped
from ...base.periods import Period, called
from ...editorial.review.interfaces import IReviewData
from ...kernel.tree.issuers import agency_of, place_of
from ...platform.ledger.interfaces import REFUSED, REJECTED
from ...platform.officefiles.interfaces import (
    Block,
    Chart,
    Heading,
    IOfficeFiles,
    OfficeDocument,
    Paragraph,
    Signature,
    Table,
)
from .drafting import MOST
from .interfaces import FAULTS, INNER, LEDGER, PROPOSALS, RESULTS, Content, Counted
from .rows import NO_FIGURES, FigureRow, Titles, bars, figure_rows, month, signed
from .scope import RULE, Name
from .words import SOURCES, IReportWords, ReportWords

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyramid.registry import Registry

    from ...base.interfaces import ISite

_KIND, _SUBJECT, _BOARD = 'Báo cáo', 'Tình hình hoạt động {} {}', 'Ban Biên tập'
_AUTHORITY, _COPIES = ('TM. BAN BIÊN TẬP', 'TRƯỞNG BAN'), ('Như trên;', 'Lưu: VT, BBT.')
_PARTS = ((RESULTS, 'I. Kết quả hoạt động'),
          (FAULTS, 'II. Việc không thực hiện đúng thời hạn và nguyên nhân'),
          (PROPOSALS, 'III. Kiến nghị'))
_DRAWN, _MONTHS = 'Tin, bài xuất bản theo tháng', ('Tháng', 'Số tin, bài, bản dịch')
_COLUMNS = ('Chỉ tiêu', 'Trong kỳ', 'Kỳ trước', 'Tăng, giảm')
#: Columns of the workbook.
COLUMNS = ('Tên trang', 'Nhóm số liệu', 'Chỉ tiêu', 'Chi tiết', 'Trong kỳ', 'Kỳ trước',
           'Tăng, giảm')


class Papers:
    """Writes the reports of ``portal``.  ``named``: gives the name of an account."""

    def __init__(self, registry: Registry, portal: IPortal, named: Callable[[str], str],
                 translate: Callable[[str], str]) -> None:
        self._registry, self._portal, self._named = registry, portal, named
        self._translate = translate
        self._words: ReportWords = registry.getUtility(IReportWords)

    def document(self, site: ISite, period: Period, content: Content) -> OfficeDocument:
        """Return the paper about ``site``; without a day until it is approved."""
        return OfficeDocument(
            kind=_KIND, subject=_SUBJECT.format(site.full_name, in_vietnamese(period)),
            body=tuple(self._body(site, period, content)), parent=agency_of(site), agency=_BOARD,
            number=content.number, place=place_of(site),
            day=content.signed,
            signatures=(Signature(_AUTHORITY, name=self._named(content.signer)),),
            copies=_COPIES)

    def workbook(self, site: ISite, period: Period, content: Content) -> bytes:
        """Return the figures as XLSX; text in it is never run."""
        office: IOfficeFiles = self._registry.getUtility(IOfficeFiles)
        return office.sheet(f'Báo cáo {period.name}', COLUMNS, self._lines(site, content.counted))

    def recipients(self, site: ISite, period: Period, content: Content) -> list[str]:
        """Return whom the report goes to, each body once: “… (qua …)” names it in full."""
        titles = [each.title for each in self._words.recipients(
            IPortal.providedBy(site), agency_of(site), period,
            content.signed or local(content.counted.at).date())]
        in_full = {title.partition(' (')[0] for title in titles if ' (' in title}
        return [title for title in titles if title not in in_full]

    def _body(self, site: ISite, period: Period, content: Content) -> Iterator[Block]:
        to = self.recipients(site, period, content)
        if to:
            yield Paragraph(f'Kính gửi: {"; ".join(to)}.', centred=True)
        for part, title in _PARTS:
            yield Heading(title)
            yield Paragraph(content.words.get(part, '') or 'Không có.')
        yield Heading('Phụ lục: Số liệu')
        yield Paragraph(self._as_of(content.counted, period), italic=True)
        yield from self._tables(content, period)

    def _as_of(self, counted: Counted, period: Period) -> str:
        said = (f'Số liệu từ ngày {shown_date(period.first, DEFAULT)} đến hết ngày '
                f'{shown_date(period.last, DEFAULT)}, tính lúc {moment(counted.at)}, đến sự kiện '
                f'số {counted.last} của sổ sự kiện. Kỳ trước: từ ngày '
                f'{shown_date(period.before.first, DEFAULT)} đến hết ngày '
                f'{shown_date(period.before.last, DEFAULT)}.')
        return said if period.is_over(counted.at) else f'{said} Kỳ báo cáo chưa kết thúc.'

    def _tables(self, content: Content, period: Period) -> Iterator[Block]:
        counted = content.counted
        for source, rows in figure_rows(counted, self._words, DEFAULT).items():
            yield Table(str(SOURCES[source]), _COLUMNS, tuple(map(_cells, rows)))
        yield from self._rejections(counted)
        drawn = bars(counted, period.months())
        if drawn:
            yield Chart(_DRAWN, _MONTHS, tuple((month(each.month), each.value) for each in drawn))
        if counted.faults:
            yield Table('Việc không thực hiện đúng thời hạn', ('Ngày', 'Nội dung', 'Lý do'), tuple(
                (shown_date(each.day, DEFAULT), each.what, each.reason or 'Chưa nêu lý do')
                for each in counted.faults[:MOST]))
        if counted.sites:
            shown = [name for name in _OF_SITES if name in self._words.figures]
            yield Table('Từng trang', (
                'Tên trang', *(self._words.figures[name].title for name in shown)), tuple(
                    (self._title(oid), *(grouped(values.get(name, 0), DEFAULT) for name in shown))
                    for oid, values in counted.sites.items()))

    def _rejections(self, counted: Counted) -> Iterator[Block]:
        """Yield the table of rejections by their grounds, if there are any (14.3): of versions, of
        what other sites proposed and of what people sent.
        """
        grounds = self._registry.getUtility(IReviewData).grounds
        rows = []
        for code, ground in grounds.items():
            names = [str(Name(source, kind, RULE, code)) for source, kind in (
                (LEDGER, REJECTED), (INNER, REFUSED))]
            value, before = (sum(values.get(name, 0) for name in names) for values in (
                counted.values, counted.before))
            rows.append(FigureRow(names[0], f'{code}) {ground.title}', value,
                                  before if counted.before else None, ()))
        if any(row.value or row.before for row in rows):
            yield Table('Từ chối đăng theo căn cứ (khoản 3 Điều 14)', _COLUMNS,
                        tuple(map(_cells, rows)))

    def _lines(self, site: ISite, counted: Counted) -> Iterator[tuple[object, ...]]:
        titles = Titles(self._registry, self._portal, local(counted.at).date(), DEFAULT,
                        self._translate)
        for source, rows in figure_rows(counted, self._words, DEFAULT).items():
            for row in rows:
                head = (site.title, str(SOURCES[source]), row.title)
                yield (*head, '', row.value, row.before, row.change)
                yield from ((*head, titles(name), value) for name, value in row.parts)
        for oid, values in counted.sites.items():
            yield from ((self._title(oid), str(SOURCES[self._words.figures[name].source]),
                         self._words.figures[name].title, '', value)
                        for name, value in values.items() if name in self._words.figures)

    def _title(self, oid: str) -> str:
        found = self._portal.__objectmap__.object_for(int(oid))
        return oid if found is None else str(found.title)


#: What the table of sites in the paper shows of each.
_OF_SITES = ('ledger:published', 'ledger:breach', 'duty:met', 'duty:met_late', 'duty:missed')


def in_vietnamese(period: Period) -> str:
    """Return what people call ``period`` in Vietnamese."""
    return str(called(period).interpolate())  # type: ignore[attr-defined]  # a message


def _cells(row: FigureRow) -> tuple[str, str, str, str]:
    before = str(NO_FIGURES) if row.before is None else grouped(row.before, DEFAULT)
    return row.title, grouped(row.value, DEFAULT), before, signed(row.change, DEFAULT)
