"""What the ledger tells of contributions: that one was refused, on which ground of 14.3."""
from __future__ import annotations

from collections.abc import Callable
from functools import partial

from pyramid.registry import Registry

from ...platform.ledger.interfaces import REFUSED, ILedger
from ..cases.interfaces import ANSWERED, CONTRIBUTION, ICaseChanged
from .interfaces import REFUSED_ON


def counting_by(registry: Registry) -> Callable[[ICaseChanged], None]:
    """Return the subscriber that tells the inner ledger of ``registry``."""
    return partial(_count, registry)


def _count(registry: Registry, changed: ICaseChanged) -> None:
    case, event = changed.case, changed.event
    if case.kind == CONTRIBUTION and event.kind == ANSWERED and (
            event.ground.startswith(REFUSED_ON)):
        ledger: ILedger = registry.getAdapter(changed.portal, ILedger, 'inner')
        ledger.append(REFUSED, event.moment, case.site, item=str(case.number),
                      content_type=case.kind, rule=event.ground.removeprefix(REFUSED_ON))
