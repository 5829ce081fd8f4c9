"""Noting what came of a try: it has arrived, waits for another one, or is given up."""
from __future__ import annotations

import random

from ...platform.scheduling.interfaces import IEnvironment
from .incidents import ISSUE_AFTER, close, report
from .interfaces import ACCEPTED, ENDED, GONE, SHOWN, TRIAL, Receipt
from .policy import broken, is_over, pause
from .resource import MOST_DEAD, KeptConnection, Waiting, book_of

#: Why the engine turns a connection off: the other system wants no more; too much is given up; the
#: key by which the secrets were sealed is another one.
ENDED_THERE, TOO_MANY_DEAD, SECRETS_LOST = 'ended', 'dead', 'secrets'


def note(environment: IEnvironment, number: int, sequence: int, leased: Waiting,
         receipt: Receipt, seconds: float, chance: random.Random) -> None:
    """Note what came of sending ``leased``; nothing if the lease has gone to somebody else."""
    connection: KeptConnection | None = book_of(environment.portal).connections.get(number)
    if connection is None or connection.waiting.get(sequence) != leased:
        return
    now = environment.clock.now().timestamp()
    connection.write((now, leased.key, leased.kind, leased.item, leased.tries, receipt.outcome,
                      receipt.status, receipt.note, round(seconds, 3)))
    if leased.kind != TRIAL or receipt.outcome == ACCEPTED:
        _breaker(connection, receipt, now, chance)
    if receipt.outcome == ACCEPTED:
        _arrived(connection, sequence, leased, receipt, now)
    elif leased.kind == TRIAL:
        connection.end(sequence)
    else:
        _failed(connection, sequence, leased, receipt, now, chance)
    _tell(environment, connection, now)


def _arrived(connection: KeptConnection, sequence: int, leased: Waiting, receipt: Receipt,
             now: float) -> None:
    connection.end(sequence)
    connection.arrived += 1
    connection.last = now
    if leased.kind == GONE:
        connection.held.pop(int(leased.item), None)
    elif leased.kind == SHOWN and receipt.reference:
        connection.held[int(leased.item)] = receipt.reference


def _failed(connection: KeptConnection, sequence: int, leased: Waiting, receipt: Receipt,
            now: float, chance: random.Random) -> None:
    one = leased._replace(note=receipt.note or str(receipt.status or ''), is_leased=False)
    if is_over(receipt, leased.tries, now - leased.made):
        connection.bury(sequence, one)
    else:
        connection.put(sequence, one._replace(
            next=now + pause(leased.tries, receipt.pause, chance)))
    if receipt.outcome == ENDED:
        connection.is_on, connection.why_off = False, ENDED_THERE
    elif len(connection.dead) >= MOST_DEAD:
        connection.is_on, connection.why_off = False, TOO_MANY_DEAD


def _breaker(connection: KeptConnection, receipt: Receipt, now: float,
             chance: random.Random) -> None:
    after = broken(connection.breaker, receipt, now, chance)
    connection.note = '' if receipt.outcome == ACCEPTED else receipt.note or str(receipt.status)
    if after != connection.breaker:
        connection.breaker = after


def _tell(environment: IEnvironment, connection: KeptConnection, now: float) -> None:
    """Let the register of incidents say what is wrong for long, and that it is over."""
    if connection.incident and not connection.failing:
        close(environment, connection)
        connection.incident = 0
    elif connection.failing and not connection.incident and (
            now - connection.failing >= ISSUE_AFTER):
        connection.incident = report(environment, connection)
