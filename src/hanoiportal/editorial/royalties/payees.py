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
from .interfaces import ISenders, Payee

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal, ISite

ACCOUNT, ROW, SENDER = 'account', 'row', 'sender'


class Payees:
    """Finds payees of sites, for one asker."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed,
                 contributors: IContributors) -> None:
        self._registry, self._portal, self._allowed = registry, portal, allowed
        self._contributors = contributors
        self._accounts: IContributorAccounts = registry.getUtility(IContributorAccounts)
        self._now = registry.getUtility(IClock).now

    def choices(self, site: ISite, item: str) -> list[Payee]:
        """Return whom a work can be shared among: staff and contributors of ``site``, and who
        sent ``item``, by their names.
        """
        found = {f'{ACCOUNT}:{each}' for each in holders_of(site, EDITORIAL, self._now())}
        for each in self._contributors.listed(site):
            found.add(f'{ACCOUNT}:{each.account}' if each.account else f'{ROW}:{each.number}')
        senders = self._registry.queryUtility(ISenders)
        if item and senders is not None and (sender := senders.sender_of(self._portal, item)):
            found.add(f'{SENDER}:{sender}')
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
        said = self._said(site, row)
        person = self._portal['accounts'].by_id.get(account)
        called = said.get('name', '') if person is None else str(person.full_name)
        if not self._allowed(PAY, site):
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
