"""From figures to deliveries: who is told of figures is told of those that are new or are others.

What was noted and what waits are one transaction of ``interactions``.  The body is made when it is
sent, as of all deliveries; so one that nobody has begun to send stands for later figures.
"""
from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ..changes.interfaces import IChanges
from .following import begin, told, with_room
from .interfaces import FIGURES, Counted
from .resource import MOST_WAITING, KeptConnection, Waiting

if TYPE_CHECKING:
    from ...platform.scheduling.interfaces import IEnvironment

#: Seconds between two looks at the figures of a connection.
EVERY = 600


def measure(environment: IEnvironment) -> None:
    """Let figures that are new or others wait for every connection that is on."""
    for number, receiver in environment.in_transaction(partial(told, environment)):
        if receiver.figures is not None:
            environment.in_transaction(partial(_some, environment, number, receiver.figures))


def _some(environment: IEnvironment, number: int, counted: Counted) -> None:
    connection = with_room(environment, number)
    if connection is None:
        return
    _begin_again(environment, connection)
    if environment.clock.now().timestamp() - connection.looked >= EVERY:
        _look(environment, connection, counted)


def _begin_again(environment: IEnvironment, connection: KeptConnection) -> None:
    """Forget what was noted, after a restore, or if somebody wants all of it sent again."""
    changes: IChanges = environment.registry.getAdapter(environment.portal, IChanges)
    position = changes.position()
    if connection.walks or connection.epoch != position.epoch:
        begin(connection, position, is_all=False)
        connection.measured, connection.looked = {}, 0.0


def _look(environment: IEnvironment, connection: KeptConnection, counted: Counted) -> None:
    """Let all figures wait that are others than those that were noted."""
    now, said = environment.clock.now().timestamp(), counted(environment, connection.settings)
    noted = {name: text for name, text in connection.measured.items() if name in said}
    for name, text in said.items():
        if noted.get(name) == text:
            continue
        if len(connection.waiting) >= MOST_WAITING:
            break  # the rest is looked at when some have gone
        noted[name] = text
        if not connection.is_expected(name):
            number = connection.sequence + 1
            connection.add(Waiting(
                f'{connection.epoch}-{number}-{name}-{connection.number}', name, number, now, now,
                FIGURES))
    else:
        connection.looked = now
    if noted != connection.measured:
        connection.measured = noted
