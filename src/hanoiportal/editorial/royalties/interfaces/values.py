"""Words, limits and values of royalties (clauses 8.12, 26, 34.2).

Sums are whole đồng.  Days are local days of Hanoi, a month is ``YYYY-MM``, moments are aware UTC.
Sites and items are named by their object id in decimal digits.
"""
from __future__ import annotations

import datetime
from typing import NamedTuple, Protocol

from ....base.errors import Refused
from ....base.i18n import _

#: Pages of the desk: the sheets of a site, the works of a month, one sheet, one line, a sum from a
#: fund, a statement; the payment list and the bank's file; one's own.
LIST, WORKS, SHEET, LINE, FUND_PAGE, STATEMENT, PAYMENTS, BANK, OWN = (
    'royalties', 'royalty-works', 'royalty-sheet', 'royalty-line', 'royalty-fund',
    'royalty-statement', 'royalty-payments', 'royalty-bank', 'my-royalties')
#: Kinds of lines: a work; a sum out of a fund; what a paid work gets more or less.
WORK, FUND, CORRECTION = 'work', 'fund', 'correction'
#: States of a sheet, and the events that lead to them.  ``RETURNED`` leads to ``OPEN``.
OPEN, PROPOSED, APPROVED, CONFIRMED, PAID, RETURNED = (
    'open', 'proposed', 'approved', 'confirmed', 'paid', 'returned')
#: One of several members of the board has approved.
SIGNED = 'signed'
STATES = {
    OPEN: _('Đang lập', context='royalties'), PROPOSED: _('Chờ Ban Biên tập duyệt'),
    APPROVED: _('Chờ cơ quan chủ quản xác nhận'), CONFIRMED: _('Chờ chi trả'),
    PAID: _('Đã chi trả')}
#: What becomes of a sum that was paid out: transferred or handed over; the payee was told that it
#: waits; it went into the fund of the next year.
RECEIVED, NOTICED, LAPSED = 'received', 'noticed', 'lapsed'
#: Parts of an item that are works of their own: its text, its pictures.
TEXT, PICTURES = '', 'pictures'
#: Lines of a sheet; authors of a work; characters of a note.
MOST_LINES, MOST_SHARES, LONGEST = 2000, 6, 300
#: The greatest sum from a fund in one line, in đồng.
MOST_DONG = 10 ** 10


class CannotPay(Refused[str]):
    """Raised with ``reasons``: ``{field or '': translatable str}``; nothing has changed."""


class Valuation(NamedTuple):
    """How a work is valued.

    ``genre``: name in ``royalty_bands.csv`` or ``creation_rates.csv``.  ``coefficient``: in
    hundredths, or hundredths of pages and such of the latter.  ``extras``: name in
    ``royalty_rules.csv`` and whole percent.  ``shares``: payee and hundredths of a percent.
    """

    genre: str
    coefficient: int
    extras: tuple[tuple[str, int], ...] = ()
    shares: tuple[tuple[str, int], ...] = ()


class Counted(NamedTuple):
    """What it comes to.  ``unit``: worth of one unit.  ``parts``: payee and sum, of which
    ``amount`` is the total; of a correction some may be negative.
    """

    amount: int
    unit: int
    parts: tuple[tuple[str, int], ...]


class PublishedWork(NamedTuple):
    """Tác phẩm: what became public for the first time.  ``day``: on which.  ``author``: id of the
    account that began it, ``''`` if nobody knows.
    """

    item: str
    language: str
    content_type: str
    day: datetime.date
    author: str = ''


class RoyaltyLine(NamedTuple):
    """Dòng of a sheet.  ``number``: from 1, in the sheet.  ``by``: id of who wrote it.

    ``day``: on which the work became public, by whose law it is counted.  ``valuation``: ``None``
    of a sum from the ``fund``.  ``of``: sheet and line that it corrects.
    """

    number: int
    kind: str
    day: datetime.date
    counted: Counted
    by: str
    item: str = ''
    language: str = ''
    part: str = TEXT
    valuation: Valuation | None = None
    fund: str = ''
    note: str = ''
    of: tuple[int, int] | None = None


class SheetEvent(NamedTuple):
    """Something that happened to a sheet.  ``actor``: account id."""

    kind: str
    moment: datetime.datetime
    actor: str
    text: str = ''


class Settlement(NamedTuple):
    """What became of the sum of a payee: ``RECEIVED``, ``NOTICED`` or ``LAPSED``."""

    kind: str
    payee: str
    moment: datetime.datetime
    actor: str


class Payment(NamedTuple):
    """Khoản chi trả: what a payee gets by one sheet.  ``status``: name in ``royalty_tax.csv``."""

    payee: str
    gross: int
    status: str
    tax: int

    @property
    def net(self) -> int:
        """What is paid out."""
        return self.gross - self.tax


class RoyaltySheet(Protocol):
    """Bảng nhuận bút: works of a month of a site, and what they get; persistent.

    ``number``: from 1, never used again.  ``paid``: the payments, once it is paid, by the law of
    ``paid_on``.
    """

    number: int
    site: str
    month: str
    lines: tuple[RoyaltyLine, ...]
    events: tuple[SheetEvent, ...]
    statuses: tuple[tuple[str, str], ...]
    paid: tuple[Payment, ...]
    paid_on: datetime.date | None
    settlements: tuple[Settlement, ...]

    @property
    def state(self) -> str:
        """One of ``STATES``."""


class Payee(NamedTuple):
    """Người thụ hưởng.  ``name``: ``''`` once it was erased.  ``account``: id, ``''`` for none.

    ``tax_code``, ``bank``, ``bank_account``: ``''`` if unknown, or not for the asker.
    """

    payee: str
    name: str
    account: str = ''
    tax_code: str = ''
    bank: str = ''
    bank_account: str = ''
