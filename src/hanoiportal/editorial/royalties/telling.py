"""Whom a sheet waits for next, and who was paid, are told."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from ...kernel.security.authorization.grants import holdings
from ...kernel.security.authorization.roles import ACCOUNTANT
from ...kernel.tree.lookup import find_portal
from .interfaces import APPROVED, CONFIRMED, NOTICED, PAID, PROPOSED, RETURNED
from .payees import ACCOUNT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...base.interfaces import ISite
    from ...platform.notifications.interfaces import INotifying
    from ..boards.interfaces import IBoards
    from .interfaces import RoyaltySheet

#: Kinds of notifications.
WAITS, BACK, PAID_OUT, UNCLAIMED = (
    'royalties_waiting', 'royalties_returned', 'royalties_paid', 'royalties_unclaimed')


class RoyaltyTelling:
    """Tells people of a site."""

    def __init__(self, boards: IBoards, notifying: INotifying) -> None:
        self._boards, self._notifying = boards, notifying

    def stepped(self, site: ISite, sheet: RoyaltySheet, kind: str, actor: str,
                now: datetime.datetime) -> None:
        """Tell of a step."""
        number = sheet.number
        if kind == RETURNED:
            people = {each.actor for each in sheet.events if each.kind == PROPOSED}
            self._notifying.notify(people, site, BACK, actor, number=number)
        elif kind == PAID:
            self._notifying.notify(_accounts(each.payee for each in sheet.paid), site, PAID_OUT,
                                   actor, number=number)
        else:
            self._notifying.notify(self._next(site, kind, now), site, WAITS, actor,
                                   number=number)

    def settled(self, site: ISite, sheet: RoyaltySheet, payee: str, kind: str,
                actor: str) -> None:
        """Tell a payee that money waits."""
        if kind == NOTICED:
            self._notifying.notify(_accounts([payee]), site, UNCLAIMED, actor,
                                   number=sheet.number)

    def _next(self, site: ISite, kind: str, now: datetime.datetime) -> set[str]:
        if kind == APPROVED:
            return set(self._boards.owners(site, now))
        if kind == CONFIRMED:
            return accountants(site, now)
        return {each.account for each in self._boards.members(site, now)}


def accountants(site: ISite, now: datetime.datetime) -> set[str]:
    """Return the accounts of who pays at ``site``, themselves or as members of a group."""
    groups = find_portal(site)['accounts'].groups
    return {each for _place, principal, role, given in holdings(site)
            if role == ACCOUNTANT and given.holds(now)
            for each in (groups[principal].members if principal in groups else (principal,))}


def _accounts(payees: Iterable[str]) -> set[str]:
    found = (each.partition(':') for each in payees)
    return {name for kind, _colon, name in found if kind == ACCOUNT}
