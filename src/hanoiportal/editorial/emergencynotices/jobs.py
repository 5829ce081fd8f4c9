"""The job that ends notices: a page asks no clock, so their end is one transaction."""
from __future__ import annotations

from ...kernel.tree.events import SYSTEM, Action, send
from ...platform.scheduling.interfaces import IEnvironment
from .interfaces import OVER
from .resource import in_force


def end_due(environment: IEnvironment) -> None:
    """End each notice whose end has come; nothing is written if none has."""
    environment.in_transaction(lambda: _end_due(environment))


def _end_due(environment: IEnvironment) -> None:
    now = environment.clock.now()
    for notice in in_force(environment.portal):
        if notice.until <= now:
            notice.end(OVER, now, SYSTEM)
            send(environment.registry)(Action(
                environment.portal, 'end_emergency_notice', SYSTEM, number=notice.number))
