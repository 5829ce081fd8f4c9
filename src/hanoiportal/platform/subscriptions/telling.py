"""Telling subscribers what waits for them: by their channel, in the transaction that notes it.

A mail is a part of that transaction (``IPost``): it is written when it commits and not at all
otherwise, so nobody is told twice of an event, also where the portal is killed.
"""
from __future__ import annotations

from hashlib import sha256

from ...base.i18n import _, said_in
from ...base.interfaces import IResource
from ..notifications.interfaces import IPost
from ..scheduling.interfaces import IEnvironment
from .addresses import address_of, name_of, page_of, public_at
from .batches import work_off
from .interfaces import ONE_CLICK, PAGE, STOP, IChannel, ISubscriber, ISubscriptions, Piece
from .letters import page_link, send
from .resource import MOST_NEWS, Subscriber, SubscriptionBook
from .sealing import STOP as FOR_STOP

#: Subscribers in one transaction.
BATCH = 20
_ONE = _('Tin mới: ${what}')
_MANY = _('${number} tin mới trong các mục theo dõi')
_TEXT = _(
    'Kính gửi Ông/Bà,\n\nTrong các mục Ông/Bà theo dõi có tin mới:\n\n${lines}\n\nXem, đổi hoặc '
    'dừng các mục đang theo dõi (mở được đến ${until}):\n${address}\n\nDừng nhận thư này ngay:\n'
    '${stop}\n\nThư do Cổng tự động gửi; xin không trả lời và không chuyển tiếp.\n')


def tell(environment: IEnvironment) -> None:
    """Job: tell those who are due."""
    work_off(environment, _batch)


def _batch(environment: IEnvironment, book: SubscriptionBook) -> bool:
    """Tell some; return whether there was anybody."""
    due = book.due_at(environment.clock.now().timestamp(), BATCH)
    for subscriber in due:
        book.schedule(subscriber, 0)
        _tell(environment, subscriber)
    return bool(due)


def _tell(environment: IEnvironment, subscriber: Subscriber) -> None:
    followed = {each.number for each in subscriber.followed}
    pieces = tuple(each for each in subscriber.waiting if followed.intersection(each.numbers)
                   and public_at(environment.portal, each.item) is not None)
    subscriber.waiting = ()
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
    say = said_in(registry, tag)
    subject = say(_ONE, what=name_of(items[0], tag)) if len(items) == 1 else say(
        _MANY, number=str(len(items)))
    stop = stop_link(environment, subscriber, pieces)
    field, value = ONE_CLICK
    send(environment, subscriber, subject,
         say(_TEXT, lines='\n\n'.join(_line(environment, item, tag) for item in items),
             stop=stop, **page_link(environment, subscriber)),
         _token(subscriber, pieces),
         {'List-Unsubscribe': f'<{stop}>', 'List-Unsubscribe-Post': f'{field}={value}'})


def stop_link(environment: IEnvironment, subscriber: ISubscriber,
              pieces: tuple[Piece, ...]) -> str:
    """Return the address that ends what ``pieces`` are of; all, if ``subscriber`` is told once a
    day.
    """
    numbers = () if subscriber.is_daily else sorted({
        number for each in pieces for number in each.numbers})
    register: ISubscriptions = environment.registry.getAdapter(
        environment.portal, ISubscriptions)
    code = register.code(subscriber, FOR_STOP, '-'.join(map(str, numbers)) or '0')
    return page_of(environment.registry, subscriber.language, PAGE, STOP, code)


def _line(environment: IEnvironment, item: IResource, tag: str) -> str:
    return f'{name_of(item, tag)}\n{address_of(item, environment.registry, tag)}'


def _token(subscriber: ISubscriber, pieces: tuple[Piece, ...]) -> str:
    told = f'news {subscriber.number} {[each.event for each in pieces]}'
    return sha256(told.encode()).hexdigest()[:32]
