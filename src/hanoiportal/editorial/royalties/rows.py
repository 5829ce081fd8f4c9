"""What the desk shows of royalties: rows of lines and payments, months, what happened."""
from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...base.clock import moment, shown_date
from ...base.i18n import _
from ...base.numbers import grouped
from .documents import GONE, besides_bank, by_bank_of, how_of, what_of
from .interfaces import (
    APPROVED,
    CONFIRMED,
    FUND,
    LAPSED,
    NOTICED,
    PAID,
    PROPOSED,
    RECEIVED,
    RETURNED,
    SIGNED,
    IRoyalties,
    Payee,
    Payment,
    RoyaltyLine,
    RoyaltySheet,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .tables import RoyaltyTables

HAPPENED = {
    PROPOSED: _('Đã trình Ban Biên tập'), SIGNED: _('Một thành viên đã duyệt'),
    APPROVED: _('Ban Biên tập đã duyệt'), CONFIRMED: _('Cơ quan chủ quản đã xác nhận'),
    PAID: _('Đã chi trả'), RETURNED: _('Đã trả lại')}
SETTLED = {RECEIVED: _('Đã nhận'), NOTICED: _('Đã thông báo'), LAPSED: _('Vào quỹ năm sau')}


@dataclass(frozen=True)
class LineRow:
    """A line as a table shows it.  ``people``: names and what each gets."""

    number: int
    kind: str
    day: str
    what: str
    how: str
    note: str
    people: list[tuple[str, str]]
    amount: str


@dataclass(frozen=True)
class PaymentRow:
    """What somebody gets, as a table shows it.  ``settled``: translatable texts."""

    payee: str
    name: str
    gross: str
    status: str
    status_title: str
    tax: str
    net: str
    settled: list[tuple[str, str]]
    is_waiting: bool


@dataclass(frozen=True)
class BankSums:
    """What goes by the bank's file and what not.  ``besides``: names and sums of who is not in
    the file.
    """

    by_bank: str
    besides: list[tuple[str, str]]
    otherwise: str
    total: str


class Rows:
    """Makes rows in the language ``tag``."""

    def __init__(self, royalties: IRoyalties, tables: RoyaltyTables, tag: str) -> None:
        self._royalties, self._tables, self._tag = royalties, tables, tag

    def dong(self, number: int) -> str:
        """Return a sum as people read it."""
        return grouped(number, self._tag)

    def line(self, line: RoyaltyLine, names: Mapping[str, str]) -> LineRow:
        """Return ``line``; ``names``: of payees."""
        return LineRow(
            line.number, line.kind, shown_date(line.day, self._tag),
            what_of(line, self._royalties.title_of, self._tables),
            how_of(line, self._tables, self._tag), '' if line.kind == FUND else line.note,
            [(names.get(payee) or GONE, self.dong(part)) for payee, part in line.counted.parts],
            self.dong(line.counted.amount))

    def payment(self, sheet: RoyaltySheet, payment: Payment, payee: Payee,
                day: datetime.date) -> PaymentRow:
        """Return ``payment``, by the law of ``day`` if it is not paid yet."""
        mine = [each for each in sheet.settlements if each.payee == payment.payee]
        titles = self._tables.titles_on(sheet.paid_on or day, self._tag)
        return PaymentRow(
            payment.payee, payee.name or GONE, self.dong(payment.gross), payment.status,
            titles.get(payment.status, ''), self.dong(payment.tax), self.dong(payment.net),
            [(SETTLED[each.kind], moment(each.moment)) for each in mine],
            sheet.state == PAID and all(each.kind == NOTICED for each in mine))

    def bank(self, sheet: RoyaltySheet, paid: Sequence[tuple[Payment, Payee]]) -> BankSums:
        """Return how what ``paid`` come to divides, for who sees bank data."""
        inside = sum(each.net for each, _payee in by_bank_of(paid, sheet))
        outside = besides_bank(paid, sheet)
        without = sum(each.net for each, _payee in outside)
        return BankSums(
            self.dong(inside),
            [(payee.name or GONE, self.dong(each.net)) for each, payee in outside],
            self.dong(without), self.dong(inside + without))

    def total(self, sheet: RoyaltySheet) -> str:
        """Return what all lines come to."""
        return self.dong(sum(line.counted.amount for line in sheet.lines))


def month_shown(month: str) -> str:
    """Return ``month`` as people read it.

    >>> month_shown('2026-10')
    '10/2026'
    """
    year, _dash, number = month.partition('-')
    return f'{number}/{year}'
