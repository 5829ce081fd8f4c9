"""Telling subscribers what waits for them: by their channel, in the transaction that notes it.

A mail is a part of that transaction (``IPost``): it is written when it commits and not at all
otherwise, so nobody is told twice of an event, also where the portal is killed.
"""
from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from pyramid.registry import Registry

from ...base.settings import ISettings
from ..notifications.interfaces import IPost
from ..scheduling.interfaces import IEnvironment
from .addresses import page_of, public_at
from .batches import work_off
from .digests import digest_of
from .figures import count
from .following import due_at
from .interfaces import (
    ONE_CLICK,
    PAGE,
    SENT,
    STOP,
    IChannel,
    IReturns,
    ISubscriber,
    ISubscriptions,
    Piece,
)
from .letters import page_link, send
from .resource import MOST_NEWS, Subscriber, SubscriptionBook
from .sealing import STOP as FOR_STOP

#: Subscribers in one transaction.
BATCH = 20
#: RFC 2919: what mail programs sort by.
_LIST = 'theo-doi'


def tell(environment: IEnvironment) -> None:
    """Job: tell those who are due."""
    work_off(environment, _batch)


def _batch(environment: IEnvironment, book: SubscriptionBook) -> bool:
    """Tell some; return whether there was anybody."""
    due = book.due_at(environment.clock.now().timestamp(), BATCH)
    for subscriber in due:
        book.schedule(subscriber, 0)
        _tell(environment, subscriber)
        if subscriber.waiting:  # an urgent letter puts nothing off
            book.schedule(subscriber, subscriber.later or due_at(
                subscriber, environment.clock.now()).timestamp())
        else:
            subscriber.later = 0.0
    return bool(due)


def _tell(environment: IEnvironment, subscriber: Subscriber) -> None:
    """Tell what waits; what is urgent goes alone, and the rest at its own time."""
    followed = {each.number for each in subscriber.followed}
    waiting, urgent = subscriber.waiting, [each for each in subscriber.waiting if each.is_urgent]
    subscriber.waiting = tuple(each for each in waiting if urgent and not each.is_urgent)
    pieces = tuple(each for each in urgent or waiting if followed.intersection(each.numbers)
                   and public_at(environment.portal, each.item) is not None)
    if not pieces:
        return
    subscriber.told = (*reversed(pieces), *subscriber.told)[:MOST_NEWS]
    channel = environment.registry.queryUtility(IChannel, name=subscriber.channel)
    if channel is not None:
        channel.tell(environment, subscriber, pieces)


def tell_on_page(environment: IEnvironment, subscriber: ISubscriber,
                 pieces: tuple[Piece, ...]) -> None:
    """Channel: nothing but the page «Theo dõi», which shows what was told."""


def tell_by_mail(environment: IEnvironment, subscriber: ISubscriber,
                 pieces: tuple[Piece, ...]) -> None:
    """Channel: one mail of all ``pieces``, with a link that ends it by one click (RFC 8058)."""
    registry, tag = environment.registry, subscriber.language
    if not registry.getUtility(IPost).is_open:
        return
    items = [item for each in pieces
             if (item := public_at(environment.portal, each.item)) is not None]
    stop, returns = stop_link(environment, subscriber, pieces), registry.getUtility(IReturns)
    letter = digest_of(registry, items, tag, stop, page_link(environment, subscriber),
                       any(each.is_urgent for each in pieces))
    send(environment, subscriber, letter.subject, letter.text, _token(subscriber, pieces),
         list_headers(registry, stop), html=letter.html,
         returns=returns.address(environment.portal, subscriber))
    count(environment, SENT, items)


def list_headers(registry: Registry, stop: str) -> Mapping[str, str]:
    """Return the headers of a letter to many that the address ``stop`` ends by one click."""
    field, value = ONE_CLICK
    return {'List-Id': f'<{_LIST}.{registry.getUtility(ISettings).domain}>',
            'List-Unsubscribe': f'<{stop}>', 'List-Unsubscribe-Post': f'{field}={value}'}


def stop_link(environment: IEnvironment, subscriber: ISubscriber,
              pieces: tuple[Piece, ...]) -> str:
    """Return the address that ends what ``pieces`` are of; all, if ``subscriber`` is told by the
    day or week, unless it is urgent.
    """
    numbers = () if subscriber.days and not any(each.is_urgent for each in pieces) else sorted({
        number for each in pieces for number in each.numbers})
    register: ISubscriptions = environment.registry.getAdapter(
        environment.portal, ISubscriptions)
    code = register.code(subscriber, FOR_STOP, '-'.join(map(str, numbers)) or '0')
    return page_of(environment.registry, subscriber.language, PAGE, STOP, code)


def _token(subscriber: ISubscriber, pieces: tuple[Piece, ...]) -> str:
    told = f'news {subscriber.number} {[each.event for each in pieces]}'
    return sha256(told.encode()).hexdigest()[:32]
