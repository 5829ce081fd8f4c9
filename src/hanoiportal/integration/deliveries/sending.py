"""Sending what is due: leased, sent outside of any transaction, noted.

Who is killed in between has sent it or not; the lease ends, and it is sent with the same key.
"""
from __future__ import annotations

import datetime
import logging
import random
import time
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, cast

from pyramid.registry import Registry
from transaction.interfaces import TransientError

from ...base.clock import UTC
from ...kernel.security.crypto.sealing import ISealing, Unreadable
from ...platform.http.interfaces import NoAnswer
from ...platform.scheduling.interfaces import IEnvironment
from ..changes.interfaces import IChanges
from .answers import receipt_of
from .following import chosen
from .interfaces import (
    FIGURES,
    FORMER,
    GONE,
    LATER,
    LONGEST,
    SHOWN,
    TRIAL,
    Delivery,
    IReceivers,
    Receipt,
    Receiver,
)
from .noting import SECRETS_LOST, note
from .posting import posted
from .resource import KeptConnection, Waiting, book_of

if TYPE_CHECKING:
    from ...base.interfaces import IItem
    from ...base.profiles import Profile
    from ...platform.http.interfaces import HttpAnswer

log = logging.getLogger(__name__)

#: Seconds for which who sends a delivery has it alone; what is looked at in one transaction.
LEASE, LOOKED_AT = 120, 50
_CHANCE = random.SystemRandom()


class Work(NamedTuple):
    """A delivery that was leased.  ``wrong``: why nothing can be told of its item."""

    sequence: int
    leased: Waiting
    receiver: Receiver
    delivery: Delivery
    wrong: str = ''


def owner_of(number: int, name: str) -> str:
    """Return for what a secret of the connection with that ``number`` is sealed."""
    return f'connection {number} {name}'


def ready(environment: IEnvironment) -> list[int]:
    """Return the numbers of the connections that have something to send now."""
    now = environment.clock.now().timestamp()
    return [each.number for each in book_of(environment.portal).connections.values()
            if _due(each, now, 1)]


def send_due(environment: IEnvironment, number: int, seconds: float) -> int:
    """Send what is due of one connection, one after the other, for about ``seconds``; return how
    many tries were made.
    """
    end, tries = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        work = environment.in_transaction(partial(_leased, environment, number))
        if work is None:
            break
        began = time.monotonic()
        receipt = _sent(environment, work)
        environment.in_transaction(partial(
            note, environment, number, work.sequence, work.leased, receipt,
            time.monotonic() - began, _CHANCE))
        tries += 1
    return tries


def _due(connection: KeptConnection, now: float, most: int) -> list[int]:
    """Return the sequences of what may be sent now; a trial goes before and is always sent."""
    trial = [sequence for sequence in connection.queues.get('', ())[:1]
             if connection.waiting[sequence].next <= now]
    if trial or not connection.is_on or connection.open_until > now:
        return trial
    return connection.due_at(now, most)


def _leased(environment: IEnvironment, number: int) -> Work | None:
    """Return a delivery which nobody else sends for some time; ``None`` if none is due."""
    connection: KeptConnection | None = book_of(environment.portal).connections.get(number)
    if connection is None:
        return None
    receiver = environment.registry.getUtility(IReceivers).get(connection.receiver)
    if receiver is None:
        return None
    now = environment.clock.now().timestamp()
    for sequence in _due(connection, now, LOOKED_AT):
        waiting: Waiting = connection.waiting[sequence]
        try:
            ready = _ready(environment, connection, receiver, waiting)
        except Unreadable:
            connection.is_on, connection.why_off = False, SECRETS_LOST
            if not waiting.item:
                connection.end(sequence)
            return None
        if ready is None:  # it was never told of what is gone; there are no such figures
            connection.end(sequence)
            continue
        delivery, wrong = ready
        leased = waiting._replace(key=delivery.key, kind=delivery.kind, tries=delivery.tries,
                                  next=now + LEASE, is_leased=True)
        connection.put(sequence, leased)
        if delivery.kind == SHOWN and int(delivery.item) not in connection.held:
            connection.held[int(delivery.item)] = ''
        return Work(sequence, leased, receiver, delivery, wrong)
    return None


