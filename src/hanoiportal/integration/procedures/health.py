"""What ``/healthz`` tells of the catalogue, by its last list; it asks nobody."""
from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.interfaces import IClock
from ...base.tries import wrong_with
from .interfaces import IProcedureCatalogue

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal


def check(registry: Registry, portal: IPortal | None) -> str:
    """Health check: return what is wrong on one line, or ``''``."""
    catalogue: IProcedureCatalogue = registry.getUtility(IProcedureCatalogue)
    if portal is None or catalogue.source is None:
        return ''
    clock: IClock = registry.getUtility(IClock)
    standing = catalogue.standing(portal)
    return wrong_with('the list', standing.failing, standing.why, standing.came, clock.now())
