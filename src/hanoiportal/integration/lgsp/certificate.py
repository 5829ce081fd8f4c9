"""What ``/healthz`` tells of the certificate that the platform is shown."""
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ...base.interfaces import IClock
from ...base.settings import ISettings, Settings
from ...kernel.storage.certificates import ends
from ...platform.http.interfaces import IHttp

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal

#: Days before its end from which on the operator is told.
TOLD_BEFORE = 30


def check(registry: Registry, _portal: IPortal | None) -> str:
    """Check: the certificate for the platform is there and holds for a while."""
    settings: Settings = registry.getUtility(ISettings)
    if not settings.lgsp_certificate:
        return ''
    http: IHttp = registry.getUtility(IHttp)
    try:
        http.tls(settings.lgsp_certificate, settings.lgsp_authority)
        end = ends(Path(settings.lgsp_certificate))
    except (OSError, ValueError) as error:
        return f'the certificate for LGSP cannot be read: {type(error).__name__}'
    days = (end - registry.getUtility(IClock).now()).days
    return '' if days >= TOLD_BEFORE else f'the certificate for LGSP ends in {days} days'
