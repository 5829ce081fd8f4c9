"""Following the ledger: what becomes public is news for those who follow it, once.

The position and what waits for whom are one transaction of ``interactions``: no event is left out
or taken twice, after a crash too (ADR 69).
"""
from __future__ import annotations

import datetime
from itertools import islice

from ...base.clock import HANOI, local
from ...base.i18n import DEFAULT
from ...kernel.tree.lookup import is_practice, site_of
from ..ledger.interfaces import Event, ILedger
from ..scheduling.interfaces import IEnvironment
from .batches import work_off
from .interfaces import AT_ONCE, WEEKLY, IFollowable, Piece
from .resource import MOST_NEWS, Subscriber, SubscriptionBook

#: Events in one transaction.
BATCH = 50
#: Days after which what is published is no news any more: an import brings it.
OLD = 7
#: Hour of Hanoi at which those are told who wished it once a day, or once a week on Mondays.
HOUR = 7


def follow(environment: IEnvironment) -> None:
    """Job: follow the ledger to its end.  After a restore nothing is followed before
    ``bin/portal reconcile``.
    """
    work_off(environment, _batch)


def _batch(environment: IEnvironment, book: SubscriptionBook) -> bool:
    """Follow some events; return whether there was any."""
    ledger: ILedger = environment.registry.getAdapter(environment.portal, ILedger)
    events = list(islice(ledger.since(book.position), BATCH))
    if not events:
        return False
    now = environment.clock.now()
    for event in events:
        if is_news(event, now) and not is_practice(site_of(environment.portal, event.site)):
            _tell(environment, book, event, now)
    book.position = events[-1].number
    return True


def is_news(event: Event, now: datetime.datetime) -> bool:
    """Return whether ``event`` may be news for anybody at ``now``: of an item, not of one of its
    translations, and lately.  Which kinds are, each ``News`` says.
    """
    return (bool(event.item) and event.language in ('', DEFAULT)
            and now - event.moment < datetime.timedelta(days=OLD))


def _tell(environment: IEnvironment, book: SubscriptionBook, event: Event,
          now: datetime.datetime) -> None:
    concerned: dict[int, set[int]] = {}
    urgent = set[int]()
    for name, followable in environment.registry.getUtilitiesFor(IFollowable):
        for target in dict.fromkeys(followable.news(
                environment.portal, event, environment.registry)):
            for subscriber in book.followers_of(name, target):
                numbers = {each.number for each in subscriber.followed
                           if (each.kind, each.target) == (name, target)
                           and each.confirmed and each.since < event.number}
                if numbers:
                    concerned.setdefault(subscriber.number, set()).update(numbers)
                    urgent.update({subscriber.number} if followable.is_urgent else ())
    for number, numbers in concerned.items():
        subscriber = book.subscribers[number]
        piece = Piece(event.item, event.number, tuple(sorted(numbers)), number in urgent)
        _add(subscriber, piece)
        if piece.is_urgent:
            book.schedule(subscriber, now.timestamp())
            continue
        subscriber.later = subscriber.later or due_at(subscriber, now).timestamp()
        if not subscriber.due:
            book.schedule(subscriber, subscriber.later)


def _add(subscriber: Subscriber, piece: Piece) -> None:
    """Let ``piece`` wait; one of the same item makes way."""
    others = [each for each in subscriber.waiting if each.item != piece.item]
    subscriber.waiting = (*others, piece)[-MOST_NEWS:]


def due_at(subscriber: Subscriber, now: datetime.datetime) -> datetime.datetime:
    """Return when ``subscriber`` is told what is new at ``now``, aware."""
    if subscriber.days == AT_ONCE:
        return now
    day = local(now).date()
    if subscriber.days == WEEKLY:
        day -= datetime.timedelta(days=day.weekday())
    seven = datetime.datetime.combine(day, datetime.time(HOUR), HANOI)
    return seven if now < seven else seven + datetime.timedelta(days=subscriber.days)
