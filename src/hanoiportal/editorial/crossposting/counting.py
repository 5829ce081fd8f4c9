"""What the ledger tells of proposals: that a board refused one, on which ground of 14.3."""
from __future__ import annotations

import datetime
from collections.abc import Iterator

from ...base.clock import local
from ...platform.ledger.interfaces import OF_ANOTHER, REJECTED, Event
from ...platform.scheduling.interfaces import IEnvironment
from .interfaces import REFUSED
from .resource import book_of


def refused(environment: IEnvironment, since: datetime.date) -> Iterator[Event]:
    """Yield what must have been told of all proposals, for ``config.add_reckoning``."""
    portal, type_of = environment.portal, environment.registry.content.typeof
    for proposal in book_of(portal).proposals.values():
        for event in proposal.events:
            if event.kind == REFUSED and local(event.moment).date() >= since:
                source = portal.__objectmap__.object_for(proposal.source)
                yield Event(
                    0, event.moment, REJECTED, proposal.to, str(proposal.source),
                    '' if source is None else type_of(source), rule=event.ground,
                    field=OF_ANOTHER)
