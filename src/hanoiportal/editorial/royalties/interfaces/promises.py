"""The services of royalties (clauses 8.12, 26, 34.2)."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from zope.interface import Interface

from .values import (
    Payee,
    Payment,
    PublishedWork,
    RoyaltyLine,
    RoyaltySheet,
    Valuation,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ....base.interfaces import IPortal, ISite


class ISenders(Interface):
    """People without an account of whose contribution an item was made; a utility.  Asks nobody
    for permission.
    """

    def sender_of(portal: IPortal, item: str) -> str:
        """Return a name for who sent the ``item``, ``''`` if nobody did."""

    def name_of(portal: IPortal, sender: str, may_pay: bool) -> str:
        """Return how that person or body is called, ``''`` once it was erased; who has not agreed
        to be named is named to who ``may_pay`` alone.
        """


class IRoyalties(Interface):
    """The sheets of the portal, for one asker, for reading.  Never commits."""

    def may_see(site: ISite) -> bool:
        """Return whether the asker may read sheets of ``site``: who may edit, confirm or pay."""

    def sheets(site: ISite) -> Sequence[RoyaltySheet]:
        """Return the sheets of ``site``, the latest month first."""

    def waiting() -> Sequence[RoyaltySheet]:
        """Return the sheets of all sites of which the next step is the asker's: who confirms
        them for the owner body, who pays.
        """

    def sheet(site: ISite, number: int) -> RoyaltySheet:
        """Return it.  Raises ``LookupError`` if it is not one of ``site`` that the asker sees."""

    def works(site: ISite, month: str) -> Sequence[tuple[PublishedWork, tuple[int, int] | None]]:
        """Return what became public at ``site`` in ``month``, in the order of its days, each with
        the sheet and line that has its text.
        """

    def payees(site: ISite, work: PublishedWork | None = None) -> Sequence[Payee]:
        """Return who can be paid at ``site``, by their names: staff and contributors of today;
        for a ``work`` its author, who sent it, and contributors of its day, too.
        """

    def payee(site: ISite, payee: str) -> Payee:
        """Return somebody, with bank data if the asker may pay."""

    def suggested(site: ISite, work: PublishedWork) -> str:
        """Return the payee who most likely made ``work``: who sent it, else who began it."""

    def title_of(item: str) -> str:
        """Return what the ``item`` is called, ``''`` if it is not there any more."""

    def payments(sheet: RoyaltySheet, day: datetime.date) -> Sequence[Payment]:
        """Return what each payee gets: as it was paid, else by the law of ``day``."""

    def own(account: str) -> Sequence[tuple[RoyaltySheet, Payment]]:
        """Return what that account was paid, at whichever site, the latest first."""


class IRoyaltyDeeds(Interface):
    """What is done to sheets, for one asker.  Never commits; writes ``interactions`` alone.

    The verbs raise ``CannotPay`` and send an ``InnerAction``; ``actor`` is the asker's id.
    """

    def actions(site: ISite, sheet: RoyaltySheet, actor: str) -> frozenset[str]:
        """Return what ``actor`` may do: ``LINE``, ``PROPOSED``, ``APPROVED``, ``RETURNED``,
        ``CONFIRMED``, ``PAID``, ``RECEIVED`` or ``CORRECTION``.
        """

    def value(site: ISite, work: PublishedWork, valuation: Valuation, actor: str,
              at: tuple[int, int] | None = None) -> tuple[RoyaltySheet, RoyaltyLine]:
        """Write how ``work`` is valued, into the open sheet of its month.  ``at``: sheet and line
        of it that are written again; without it a work that has a line is refused.
        """

    def add_fund(site: ISite, month: str, fund: str, payee: str, amount: int, note: str,
                 actor: str) -> RoyaltySheet:
        """Write a sum from a ``fund`` into the open sheet of ``month``."""

    def correct(site: ISite, of: tuple[int, int], valuation: Valuation, note: str,
                actor: str) -> RoyaltySheet:
        """Write what a paid line should have been; the difference goes into the open sheet of
        this month.
        """

    def remove(site: ISite, sheet: RoyaltySheet, line: int, actor: str) -> None:
        """Take a line out of an open sheet."""

    def propose(site: ISite, sheet: RoyaltySheet, actor: str) -> None:
        """Hand the sheet to the board."""

    def approve(site: ISite, sheet: RoyaltySheet, actor: str) -> None:
        """Approve it as a member of the board; as many as the site asks for."""

    def send_back(site: ISite, sheet: RoyaltySheet, text: str, actor: str) -> None:
        """Give it back to who proposed it, as board or owner body, and say why."""

    def confirm(site: ISite, sheet: RoyaltySheet, actor: str) -> None:
        """Confirm it as the owner body."""

    def tax(site: ISite, sheet: RoyaltySheet, payee: str, status: str, actor: str) -> None:
        """Say how a payee is taxed, as who pays, before it is paid."""

    def pay(site: ISite, sheet: RoyaltySheet, day: datetime.date, actor: str) -> None:
        """Note that it was paid on ``day``, by the law of which tax is withheld.  Who has a bank
        account has received it by that.
        """

    def settle(site: ISite, sheet: RoyaltySheet, payee: str, kind: str, actor: str) -> None:
        """Note that a payee came for the money, was told of it, or that it went into the fund of
        the next year, after as many notices as the rule says.
        """
