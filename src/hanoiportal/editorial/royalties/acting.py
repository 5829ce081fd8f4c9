"""What the buttons of a sheet do."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from ...base.i18n import _
from ...base.numbers import number_in
from .interfaces import APPROVED, CONFIRMED, PAID, PROPOSED, RETURNED, CannotPay

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ...base.interfaces import ISite
    from .interfaces import IRoyaltyDeeds, RoyaltySheet

#: Buttons that lead to no state of the sheet.
REMOVE, TAX, SETTLE = 'remove', 'tax', 'settle'
#: What people are told of a deed, by its button.
TOLD = {
    REMOVE: _('Đã bỏ dòng khỏi bảng.'),
    PROPOSED: _('Đã trình bảng nhuận bút.'),
    APPROVED: _('Đã duyệt bảng nhuận bút.'),
    RETURNED: _('Đã trả lại bảng nhuận bút.'),
    CONFIRMED: _('Đã xác nhận chi trả.'),
    TAX: _('Đã đổi diện khấu trừ.'),
    PAID: _('Đã ghi đã chi trả.'),
    SETTLE: _('Đã ghi việc nhận tiền.')}


def verbs_of(deeds: IRoyaltyDeeds, site: ISite, sheet: RoyaltySheet, actor: str,
             form: Mapping[str, str], today: datetime.date) -> dict[str, Callable[[], object]]:
    """Return what each button does, by its value; without a day it is paid ``today``."""
    def typed(name: str) -> str:
        return form.get(name, '')

    def as_seen(verb: Callable[[], object]) -> Callable[[], object]:
        return verb if typed('seen') == str(len(sheet.events)) else _refuse

    return {
        REMOVE: lambda: deeds.remove(site, sheet, number_in(typed('line')), actor),
        PROPOSED: lambda: deeds.propose(site, sheet, actor),
        APPROVED: as_seen(lambda: deeds.approve(site, sheet, actor)),
        RETURNED: lambda: deeds.send_back(site, sheet, typed('text'), actor),
        CONFIRMED: as_seen(lambda: deeds.confirm(site, sheet, actor)),
        TAX: lambda: deeds.tax(site, sheet, typed('payee'), typed('status'), actor),
        PAID: lambda: deeds.pay(site, sheet, _day_of(form, today), actor),
        SETTLE: lambda: deeds.settle(site, sheet, typed('payee'), typed('kind'), actor)}


def _day_of(form: Mapping[str, str], today: datetime.date) -> datetime.date:
    text = form.get('day', '').strip()
    try:
        return datetime.date.fromisoformat(text) if text else today
    except ValueError:
        raise CannotPay({'day': _('Hãy nhập một ngày.')}) from None


def _refuse() -> None:
    raise CannotPay({'': _('Bảng đã có thay đổi từ khi mở trang: hãy xem lại rồi duyệt.')})
