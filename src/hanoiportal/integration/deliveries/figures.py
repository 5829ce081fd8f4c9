"""From figures to deliveries: who is told of figures is told of those that are new or are others.

What was noted and what waits are one transaction of ``interactions``.  The body is made when it is
sent, as of all deliveries; so one that nobody has begun to send stands for later figures.
"""
from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from ..changes.interfaces import IChanges
from .following import begin, told, with_room
from .interfaces import FIGURES, Counted, Receiver
from .resource import MOST_WAITING, KeptConnection, Waiting

if TYPE_CHECKING:
    from ...platform.scheduling.interfaces import IEnvironment

#: Seconds between two looks at the figures of a connection.
EVERY = 600


def measure(environment: IEnvironment) -> None:
    """Let figures that are new or others wait for every connection that is on."""
    for number, receiver in environment.in_transaction(partial(told, environment)):
        if receiver.figures is not None:
            environment.in_transaction(partial(_some, environment, number, receiver))


def _some(environment: IEnvironment, number: int, receiver: Receiver) -> None:
    connection = with_room(environment, number)
    if connection is None:
        return
    _begin_again(environment, connection)
    if environment.clock.now().timestamp() - connection.looked >= EVERY:
        _look(environment, connection, receiver)


def _begin_again(environment: IEnvironment, connection: KeptConnection) -> None:
    """Forget what the figures were, after a restore, or if somebody wants all of it sent again."""
    changes: IChanges = environment.registry.getAdapter(environment.portal, IChanges)
    position = changes.position()
    if connection.walks or connection.epoch != position.epoch:
        begin(connection, position, is_all=False)
        connection.measured, connection.looked = dict.fromkeys(connection.measured, ''), 0.0


def _look(environment: IEnvironment, connection: KeptConnection, receiver: Receiver) -> None:
    """Let all figures wait that are others than those that were noted."""
    now, noted = environment.clock.now().timestamp(), dict(connection.measured)
    said = cast('Counted', receiver.figures)(environment, connection.settings)
    ended = [name for name in noted if name not in said]
    if not receiver.tells_ends:
        for name in ended:
            del noted[name]
        ended = []
    for name, text in (*((name, None) for name in ended), *said.items()):
        if noted.get(name) == text:
            continue
        if len(connection.waiting) >= MOST_WAITING:
            break  # the rest is looked at when some have gone
        if text is None:
            del noted[name]
        else:
            noted[name] = text
        _let_wait(connection, name, now)
    else:
        connection.looked = now
    if noted != connection.measured:
        connection.measured = noted


def _let_wait(connection: KeptConnection, name: str, now: float) -> None:
    if not connection.is_expected(name):
        number = connection.sequence + 1
        connection.add(Waiting(
            f'{connection.epoch}-{number}-{name}-{connection.number}', name, number, now, now,
            FIGURES))
