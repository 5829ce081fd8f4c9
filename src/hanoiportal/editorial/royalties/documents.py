"""What leaves the portal of royalties: the payment list, the bank's file, a statement.

Documents of the body, in Vietnamese.  The layout of the bank's file is told in
``docs/operations/royalties.md``.
"""
from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.clock import shown_date
from ...base.csvfile import csv_text
from ...base.i18n import DEFAULT
from ...base.numbers import grouped
from ...kernel.tree.issuers import agency_of, place_of
from ...platform.officefiles.interfaces import OfficeDocument, Paragraph, Signature, Table
from .counting import shown_hundredths
from .interfaces import CORRECTION, FUND, PAID
from .paying import transferred

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Sequence

    from ...base.interfaces import ISite
    from .interfaces import Payee, Payment, RoyaltyLine, RoyaltySheet
    from .tables import RoyaltyTables

#: Columns of the payment list.
PAYMENT_COLUMNS = ('STT', 'Họ và tên', 'Mã số thuế', 'Nhuận bút, thù lao (đồng)', 'Diện thuế',
                   'Thuế khấu trừ (đồng)', 'Thực nhận (đồng)', 'Ngân hàng', 'Số tài khoản',
                   'Cách chi trả', 'Ký nhận')
#: Columns of the bank's file.
BANK_COLUMNS = ('stt', 'ten_nguoi_nhan', 'so_tai_khoan', 'ngan_hang', 'so_tien', 'noi_dung')
GONE = '(đã xóa)'
_UNNAMED = '(tác phẩm đã gỡ)'
_BY_BANK, _OTHERWISE = 'Chuyển khoản', 'Ngoài tệp ngân hàng'


def payment_rows(paid: Sequence[tuple[Payment, Payee]], sheet: RoyaltySheet,
                 tables: RoyaltyTables, day: datetime.date) -> list[list[object]]:
    """Return the rows of the payment list, the total last; each says whether the bank's file
    has it.
    """
    titles = {each.name: each.title for each in tables.taxes_on(day)}
    by_bank = {each.payee for each, _payee in by_bank_of(paid, sheet)}
    rows: list[list[object]] = [
        [at, payee.name or GONE, payee.tax_code, each.gross, titles.get(each.status, ''),
         each.tax, each.net, payee.bank, payee.bank_account,
         (_BY_BANK if each.payee in by_bank else _OTHERWISE) if each.net else '', '']
        for at, (each, payee) in enumerate(paid, 1)]
    return [*rows, [None, 'Cộng', '', sum(each.gross for each, _payee in paid), '',
                    sum(each.tax for each, _payee in paid),
                    sum(each.net for each, _payee in paid), '', '', '', '']]


def by_bank_of(paid: Iterable[tuple[Payment, Payee]],
               sheet: RoyaltySheet) -> list[tuple[Payment, Payee]]:
    """Return those whom the bank's file has: with an account, and who get anything; of a paid
    ``sheet``, who have got it by the payment.
    """
    return [(each, payee) for each, payee in paid if payee.bank_account and each.net and (
        sheet.state != PAID or each.payee in transferred(sheet))]


def besides_bank(paid: Sequence[tuple[Payment, Payee]],
                 sheet: RoyaltySheet) -> list[tuple[Payment, Payee]]:
    """Return who get anything and whom the bank's file has not: they are paid otherwise."""
    by_bank = {each.payee for each, _payee in by_bank_of(paid, sheet)}
    return [(each, payee) for each, payee in paid if each.net and each.payee not in by_bank]


def bank_text(paid: Iterable[tuple[Payment, Payee]], sheet: RoyaltySheet) -> str:
    """Return the CSV of ``by_bank_of``: numbers of accounts as digits alone."""
    found = by_bank_of(paid, sheet)
    return csv_text(BANK_COLUMNS, [
        (at, payee.name, ''.join(filter(str.isdigit, payee.bank_account)), payee.bank, each.net,
         f'Nhuan but {sheet.month} bang {sheet.number}')
        for at, (each, payee) in enumerate(found, 1)])


def what_of(line: RoyaltyLine, title_of: Callable[[str], str], tables: RoyaltyTables) -> str:
    """Return what a line is for, in a line of text."""
    if line.kind == FUND:
        rule = tables.rule(line.fund, line.day)
        return f'{rule.title if rule else line.fund}: {line.note}'.strip(': ')
    title = title_of(line.item) or _UNNAMED
    return f'Điều chỉnh: {title}' if line.kind == CORRECTION else title


def how_of(line: RoyaltyLine, tables: RoyaltyTables, tag: str = DEFAULT) -> str:
    """Return how a line was counted, ``''`` for a sum from a fund."""
    if line.valuation is None:
        return ''
    names = tables.titles_on(line.day, tag)
    genre = names.get(line.valuation.genre, line.valuation.genre)
    coefficient, unit = line.valuation.coefficient, grouped(line.counted.unit, tag)
    parts = [f'{genre}: {_coefficient(coefficient, tag)} × {unit} đ']
    parts += [f'{names.get(name, name).lower()} {percent} %'
              for name, percent in line.valuation.extras]
    return '; '.join(parts)


def _coefficient(number: int, tag: str) -> str:
    text = shown_hundredths(number)
    return text.replace(',', '.') if tag == 'en' else text


def statement(site: ISite, sheet: RoyaltySheet, payment: Payment, payee: Payee,
              title_of: Callable[[str], str], tables: RoyaltyTables) -> OfficeDocument:
    """Return the statement of one payee, as Decree 30/2020/NĐ-CP lays it out."""
    rows = tuple(
        (shown_date(line.day, DEFAULT), what_of(line, title_of, tables), how_of(line, tables),
         grouped(part, DEFAULT))
        for line in sheet.lines for who, part in line.counted.parts if who == payment.payee)
    totals = (('Cộng', payment.gross), ('Thuế thu nhập cá nhân khấu trừ', payment.tax),
              ('Thực nhận', payment.net))
    year, month = sheet.month.split('-')
    return OfficeDocument(
        kind='Phiếu kê nhuận bút, thù lao',
        subject=f'Tháng {month}/{year}, bảng số {sheet.number}',
        body=(Paragraph(f'Người thụ hưởng: {payee.name or GONE}', bold=True),
              Table('Các tác phẩm', ('Ngày đăng', 'Tác phẩm', 'Cách tính', 'Số tiền (đồng)'),
                    rows),
              *(Paragraph(f'{what}: {grouped(amount, DEFAULT)} đồng')
                for what, amount in totals)),
        agency=agency_of(site), place=place_of(site), day=sheet.paid_on,
        signatures=(Signature(('NGƯỜI LẬP PHIẾU',)),))
