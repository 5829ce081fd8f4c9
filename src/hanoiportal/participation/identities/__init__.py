"""Xác nhận danh tính: who somebody without an account is, by VNeID, if they wish to say so; or
that they have a telephone, by a code in a short message.

A relying party of OpenID Connect (ADR 58).  For those who answer what a Board asks, and
who post in the forum; without the settings ``vneid_*`` nobody is asked, without ``sms_gateway``
no code is sent.  The provider is never needed: nothing waits for it.
"""
from ...base.settings import ISettings
from ...kernel.security.crypto.sealing import ISealing
from ...platform.http.interfaces import IHttp
from .interfaces import ICitizens, ITelephones
from .levels import read_levels
from .services import Citizens
from .telephones import FORGET_EVERY, SEND_CODE, Telephones, forget, send_code


def includeme(config):
    registry = config.registry
    settings = registry.getUtility(ISettings)
    registry.registerUtility(Citizens(
        settings, read_levels(settings.data), registry.getUtility(ISealing).mark,
        registry.getUtility(IHttp)), ICitizens)
    registry.registerUtility(Telephones(registry), ITelephones)
    config.add_effect(SEND_CODE, send_code, is_told=True)
    config.add_job('telephone codes', FORGET_EVERY, forget)
