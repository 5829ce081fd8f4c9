"""What ``/healthz`` tells of the catalogue, by its last list; it asks nobody."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from ...base.interfaces import IClock
from .interfaces import IProcedureCatalogue

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal

#: It may fail for so long, and the last list may be so old.
FAILING, OLD = datetime.timedelta(hours=12), datetime.timedelta(days=2)


def check(registry: Registry, portal: IPortal | None) -> str:
    """Health check: return what is wrong on one line, or ``''``."""
    catalogue: IProcedureCatalogue = registry.getUtility(IProcedureCatalogue)
    if portal is None or catalogue.source is None:
        return ''
    clock: IClock = registry.getUtility(IClock)
    now, standing = clock.now(), catalogue.standing(portal)
    if standing.failing is not None and now - standing.failing >= FAILING:
        return f'the list fails: {standing.why}'
    if standing.came is not None and now - standing.came >= OLD:
        return f'the last list came {(now - standing.came).days} days ago'
    return ''
