"""What ``/healthz`` tells of the system of documents, by the last looks; it asks nobody."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from ...base.interfaces import IClock
from .interfaces import IDocumentSystem

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal

#: A part may fail for so long.
FAILING = datetime.timedelta(hours=2)


def check(registry: Registry, portal: IPortal | None) -> str:
    """Health check: return what is wrong on one line, or ``''``."""
    if portal is None:
        return ''
    clock: IClock = registry.getUtility(IClock)
    system: IDocumentSystem = registry.getUtility(IDocumentSystem)
    now = clock.now()
    return '; '.join(
        f'{each.part} fails: {each.why}' for each in system.standings(portal)
        if each.failing is not None and now - each.failing >= FAILING)
