"""What follows from rows of the register: whose account is whose is found at once."""
from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ...kernel.tree.lookup import find_portal
from ...platform.registers.interfaces import IForgetting, IRowWithdrawn
from .interfaces import NAME
from .register import account_at
from .resource import get_or_create_book

if TYPE_CHECKING:
    from ...base.interfaces import IPortal, ISite
    from ...platform.registers.interfaces import RowEvent


def row_changed(event: RowEvent) -> None:
    """Note which account the row names now."""
    if event.register != NAME:
        return
    site, number = cast('ISite', event.object), event.row.number
    portal = cast('IPortal', find_portal(site))
    book, at = get_or_create_book(portal), str(site.__oid__)
    before = at, book.whose.get(number, '')
    if book.accounts.get(before) == number:
        del book.accounts[before]
    values = event.registry.getUtility(IForgetting).values(portal, NAME, number)
    login = str(values.get('account') or '')
    account = account_at(site, login, event.registry) if login else ''
    if account:
        book.whose[number] = account
    elif not login:
        book.whose.pop(number, None)
    if account and not IRowWithdrawn.providedBy(event):
        book.accounts[at, account] = number