def _ready(environment: IEnvironment, connection: KeptConnection, receiver: Receiver,
           waiting: Waiting) -> tuple[Delivery, str] | None:
    """Return what is sent of ``waiting`` and what went wrong in making its body; ``None`` for
    nothing.
    """
    item, delivery = _made(environment, connection, receiver, waiting)
    if delivery is None:
        return None
    delivery, wrong = _told(environment, receiver, item, delivery)
    return None if delivery.kind == FIGURES and not (delivery.body or wrong) else (delivery, wrong)


def _made(environment: IEnvironment, connection: KeptConnection, receiver: Receiver,
          waiting: Waiting) -> tuple[IItem | None, Delivery | None]:
    """Return of which item something is sent, as it is now, and that without its body; ``None``
    for nothing.
    """
    item, kind, reference = None, TRIAL, ''
    if waiting.kind == FIGURES:
        kind = FIGURES
    elif waiting.item:
        item = chosen(environment, connection, receiver, waiting.item)
        kind = GONE if item is None else SHOWN
        if item is None and int(waiting.item) not in connection.held:
            return None, None
        reference = connection.held.get(int(waiting.item), '')
    changes: IChanges = environment.registry.getAdapter(environment.portal, IChanges)
    return item, Delivery(
        _key(waiting, kind), kind, waiting.item, waiting.number, str(changes.position()),
        datetime.datetime.fromtimestamp(waiting.made, UTC), waiting.tries + 1, connection.number,
        connection.site, connection.settings, _secrets(environment, connection), reference)


def _told(environment: IEnvironment, receiver: Receiver, item: IItem | None,
          delivery: Delivery) -> tuple[Delivery, str]:
    """Return ``delivery`` with its body, and what went wrong in making that, ``''`` for nothing:
    an item of which nothing can be told holds up no other.
    """
    try:
        return delivery._replace(body=receiver.tell(environment, item, delivery)), ''
    except TransientError:
        raise
    except Exception as error:
        log.exception('body for connection %s', delivery.connection)
        return delivery, type(error).__name__


def _key(waiting: Waiting, kind: str) -> str:
    """Return the key of ``waiting``: another one once it says the contrary of what was tried.

    The other system may have taken that, and its answer got lost: then it would pass over a
    message with the same key, and keep what is gone.
    """
    if not waiting.tries or kind == waiting.kind:
        return waiting.key
    key, _dot, turn = waiting.key.partition('.')
    return f'{key}.{int(turn or 0) + 1}'


def opened(registry: Registry, connection: KeptConnection) -> dict[str, str]:
    """Return the secrets of ``connection``.  Raises ``Unreadable``."""
    sealing = registry.getUtility(ISealing)
    return {name: sealing.opened(sealed, owner_of(connection.number, name))
            for name, sealed in connection.sealed.items()}


def _secrets(environment: IEnvironment, connection: KeptConnection) -> dict[str, str]:
    found = opened(environment.registry, connection)
    if environment.clock.now().timestamp() < connection.former_until:
        unsealed = environment.registry.getUtility(ISealing).opened
        found.update({name + FORMER: unsealed(sealed, owner_of(connection.number, name))
                      for name, sealed in connection.former.items()})
    return found


def _tried(environment: IEnvironment, work: Work) -> Receipt | HttpAnswer:
    receiver, delivery = work.receiver, work.delivery
    if receiver.send is not None:
        return receiver.send(environment, delivery)
    return posted(cast('Profile', receiver.profile), environment, delivery)


def _sent(environment: IEnvironment, work: Work) -> Receipt:
    """Send it; whatever goes wrong is a receipt."""
    if work.wrong:
        return Receipt(LATER, note=work.wrong)
    try:
        came = _tried(environment, work)
        receipt = came if isinstance(came, Receipt) else receipt_of(
            came, environment.clock.now(), work.receiver)
    except NoAnswer as none:
        return Receipt(LATER, note=none.why)
    except Exception as error:
        log.exception('delivery of connection %s', work.delivery.connection)
        return Receipt(LATER, note=type(error).__name__)
    return receipt._replace(note=receipt.note[:LONGEST], reference=receipt.reference[:LONGEST])
