"""Chi trả: what is withheld, who got their money, what lapses."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from ...base.clock import local, shown_date
from ...base.i18n import _
from .interfaces import (
    LAPSED,
    NOTICED,
    PAID,
    RECEIVED,
    CannotPay,
    IRoyalties,
    RoyaltySheet,
    Settlement,
)
from .lines import NOT_NOW, payees_in
from .tables import NOTICES, RoyaltyTables

if TYPE_CHECKING:
    from ...base.interfaces import ISite
    from .resource import KeptSheet, RoyaltyBook


class Paying:
    """Pays sheets.  Asks for no permission."""

    def __init__(self, tables: RoyaltyTables, royalties: IRoyalties) -> None:
        self._tables, self._royalties = tables, royalties

    def tax(self, sheet: KeptSheet, payee: str, status: str, now: datetime.datetime) -> None:
        """Let ``payee`` be taxed by ``status``."""
        known = {each.name for each in self._tables.taxes_on(local(now).date())}
        if payee not in payees_in(sheet.lines) or status not in known:
            raise CannotPay({'status': _('Hãy chọn một diện khấu trừ trong danh sách.')})
        sheet.statuses = (*((who, was) for who, was in sheet.statuses if who != payee),
                          (payee, status))

    def pay(self, sheet: KeptSheet, book: RoyaltyBook, day: datetime.date,
            now: datetime.datetime) -> None:
        """Let the payments of ``sheet`` be those of ``day``, for good."""
        first = local(sheet.events[-1].moment).date()
        if not first <= day <= local(now).date():
            raise CannotPay({'day': _('Ngày chi trả từ ngày xác nhận (${first}) đến hôm nay.',
                                      mapping={'first': shown_date(first, 'vi')})})
        sheet.paid = tuple(self._royalties.payments(sheet, day))
        sheet.paid_on = day
        for each in sheet.paid:
            book.people.insert((each.payee, sheet.number))

    def receive(self, sheet: KeptSheet, site: ISite, now: datetime.datetime, actor: str) -> None:
        """Let those have their money to whose bank account it goes, and who get nothing."""
        sheet.settlements += tuple(
            Settlement(RECEIVED, each.payee, now, actor) for each in sheet.paid
            if not each.net or self._royalties.payee(site, each.payee).bank_account)

    def settle(self, sheet: KeptSheet, payee: str, kind: str, now: datetime.datetime,
               actor: str) -> None:
        """Note what became of the money of ``payee``."""
        if payee not in waiting(sheet) or kind not in (RECEIVED, NOTICED, LAPSED):
            raise CannotPay({'': NOT_NOW})
        told, most = notices(sheet, payee), self.most_notices(sheet)
        if kind == LAPSED and len(told) < most:
            raise CannotPay({'': _(
                'Chỉ chuyển vào quỹ năm sau khi đã thông báo ${most} lần; mới thông báo ${told} '
                'lần.', mapping={'most': most, 'told': len(told)})})
        if kind == NOTICED and len(told) >= most:
            raise CannotPay({'': _('Đã thông báo đủ ${most} lần.', mapping={'most': most})})
        if kind == NOTICED and any(local(each.moment).date() == local(now).date()
                                   for each in told):
            raise CannotPay({'': _('Hôm nay đã thông báo cho người này.')})
        sheet.settlements += (Settlement(kind, payee, now, actor),)

    def most_notices(self, sheet: RoyaltySheet) -> int:
        """Return after how many notices a sum lapses, by the law of the day of payment."""
        rule = self._tables.rule(NOTICES, sheet.paid_on) if sheet.paid_on else None
        return 0 if rule is None else rule.most


def transferred(sheet: RoyaltySheet) -> set[str]:
    """Return whose money went out with the payment of ``sheet``, not later by hand."""
    paid_at = next((each.moment for each in sheet.events if each.kind == PAID), None)
    return {each.payee for each in sheet.settlements
            if each.kind == RECEIVED and each.moment == paid_at}


def waiting(sheet: RoyaltySheet) -> list[str]:
    """Return whose money nobody has come for."""
    ended = {each.payee for each in sheet.settlements if each.kind != NOTICED}
    return [each.payee for each in sheet.paid if each.payee not in ended]


def notices(sheet: RoyaltySheet, payee: str) -> list[Settlement]:
    """Return when ``payee`` was told that money waits."""
    return [each for each in sheet.settlements if (each.kind, each.payee) == (NOTICED, payee)]
