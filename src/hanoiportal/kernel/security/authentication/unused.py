"""Which accounts nobody uses any more."""
from __future__ import annotations

from typing import TYPE_CHECKING

from ....base.interfaces import IClock
from ..interactions import interactions_of
from .rules import UNUSED, IAccountRules
from .usage import KEY

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from pyramid.registry import Registry

    from ....base.interfaces import IPortal
    from .accounts import Account


def unused(portal: IPortal, registry: Registry) -> Iterator[Account]:
    """Yield the accounts that can log in and that nobody has used for so long."""
    now = registry.getUtility(IClock).now()
    since = registry.getUtility(IAccountRules).before(UNUSED, now)
    for account in portal['accounts'].by_id.values():
        last = last_use(portal, account)
        if since is not None and account.is_open and last is not None and last <= since:
            yield account


def last_use(portal: IPortal, account: Account) -> datetime.datetime | None:
    """Return when ``account`` was used last, aware UTC: to some minutes, or when it was seen
    first or opened again; ``None`` before it was seen at all.
    """
    usage = interactions_of(portal).get(KEY, {}).get(account.id)
    moments = [usage and usage.last, account.enabled_at]
    return max(filter(None, moments), default=None)
