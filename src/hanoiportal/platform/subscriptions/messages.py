"""Short messages of what is new: one of all that waits, with the address of a page that shows it
and ends it (ADR 108).

They go by the outbox within a day, from a share of the limits, so that news never takes what cases
and codes need.
"""
from __future__ import annotations

import datetime
from functools import partial
from hashlib import sha256

from pyramid.registry import Registry

from ...base.i18n import _, said_in
from ...base.interfaces import IResource
from ..outbox.interfaces import IOutbox, Payload
from ..scheduling.interfaces import IEnvironment
from ..sms.interfaces import ACCEPTED, ALARM, NO_NUMBER, REFUSED, ISms
from .addresses import name_of, page_of, public_at
from .figures import count
from .interfaces import (
    BY_MESSAGE,
    MESSAGES,
    NEWS_PAGE,
    IReturns,
    ISubscriber,
    ISubscriptions,
    Piece,
)

NEWS_MESSAGE = 'subscription message'
#: Hours for which a message is tried; older news is read on the page.
HOURS = 24
_ONE = _('Tin mới: ${what}. Xem, dừng: ${page}')
_MANY = _('${number} tin mới: ${what}. Xem, dừng: ${page}')
_URGENT = _('Khẩn: ${what}. Xem, dừng: ${page}')


def tell_by_message(environment: IEnvironment, subscriber: ISubscriber,
                    pieces: tuple[Piece, ...]) -> None:
    """Channel: one short message of all ``pieces``."""
    registry = environment.registry
    sms: ISms = registry.getUtility(ISms)
    if not sms.is_open:
        return
    told = f'message {subscriber.number} {[each.event for each in pieces]}'
    until = environment.clock.now() + datetime.timedelta(hours=HOURS)
    registry.getAdapter(environment.portal, IOutbox).add(
        NEWS_MESSAGE, sha256(told.encode()).hexdigest()[:32], {
            'subscriber': subscriber.number, 'items': ' '.join(
                '-'.join(map(str, (each.item, *each.numbers))) for each in pieces),
            'urgent': int(any(each.is_urgent for each in pieces)),
            'until': int(until.timestamp())})


def send_news(environment: IEnvironment, token: str, payload: Payload) -> None:
    """Handler of ``NEWS_MESSAGE``.  Raises ``NotSent`` for what is to be tried again."""
    registry = environment.registry
    sms: ISms = registry.getUtility(ISms)
    register: ISubscriptions = registry.getAdapter(environment.portal, ISubscriptions)
    subscriber = register.get(int(payload['subscriber']))
    items = [] if subscriber is None or subscriber.channel != BY_MESSAGE else [
        item for each in str(payload['items']).split()
        if (item := _told(environment, subscriber, each)) is not None]
    is_late = environment.clock.now().timestamp() > int(payload['until'])
    if not sms.is_open or subscriber is None or not items or is_late:
        sms.give_up(environment, token)
        return
    page = page_of(registry, subscriber.language, NEWS_PAGE, register.short(subscriber))
    is_urgent = bool(payload['urgent'])
    what = sms.send(
        environment, token, register.address(subscriber),
        text_of(registry, items, subscriber.language, page, is_urgent),
        100 if is_urgent else ALARM)
    if what == ACCEPTED:
        environment.in_transaction(partial(count, environment, MESSAGES, items))
    elif what in (REFUSED, NO_NUMBER):
        environment.in_transaction(partial(
            registry.getUtility(IReturns).undelivered, environment, subscriber))


def _told(environment: IEnvironment, subscriber: ISubscriber, piece: str) -> IResource | None:
    """Return the item of ``piece``, in the words of a payload, if it is public and followed still.
    """
    item, *numbers = piece.split('-')
    followed = {str(each.number) for each in subscriber.followed}
    return public_at(environment.portal, item) if followed.intersection(numbers) else None


def text_of(registry: Registry, items: list[IResource], tag: str, page: str,
            is_urgent: bool) -> str:
    """Return what is told of ``items``, at least one, in the language ``tag``: as many words of
    the title of the latest as one message holds.
    """
    say, sms = said_in(registry, tag), registry.getUtility(ISms)
    message = _URGENT if is_urgent else _ONE if len(items) == 1 else _MANY
    title = name_of(items[-1], tag).split()
    for kept in range(len(title), 0, -1):
        what = ' '.join(title[:kept]) + ('..' if kept < len(title) else '')
        text = say(message, what=what, number=str(len(items)), page=page)
        if sms.fits(text):
            return text
    return say(message, what='...', number=str(len(items)), page=page)
