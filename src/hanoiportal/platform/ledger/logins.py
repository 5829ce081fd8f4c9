"""How often people log in at a site, as totals of days: nobody is named."""
from __future__ import annotations

import datetime
from collections.abc import Iterator

from ...base.clock import local
from ...kernel.security.authentication.usage import log_ins
from ..scheduling.interfaces import IEnvironment
from .interfaces import LOG_INS, Event


def counted(environment: IEnvironment, since: datetime.date) -> Iterator[Event]:
    """Yield the log-ins of each day that is over, for ``config.add_totals``."""
    today = local(environment.clock.now()).date().isoformat()
    for day, site, number in log_ins(environment.portal, since.isoformat()):
        if day < today:
            yield Event.total(LOG_INS, day, site, number)
