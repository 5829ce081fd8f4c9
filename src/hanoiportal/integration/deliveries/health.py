"""How connections stand: for the desk, and for who runs the portal."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from ...base.clock import UTC
from ...base.interfaces import IClock
from .interfaces import BROKEN, FAILING, OFF, WELL, Connection, IReceivers
from .policy import FAILURES
from .resource import KeptConnection, book_of

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal

#: Seconds of failing after which the operator is told.
TOLD_AFTER = 600


def state_of(kept: KeptConnection) -> str:
    """Return how a connection stands, one of ``OFF``, ``WELL``, ``FAILING`` and ``BROKEN``."""
    if not kept.is_on:
        return OFF
    if not kept.failures:
        return WELL
    return BROKEN if kept.failures >= FAILURES else FAILING


def shown(kept: KeptConnection) -> Connection:
    """Return what people see of a connection."""
    return Connection(
        kept.number, kept.receiver, kept.site, kept.title, kept.settings, state_of(kept),
        len(kept.waiting), len(kept.dead), kept.arrived, _moment(kept.failing),
        _moment(kept.open_until), _moment(kept.last), kept.note, kept.why_off)


def _moment(seconds: float) -> datetime.datetime | None:
    return datetime.datetime.fromtimestamp(seconds, UTC) if seconds else None


def check(registry: Registry, portal: IPortal | None) -> str:
    """Check: what the operator has connected works, but for a while; what it gave up is looked
    at.  Receivers that sites connect themselves are theirs to look after.
    """
    if portal is None:
        return ''
    receivers = registry.getUtility(IReceivers)
    now = registry.getUtility(IClock).now().timestamp()
    watched = [each for each in book_of(portal).connections.values()
               if each.receiver in receivers and receivers[each.receiver].is_of_city]
    silent = [f'{each.receiver} ({each.note})' for each in watched
              if each.is_on and each.failing and now - each.failing >= TOLD_AFTER]
    ended = [each.receiver for each in watched if each.why_off]
    dead = [each.receiver for each in watched if len(each.dead)]
    told = (('no answer from', silent), ('turned off:', ended), ('dead letters for', dead))
    return '; '.join(f'{what} {", ".join(sorted(set(names)))}' for what, names in told if names)


def position_of(portal: IPortal) -> int:
    """Return the number of the last change that any connection has read."""
    return max((each.position for each in book_of(portal).connections.values()), default=0)
