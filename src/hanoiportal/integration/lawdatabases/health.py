"""What ``/healthz`` tells of the sources, by their last readings; it asks nobody."""
from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.interfaces import IClock
from ...base.tries import wrong_with
from .interfaces import ILawDatabases

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal


def check(registry: Registry, portal: IPortal | None) -> str:
    """Health check: return what is wrong on one line, or ``''``."""
    if portal is None:
        return ''
    clock: IClock = registry.getUtility(IClock)
    databases: ILawDatabases = registry.getUtility(ILawDatabases)
    found = (wrong_with(each.name, each.failing, each.why, each.came, clock.now())
             for each in databases.standings(portal))
    return '; '.join(filter(None, found))
