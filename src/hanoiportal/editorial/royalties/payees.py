"""Người thụ hưởng: who can be paid, how they are called, and where their money goes.

A payee is named by ``account:ID``, ``row:NUMBER`` of a contributor without an account, or
``sender:NAME`` of who sent a text; names and bank data stay where they lie sealed (ADR 80).
"""
from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.interfaces import IClock
from ...base.numbers import number_in
from ...base.permissions import PAY, Allowed
from ...base.text import fold
from ...kernel.security.authorization.grants import holders_of
from ...kernel.security.authorization.roles import EDITORIAL
from ...kernel.tree.lookup import item_of
from ...platform.registers.interfaces import IForgetting
from ..contributors.interfaces import NAME, IContributorAccounts, IContributors
from .documents import GONE
from .interfaces import IRoyalties, ISenders, Payee, PublishedWork, RoyaltyLine

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal, ISite

ACCOUNT, ROW, SENDER = 'account', 'row', 'sender'


def names_of(registry: Registry, portal: IPortal, account: str) -> set[str]:
    """Return the payees that the owner of ``account`` is: it, and rows that have it."""
    accounts: IContributorAccounts = registry.getUtility(IContributorAccounts)
    return {f'{ACCOUNT}:{account}', *(
        f'{ROW}:{number}' for number in accounts.rows_of(portal, account))}


class Payees:
    """Finds payees of sites, for one asker."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed,
                 contributors: IContributors) -> None:
        self._registry, self._portal, self._allowed = registry, portal, allowed
        self._contributors = contributors
        self._accounts: IContributorAccounts = registry.getUtility(IContributorAccounts)
        self._now = registry.getUtility(IClock).now

    def choices(self, site: ISite, work: PublishedWork | None) -> list[Payee]:
        """Return whom ``work`` can be shared among, by their names: staff and contributors of
        ``site``, of today and of its day, and who made it.
        """
        found = {f'{ACCOUNT}:{each}' for each in holders_of(site, EDITORIAL, self._now())}
        contributors = [*self._contributors.listed(site)]
        if work is not None:
            contributors += self._contributors.listed(site, work.day)
            found |= set(filter(None, (
                self.suggested(site, work.item, ''), work.author and f'{ACCOUNT}:{work.author}')))
        for each in contributors:
            found.add(f'{ACCOUNT}:{each.account}' if each.account else f'{ROW}:{each.number}')
        people = [self.payee(site, each) for each in found]
        return sorted((each for each in people if each.name), key=lambda each: (
            fold(each.name.rpartition(' ')[2]), fold(each.name), each.payee))

    def payee(self, site: ISite, payee: str) -> Payee:
        """Return ``payee``, with bank data if the asker may pay at ``site``."""
        kind, _colon, name = payee.partition(':')
        if kind == SENDER:
            senders: ISenders | None = self._registry.queryUtility(ISenders)
            return Payee(payee, '' if senders is None else senders.name_of(
                self._portal, name, bool(self._allowed(PAY, site))))
        account = name if kind == ACCOUNT else ''
        row = self._accounts.row_of(self._portal, site, name) if account else number_in(name)
        person, may_pay = self._portal['accounts'].by_id.get(account), self._allowed(PAY, site)
        said = self._said(site, row) if may_pay or person is None else {}
        called = said.get('name', '') if person is None else str(person.full_name)
        if not may_pay:
            return Payee(payee, called, account)
        return Payee(payee, called, account, said.get('tax_code', ''), said.get('bank', ''),
                     said.get('bank_account', ''))

    def suggested(self, site: ISite, item: str, author: str) -> str:
        """Return who most likely made the ``item``: who sent it, else who began it."""
        senders: ISenders | None = self._registry.queryUtility(ISenders)
        sender = '' if senders is None else senders.sender_of(self._portal, item)
        if sender:
            return f'{SENDER}:{sender}'
        return f'{ACCOUNT}:{author}' if author else ''

    def title_of(self, item: str) -> str:
        """Return what the ``item`` is called in public, ``''`` if it is not there any more."""
        found = item_of(self._portal, item) if item else None
        return '' if found is None else str(found.title)

    def _said(self, site: ISite, row: int) -> dict[str, str]:
        forgetting: IForgetting = self._registry.getUtility(IForgetting)
        if not row or not forgetting.is_of(site, NAME, row):
            return {}
        values = forgetting.values(self._portal, NAME, row)
        return {name: str(value or '') for name, value in values.items()}


def choices_of(royalties: IRoyalties, site: ISite, work: PublishedWork,
               line: RoyaltyLine | None) -> list[Payee]:
    """Return who can be chosen for ``work``: of a ``line`` that is there, those whom it names,
    too, who may have left since.
    """
    found = [*royalties.payees(site, work)]
    known = {each.payee for each in found}
    gone = [royalties.payee(site, who) for who, _part in (
        () if line is None else line.counted.parts) if who not in known]
    return found + [each._replace(name=each.name or GONE) for each in gone]
