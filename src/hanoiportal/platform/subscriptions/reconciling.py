"""Subscriptions after a restore: nobody is told again, and nobody who has ended is told at all."""
from functools import partial
from typing import cast

from ...base.interfaces import IPortal
from ...kernel.storage.keys import key_of
from ..ledger.interfaces import ILedger
from ..reconciling.interfaces import Findings, KeyNumbers
from ..scheduling.interfaces import IEnvironment
from .batches import book_of


def position_of(portal: IPortal) -> int:
    """Return the number of the last event that was followed."""
    book = book_of(portal)
    return 0 if book is None else book.position


def key_numbers(portal: IPortal) -> KeyNumbers:
    """Return the numbers of the keys of addresses."""
    book = book_of(portal)
    return cast(KeyNumbers, {} if book is None else book.subscribers)


def reconcile(environment: IEnvironment, is_restored: bool) -> Findings:
    """Pass over what subscribers may have been told already; forget those whose key is destroyed:
    they ended it in the time that is lost.
    """
    if not is_restored:
        return Findings()
    passed, forgotten = environment.in_transaction(partial(_mend, environment))
    told = ((passed, 'events are told to no subscriber: they may have been before the restore'),
            (forgotten, 'subscribers forgotten again'))
    return Findings(tuple(f'{number} {what}' for number, what in told if number))


def _mend(environment: IEnvironment) -> tuple[int, int]:
    book = book_of(environment.portal)
    if book is None:
        return 0, 0
    ledger: ILedger = environment.registry.getAdapter(environment.portal, ILedger)
    passed = sum(1 for _event in ledger.since(book.position))
    if passed:
        book.position = ledger.last()
    lost = [each for each in book.subscribers.values()
            if key_of(environment.portal, each.number) is None]
    for subscriber in lost:
        book.forget(subscriber)
    for subscriber in book.subscribers.values():
        if subscriber.waiting:
            passed += len(subscriber.waiting)
            subscriber.waiting, subscriber.later = (), 0.0
            book.schedule(subscriber, 0)
    return passed, len(lost)


def end_links(portal: IPortal) -> int:
    """End what nobody has confirmed: its links, spent or not, open nothing; return how many."""
    book = book_of(portal)
    asked = [] if book is None else book.asked_before(float(2 ** 62))
    for subscriber, number in asked:
        assert book is not None
        left = tuple(each for each in subscriber.followed if each.number != number)
        if left:
            book.put(subscriber, left)
        else:
            book.forget(subscriber)
    return len(asked)
