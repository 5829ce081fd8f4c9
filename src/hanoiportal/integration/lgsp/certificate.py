"""The certificate that the platform is shown, and the authorities by which the platform is known.

Both are read for each delivery, so a new certificate holds without a restart.
"""
from __future__ import annotations

import ssl
from pathlib import Path
from typing import TYPE_CHECKING

from ...base.interfaces import IClock
from ...base.settings import ISettings, Settings
from ...kernel.storage.certificates import ends

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal

#: Days before its end from which on the operator is told.
TOLD_BEFORE = 30


def tls_of(settings: Settings) -> ssl.SSLContext:
    """Return how the platform is spoken to.  Raises ``OSError`` for files that are of no use."""
    made = ssl.create_default_context(cafile=settings.lgsp_authority or None)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    if settings.lgsp_certificate:
        # A key that wants a password is an error; nobody is asked for it at the terminal.
        made.load_cert_chain(settings.lgsp_certificate, password='')
    return made


def check(registry: Registry, _portal: IPortal | None) -> str:
    """Check: the certificate for the platform is there and holds for a while."""
    settings: Settings = registry.getUtility(ISettings)
    if not settings.lgsp_certificate:
        return ''
    try:
        tls_of(settings)
        end = ends(Path(settings.lgsp_certificate))
    except (OSError, ValueError) as error:
        return f'the certificate for LGSP cannot be read: {type(error).__name__}'
    days = (end - registry.getUtility(IClock).now()).days
    return '' if days >= TOLD_BEFORE else f'the certificate for LGSP ends in {days} days'
