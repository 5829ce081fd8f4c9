"""``IRoyalties``: the sheets of a portal, what may be paid, and to whom."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, cast

from zope.interface import implementer

from ...base.interfaces import IClock, IPortal
from ...base.permissions import CONFIRM_PAYMENT, EDIT, PAY, Allowed
from ...kernel.tree.lookup import find_portal, site_of
from ..contributors.interfaces import IContributorAccounts, IContributors
from .counting import pay_out, sums_of
from .interfaces import (
    APPROVED,
    CONFIRMED,
    PAID,
    TEXT,
    IRoyalties,
    Payee,
    Payment,
    PublishedWork,
    RoyaltySheet,
)
from .payees import ACCOUNT, Payees, names_of
from .resource import KeptSheet, RoyaltyBook, book_of
from .tables import IRoyaltyTables, RoyaltyTables
from .works import FIRST_MONTH, LAST_MONTH, works_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyramid.registry import Registry
    from pyramid.request import Request

    from ...base.interfaces import ISite

#: Whom a tax status is proposed for.
STAFF, OUTSIDE = 'staff', 'outside'


def may_see(site: ISite, allowed: Allowed) -> bool:
    """Return whether who asks by ``allowed`` sees the sheets of ``site``."""
    return any(allowed(each, site) for each in (EDIT, CONFIRM_PAYMENT, PAY))


@implementer(IRoyalties)
class Royalties:
    """``IRoyalties`` for one asker."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed,
                 contributors: IContributors) -> None:
        self._registry, self._portal, self._allowed = registry, portal, allowed
        self._tables: RoyaltyTables = registry.getUtility(IRoyaltyTables)
        self._payees = Payees(registry, portal, allowed, contributors)
        self._now = registry.getUtility(IClock).now

    @property
    def _book(self) -> RoyaltyBook:
        return book_of(self._portal)

    def may_see(self, site: ISite) -> bool:
        return may_see(site, self._allowed)

    def sheets(self, site: ISite) -> Sequence[RoyaltySheet]:
        if not self.may_see(site):
            return []
        return [*self._book.of_months(str(site.__oid__), FIRST_MONTH, LAST_MONTH)][::-1]

    def waiting(self) -> Sequence[RoyaltySheet]:
        return [sheet for state, permission in ((APPROVED, CONFIRM_PAYMENT), (CONFIRMED, PAY))
                for sheet in self._book.in_state(state)
                if self._allowed(permission, site_of(self._portal, sheet.site))]

    def sheet(self, site: ISite, number: int) -> RoyaltySheet:
        found: KeptSheet | None = self._book.sheets.get(number)
        if found is None or found.site != str(site.__oid__) or not self.may_see(site):
            raise LookupError(number)
        return found

    def works(self, site: ISite,
              month: str) -> list[tuple[PublishedWork, tuple[int, int] | None]]:
        if not self._allowed(EDIT, site):
            return []
        found = works_of(self._portal, self._registry, self._tables, str(site.__oid__), month,
                         self._now())
        works = self._book.works
        return [(each, works.get((each.item, each.language, TEXT))) for each in found]

    def payees(self, site: ISite, work: PublishedWork | None = None) -> list[Payee]:
        return self._payees.choices(site, work) if self._allowed(EDIT, site) else []

    def payee(self, site: ISite, payee: str) -> Payee:
        return self._payees.payee(site, payee)

    def suggested(self, site: ISite, work: PublishedWork) -> str:
        return self._payees.suggested(site, work.item, work.author)

    def title_of(self, item: str) -> str:
        return self._payees.title_of(item)

    def payments(self, sheet: RoyaltySheet, day: datetime.date) -> tuple[Payment, ...]:
        if sheet.state == PAID:
            return sheet.paid
        sums = sums_of(part for line in sheet.lines for part in line.counted.parts)
        return pay_out(self._tables, day, sums, self._statuses(sheet, day, [*sums]))

    def own(self, account: str) -> list[tuple[RoyaltySheet, Payment]]:
        names = sorted(names_of(self._registry, self._portal, account))
        found = [(sheet, payment) for name in names
                 for sheet in self._book.of_payee(name)
                 for payment in sheet.paid if payment.payee == name]
        return sorted(found, key=lambda each: -each[0].number)

    def _statuses(self, sheet: RoyaltySheet, day: datetime.date,
                  payees: list[str]) -> dict[str, str]:
        """Return how each is taxed: as was said, else as people of their kind mostly are."""
        usual = {each.payees: each.name for each in reversed(self._tables.taxes_on(day))}
        return {each: usual.get(self._kind(sheet, each), '') for each in payees} | dict(
            sheet.statuses)

    def _kind(self, sheet: RoyaltySheet, payee: str) -> str:
        """Return ``STAFF`` of an account that is no contributor's, else ``OUTSIDE``."""
        accounts: IContributorAccounts = self._registry.getUtility(IContributorAccounts)
        kind, _colon, name = payee.partition(':')
        return STAFF if kind == ACCOUNT and not accounts.row_of(
            self._portal, site_of(self._portal, sheet.site), name) else OUTSIDE


def royalties_service(request: Request) -> Royalties:
    """Return the ``IRoyalties`` for whoever asks by ``request``."""
    return Royalties(
        request.registry, cast('IPortal', find_portal(request.root)), request.has_permission,
        request.service(IContributors))
