"""What ``/healthz`` tells of the watch: whether it still writes."""
from __future__ import annotations

from pathlib import Path

from pyramid.registry import Registry

from ...base.clock import local
from ...base.interfaces import IClock, IPortal
from ...base.months import month_of
from ...base.settings import ISettings
from .rounds import path_of

#: Seconds of silence that are an alarm.
SILENCE = 900


def check(registry: Registry, _portal: IPortal | None) -> str:
    """Health check: return what is wrong on one line, or ``''``."""
    settings = registry.getUtility(ISettings)
    if not settings.probe:
        return ''
    clock: IClock = registry.getUtility(IClock)
    now = clock.now()
    path = path_of(Path(settings.probe), month_of(local(now).date()))
    if not path.exists():
        return 'bin/portal probe has written nothing this month'
    silent = now.timestamp() - path.stat().st_mtime
    return '' if silent <= SILENCE else f'bin/portal probe has been silent for {silent:.0f} s'
