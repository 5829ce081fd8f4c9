"""Lines of sheets: what they come to, what stands against them, where they are written."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from ...base.i18n import _
from ...base.legalbases import ShownBasis
from .counting import count, sums_of, within
from .interfaces import (
    CORRECTION,
    FUND,
    LONGEST,
    MOST_DONG,
    MOST_LINES,
    OPEN,
    PAID,
    WORK,
    CannotPay,
    Counted,
    PublishedWork,
    RoyaltyLine,
    RoyaltySheet,
    Valuation,
)
from .resource import KeptSheet, RoyaltyBook, work_key
from .tables import YEAR, RoyaltyTables

if TYPE_CHECKING:
    from collections.abc import Collection

NOT_NOW = _('Hiện không thực hiện được việc này.')


class SheetLines:
    """The lines of the ``book``, by the law of ``tables``.  Asks for no permission."""

    def __init__(self, book: RoyaltyBook, tables: RoyaltyTables) -> None:
        self._book, self._tables = book, tables

    def put_work(self, site: str, month: str, work: PublishedWork, valuation: Valuation,
                 actor: str, at: tuple[int, int] | None) -> tuple[KeptSheet, RoyaltyLine]:
        """Write ``work`` into the sheet of ``month`` that is open, in place of the line ``at``.
        """
        day = work.day
        part = self._tables.part_of(valuation.genre, work.content_type, day)
        line = RoyaltyLine(0, WORK, day, count(self._tables, day, valuation), actor, work.item,
                           work.language, part, valuation)
        before = self._book.works.get(work_key(line))
        if at is not None and before != at:
            raise CannotPay({'genre': _(
                'Thể loại này thuộc phần khác của tác phẩm (bài, ảnh): hãy bỏ dòng này rồi ghi '
                'dòng khác.')})
        if before is not None and (
                at is None or self._book.sheets[before[0]].state != OPEN):
            raise CannotPay({'': _(
                'Tác phẩm này đã có ở bảng số ${sheet}, dòng ${line}; một tác phẩm chỉ trả một '
                'lần.', mapping={'sheet': before[0], 'line': before[1]})})
        sheet = self.open_sheet(site, month) if before is None else self._book.sheets[before[0]]
        kept = self._put(sheet, line._replace(number=before[1] if before else 0))
        self._book.works[work_key(kept)] = (sheet.number, kept.number)
        return sheet, kept

    def put_fund(self, site: str, month: str, line: RoyaltyLine) -> KeptSheet:
        """Write a sum from a fund."""
        reasons = {}
        if self._tables.rule(line.fund, line.day) not in self._tables.rules_on(line.day, YEAR):
            reasons['fund'] = _('Hãy chọn một loại trong danh sách.')
        if not 0 < line.counted.amount <= MOST_DONG:
            reasons['amount'] = _('Hãy nhập số tiền, đồng, là số nguyên lớn hơn 0.')
        if why := against_reason(line.note):
            reasons['note'] = why
        sheet = self.open_sheet(site, month, is_kept=False)
        if not reasons and (why := self.over_fund(sheet, line)):
            reasons['amount'] = why
        if reasons:
            raise CannotPay(reasons)
        sheet = self.open_sheet(site, month)
        self._put(sheet, line)
        return sheet

    def put_correction(self, site: str, month: str, of: tuple[int, int], valuation: Valuation,
                       note: str, actor: str) -> KeptSheet:
        """Write the difference to what was paid for the line ``of``."""
        paid = self.line(of)
        if paid is None or paid.kind != WORK or self._book.sheets[of[0]].state != PAID:
            raise CannotPay({'': NOT_NOW})
        if why := against_reason(note):
            raise CannotPay({'note': why})
        later = [self._book.sheets[number] for number in self._book.corrections.get(of, ())]
        if any(each.state != PAID for each in later):
            raise CannotPay({'': _('Dòng này đang có một điều chỉnh chưa chi trả.')})
        counted = self.difference(of, paid.day, valuation)
        if not any(part for _payee, part in counted.parts):
            raise CannotPay({'': _('Chưa có gì thay đổi.')})
        sheet = self.open_sheet(site, month)
        self._put(sheet, paid._replace(
            number=0, kind=CORRECTION, counted=counted, by=actor, valuation=valuation, note=note,
            of=of))
        self._book.corrections[of] = (*self._book.corrections.get(of, ()), sheet.number)
        return sheet

    def difference(self, of: tuple[int, int], day: datetime.date,
                   valuation: Valuation) -> Counted:
        """Return what a paid work should get, less what was paid for it so far."""
        right = count(self._tables, day, valuation)
        given = [part for number in sorted({of[0], *self._book.corrections.get(of, ())})
                 if (sheet := self._book.sheets[number]).state == PAID
                 for line in sheet.lines if of in ((number, line.number), line.of)
                 for part in line.counted.parts]
        sums = sums_of([*right.parts, *((payee, -part) for payee, part in given)])
        return Counted(sum(sums.values()), right.unit, tuple(sums.items()))

    def remove(self, sheet: KeptSheet, number: int) -> None:
        """Take a line out."""
        line = self.line((sheet.number, number))
        if line is None:
            raise CannotPay({'': NOT_NOW})
        sheet.take_out(number)
        if line.kind == WORK:
            self._book.works.pop(work_key(line), None)
        if line.of is not None:
            self._book.corrections[line.of] = tuple(
                each for each in self._book.corrections[line.of] if each != sheet.number)

    def line(self, of: tuple[int, int]) -> RoyaltyLine | None:
        """Return a line by sheet and number."""
        sheet = self._book.sheets.get(of[0])
        return None if sheet is None else next(
            (each for each in sheet.lines if each.number == of[1]), None)

    def open_sheet(self, site: str, month: str, is_kept: bool = True) -> KeptSheet:
        """Return the sheet of ``month`` that is open; a new one, ``is_kept`` or not, if none is.
        """
        for each in self._book.of_months(site, month, month):
            if each.state == OPEN:
                return each
        return self._book.add(site, month) if is_kept else KeptSheet(0, site, month)

    def against(self, sheet: RoyaltySheet) -> str:
        """Return what stands against that ``sheet`` is paid, translatable, ``''`` for nothing."""
        if not sheet.lines:
            return _('Bảng chưa có dòng nào.')
        for line in sheet.lines:
            if line.valuation is not None and self._counted_anew(line) != line.counted:
                return _('Dòng ${line}: quy định đã thay đổi từ khi ghi; hãy ghi lại dòng này.',
                         mapping={'line': line.number})
        sums = sums_of(part for line in sheet.lines for part in line.counted.parts)
        if any(each < 0 for each in sums.values()):
            return _('Có người bị trừ nhiều hơn được nhận; hãy để điều chỉnh đó sang bảng sau.')
        return next(filter(None, (self.over_fund(sheet, line) for line in sheet.lines
                                  if line.kind == FUND)), '')

    def over_fund(self, sheet: RoyaltySheet, line: RoyaltyLine) -> str:
        """Return why ``line`` takes more from its fund than the year's royalties at the site
        allow, ``''`` if it does not.
        """
        year = sheet.month[:4]
        lines = [each for kept in self._book.of_months(sheet.site, f'{year}-01', f'{year}-12')
                 if kept.state != OPEN and kept.number != sheet.number for each in kept.lines]
        lines += [each for each in sheet.lines if each.number != line.number] + [line]
        royalties = sum(each.counted.amount for each in lines if each.kind != FUND)
        given = sum(each.counted.amount for each in lines if each.fund == line.fund)
        if within(self._tables, line.fund, line.day, royalties, given):
            return ''
        rule = self._tables.rule(line.fund, line.day)
        return _('${title}: không quá ${most} % tổng nhuận bút của trang từ đầu năm (${basis}).',
                 mapping={'title': rule.title if rule else '', 'most': rule.most if rule else 0,
                          'basis': ShownBasis(rule.basis if rule else '')})

    def _counted_anew(self, line: RoyaltyLine) -> Counted | None:
        assert line.valuation is not None
        try:
            if line.of is not None:
                return self.difference(line.of, line.day, line.valuation)
            return count(self._tables, line.day, line.valuation)
        except CannotPay:
            return None

    @staticmethod
    def _put(sheet: KeptSheet, line: RoyaltyLine) -> RoyaltyLine:
        if not line.number and len(sheet.lines) >= MOST_LINES:
            raise CannotPay({'': _('Bảng đã có ${most} dòng.', mapping={'most': MOST_LINES})})
        return sheet.put(line)


def against_reason(text: str) -> str:
    """Return what is wrong with the reason ``text``, translatable, ``''`` for nothing."""
    return '' if 0 < len(text) <= LONGEST else _(
        'Hãy nêu lý do (tối đa ${most} ký tự).', mapping={'most': LONGEST})


def work_of(line: RoyaltyLine) -> PublishedWork:
    """Return what ``line`` is for, without its author."""
    return PublishedWork(line.item, line.language, '', line.day)


def payees_in(lines: Collection[RoyaltyLine]) -> set[str]:
    """Return all whom ``lines`` name."""
    return {payee for line in lines for payee, _part in line.counted.parts}
