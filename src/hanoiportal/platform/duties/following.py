"""Following the ledger: each event does what it does to duties exactly once.

The position and what the events do are one transaction of ``interactions``: after a crash, and
beside a second scheduler, no event is left out or taken twice.
"""
import datetime
from itertools import islice

from persistent import Persistent

from ...kernel.security.interactions import get_or_create, interactions_of
from ..ledger.interfaces import Event, ILedger
from ..scheduling.interfaces import IEnvironment
from .effects import Effects
from .interfaces import IDuties

#: Name of the position in the root of the database.
KEY = 'duties position'
#: Events in one transaction.
BATCH = 200


class Position(Persistent):
    """How far the ledger was followed.  ``number``: of its last event that was.

    ``moment``: the latest that such an event stated, aware UTC.  An event is taken to have been
    noted then, if it states an earlier one: an import states moments of the past, and a clock may
    jump back.
    """

    number = 0
    moment: datetime.datetime | None = None

    def reach(self, event: Event, now: datetime.datetime) -> datetime.datetime:
        """Stand at ``event``; return when it was noted, at ``now`` at the latest."""
        stated = min(event.moment, now)
        if self.moment is None or stated > self.moment:
            self.moment = stated
        self.number = event.number
        return self.moment


def follow(environment: IEnvironment) -> None:
    """Follow the ledger to its end: the job of the scheduler."""
    while environment.in_transaction(lambda: _batch(environment)):
        pass


def _batch(environment: IEnvironment) -> bool:
    """Follow some events; return whether there was any."""
    portal, registry = environment.portal, environment.registry
    root = interactions_of(portal)
    known = root.get(KEY)
    events = list(islice(registry.getAdapter(portal, ILedger).since(
        known.number if known else 0), BATCH))
    if not events:
        return False
    position = get_or_create(root, KEY, Position)
    effects = Effects(registry.getAdapter(portal, IDuties), portal, registry)
    for event in events:
        effects.apply(event, position.reach(event, environment.clock.now()))
    return True
