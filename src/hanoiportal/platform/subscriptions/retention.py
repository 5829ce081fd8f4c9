"""What nobody has confirmed is kept for some days; then the address is forgotten."""
import datetime
from functools import partial
from typing import cast

from ...kernel.storage.keys import keys_of
from ..outbox.interfaces import Payload
from ..scheduling.interfaces import IEnvironment
from .batches import book_of
from .interfaces import ISubscriber, ISubscriptions
from .rules import UNCONFIRMED, ISubscriptionRules

#: Seconds between two looks; what is ended in one transaction.
EVERY, BATCH = 3600, 50


def forget_unconfirmed(environment: IEnvironment) -> None:
    """Job: end what was asked too long ago."""
    now = environment.clock.now()
    rules = environment.registry.getUtility(ISubscriptionRules)
    before = now - datetime.timedelta(days=rules.number(UNCONFIRMED, now))
    while environment.in_transaction(partial(_end, environment, before.timestamp())):
        pass


def _end(environment: IEnvironment, before: float) -> int:
    """End some of what was asked before; return how many."""
    book = book_of(environment.portal)
    register: ISubscriptions = environment.registry.getAdapter(
        environment.portal, ISubscriptions)
    old = [] if book is None else book.asked_before(before, BATCH)
    for subscriber, number in old:
        register.stop(cast(ISubscriber, subscriber), [number])
    return len(old)


def destroy(environment: IEnvironment, token: str, payload: Payload) -> None:
    """Handler of the outbox: destroy the key of an address; doing it twice does it once."""
    keys_of(environment.portal).destroy([int(payload['number'])])
