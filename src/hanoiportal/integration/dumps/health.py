"""What ``/healthz`` tells of the dumps."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from ...base.clock import local
from ...base.interfaces import IClock
from .interfaces import IDumps

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal

#: The newest dump may be of so many days before.
OLD = datetime.timedelta(days=2)


def check(registry: Registry, _portal: IPortal | None) -> str:
    """Health check: return what is wrong on one line, or ``''``."""
    clock: IClock = registry.getUtility(IClock)
    dumps: IDumps = registry.getUtility(IDumps)
    found = dumps.dumps()
    if found and local(clock.now()).date() - found[0].day >= OLD:
        return f'the newest is of {found[0].day}'
    return ''
