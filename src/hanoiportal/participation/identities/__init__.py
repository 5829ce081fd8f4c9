"""Xác nhận danh tính: who somebody without an account is, by VNeID, if they wish to say so.

A relying party of OpenID Connect (ADR 58).  For those who answer what a Board asks, and
who post in the forum; without the settings ``vneid_*`` nobody is asked.  The provider is never
needed: nothing waits for it.  A telephone is confirmed by ``platform/sms``.
"""
from ...base.settings import ISettings
from ...kernel.security.crypto.sealing import ISealing
from ...platform.http.interfaces import IHttp
from .interfaces import ICitizens
from .levels import read_levels
from .services import Citizens


def includeme(config):
    registry = config.registry
    settings = registry.getUtility(ISettings)
    registry.registerUtility(Citizens(
        settings, read_levels(settings.data), registry.getUtility(ISealing).mark,
        registry.getUtility(IHttp)), ICitizens)
