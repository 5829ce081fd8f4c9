"""The book of subscribers as jobs read it, and how they work it off."""
from collections.abc import Callable
from functools import partial

from ...base.interfaces import IPortal
from ...base.settings import ISettings
from ...kernel.security.interactions import interactions_of
from ..scheduling.interfaces import IEnvironment
from .resource import KEY, SubscriptionBook

#: Works some of a book off; returns whether there was any.
Batch = Callable[[IEnvironment, SubscriptionBook], bool]


def book_of(portal: IPortal) -> SubscriptionBook | None:
    """Return the book of ``portal``, ``None`` if nobody has ever followed anything."""
    found: SubscriptionBook | None = interactions_of(portal).get(KEY)
    return found


def work_off(environment: IEnvironment, batch: Batch) -> None:
    """Do ``batch`` until there is nothing left, each time in a transaction of its own; nothing
    after a restore before ``bin/portal reconcile``.
    """
    if environment.registry.getUtility(ISettings).restored_mark.exists():
        return
    while environment.in_transaction(partial(_some, environment, batch)):
        pass


def _some(environment: IEnvironment, batch: Batch) -> bool:
    book = book_of(environment.portal)
    return book is not None and batch(environment, book)
