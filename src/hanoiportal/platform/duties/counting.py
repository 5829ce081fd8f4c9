"""What the ledger tells of duties: that the reason for a missed one was written; see ``INNER``."""
from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator

from pyramid.registry import Registry

from ...base.clock import local
from ...base.interfaces import IClock
from ...kernel.security.interactions import interactions_of
from ...kernel.tree.events import InnerAction
from ..ledger.interfaces import REASON as WAS_WRITTEN
from ..ledger.interfaces import Event, ILedger
from ..scheduling.interfaces import IEnvironment
from .interfaces import REASON
from .resource import KEY, DutyRegister
from .words import GIVEN


def counting_by(registry: Registry) -> Callable[[InnerAction], None]:
    """Return the reaction that tells the inner ledger of ``registry`` of each reason."""
    def react(action: InnerAction) -> None:
        if action.action == GIVEN:
            ledger: ILedger = registry.getAdapter(action.object, ILedger, 'inner')
            ledger.append(WAS_WRITTEN, registry.getUtility(IClock).now(),
                          str(action.object.__oid__), item=str(action.details['number']),
                          rule=str(action.details['rule']))

    return react


def counted(environment: IEnvironment, since: datetime.date) -> Iterator[Event]:
    """Yield what must have been told of all duties, for ``config.add_reckoning``."""
    register: DutyRegister | None = interactions_of(environment.portal).get(KEY)
    for duty in () if register is None else register.duties.values():
        for event in duty.events:
            if event.kind == REASON and local(event.moment).date() >= since:
                yield Event(0, event.moment, WAS_WRITTEN, duty.site, str(duty.number),
                            rule=duty.rule)
