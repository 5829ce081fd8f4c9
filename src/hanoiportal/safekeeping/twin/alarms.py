"""What ``/healthz`` tells of the twin."""
from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.settings import ISettings, Settings
from .mirrorstore import TRIES, left_out

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal

_SHOWN = 3


def check(registry: Registry, _portal: IPortal | None) -> str:
    """Health check: return what is wrong on one line, or ``''``."""
    settings: Settings = registry.getUtility(ISettings)
    pages = [f'{host}{target}' for host, target in left_out(settings.twin)]
    if not pages:
        return ''
    more = ' …' if len(pages) > _SHOWN else ''
    return (f'{len(pages)} pages are left out, because the process ended {TRIES} times while it '
            f'made them: {", ".join(pages[:_SHOWN])}{more}')
