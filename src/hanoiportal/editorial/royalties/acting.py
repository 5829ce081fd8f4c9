"""What the buttons of a sheet do."""
from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.numbers import number_in
from .interfaces import APPROVED, CONFIRMED, PAID, PROPOSED, RETURNED

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Mapping

    from ...base.interfaces import ISite
    from .interfaces import IRoyaltyDeeds, RoyaltySheet

#: Buttons that lead to no state of the sheet.
REMOVE, TAX, SETTLE = 'remove', 'tax', 'settle'


def verbs_of(deeds: IRoyaltyDeeds, site: ISite, sheet: RoyaltySheet, actor: str,
             form: Mapping[str, str],
             day: Callable[[], datetime.date]) -> dict[str, Callable[[], object]]:
    """Return what each button does, by its value; ``day``: returns that of the payment."""
    def typed(name: str) -> str:
        return form.get(name, '')

    return {
        REMOVE: lambda: deeds.remove(site, sheet, number_in(typed('line')), actor),
        PROPOSED: lambda: deeds.propose(site, sheet, actor),
        APPROVED: lambda: deeds.approve(site, sheet, actor),
        RETURNED: lambda: deeds.send_back(site, sheet, typed('text'), actor),
        CONFIRMED: lambda: deeds.confirm(site, sheet, actor),
        TAX: lambda: deeds.tax(site, sheet, typed('payee'), typed('status'), actor),
        PAID: lambda: deeds.pay(site, sheet, day(), actor),
        SETTLE: lambda: deeds.settle(site, sheet, typed('payee'), typed('kind'), actor)}
