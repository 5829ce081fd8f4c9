"""What ``/healthz`` tells of the list of codes, by its last reading; it asks nobody."""
from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.interfaces import IClock
from ...base.tries import wrong_with
from ..deliveries.interfaces.own import IOwnConnections
from .receiver import NAME
from .resource import reading_of

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal


def check(registry: Registry, portal: IPortal | None) -> str:
    """Health check: return what is wrong on one line, or ``''``."""
    if portal is None:
        return ''
    own: IOwnConnections = registry.getAdapter(portal, IOwnConnections)
    found = own.of(NAME, portal)
    if found is None or not found.is_on or not found.settings.get('bodies'):
        return ''
    clock: IClock = registry.getUtility(IClock)
    reading = reading_of(portal)
    return wrong_with('the list', reading.failing, reading.why, reading.came, clock.now())
