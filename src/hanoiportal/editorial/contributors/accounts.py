"""Which contributor has which account."""
from __future__ import annotations

from typing import TYPE_CHECKING

from zope.interface import implementer

from .interfaces import IContributorAccounts
from .resource import book_of

if TYPE_CHECKING:
    from ...base.interfaces import IPortal, ISite


@implementer(IContributorAccounts)
class ContributorAccounts:
    """See ``IContributorAccounts``."""

    def row_of(self, portal: IPortal, site: ISite, account: str) -> int:
        """See ``IContributorAccounts``."""
        return int(book_of(portal).accounts.get((str(site.__oid__), account), 0))

    def rows_of(self, portal: IPortal, account: str) -> list[int]:
        """See ``IContributorAccounts``."""
        return [number for number, whose in book_of(portal).whose.items() if whose == account]
