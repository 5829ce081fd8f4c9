"""What ``/healthz`` tells of the sources, by their last readings; it asks nobody."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from ...base.interfaces import IClock
from .interfaces import ILawDatabases

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal

#: A source may fail for so long, and its last whole reading may be so old.
FAILING, OLD = datetime.timedelta(hours=12), datetime.timedelta(days=2)


def check(registry: Registry, portal: IPortal | None) -> str:
    """Health check: return what is wrong on one line, or ``''``."""
    if portal is None:
        return ''
    clock: IClock = registry.getUtility(IClock)
    databases: ILawDatabases = registry.getUtility(ILawDatabases)
    now, found = clock.now(), []
    for each in databases.standings(portal):
        if each.failing is not None and now - each.failing >= FAILING:
            found.append(f'{each.name} fails: {each.why}')
        elif each.came is not None and now - each.came >= OLD:
            found.append(f'{each.name} was last read {(now - each.came).days} days ago')
    return '; '.join(found)
