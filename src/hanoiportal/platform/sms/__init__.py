"""Tin nhắn: short messages through the city's gateway, within a limit of cost (4.3.a).

For people who gave a telephone and agreed to be told there; off until ``portal.sms_gateway`` names
the gateway.  What it is told and says are rows of ``sms.csv``: the profile is ours (ADR 99).
A code in a message confirms that somebody holds a telephone (ADR 104).
"""
from pyramid.config import Configurator

from ...base.profiles import read_profiles
from ...base.settings import ISettings
from .health import check
from .interfaces import NEEDED, SYSTEM, ISms, ITelephones
from .services import Sms
from .telephones import FORGET_EVERY, SEND_CODE, Telephones, forget, send_code


def includeme(config: Configurator) -> None:
    registry = config.registry
    profile = read_profiles(
        registry.getUtility(ISettings).data / 'sms.csv', NEEDED)[SYSTEM]
    registry.registerUtility(Sms(registry, profile), ISms)
    config.add_health_check('sms', check)
    registry.registerUtility(Telephones(registry), ITelephones)
    config.add_effect(SEND_CODE, send_code, is_told=True)
    config.add_job('telephone codes', FORGET_EVERY, forget)
