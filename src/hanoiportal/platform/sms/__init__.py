"""Tin nhắn: short messages through the city's gateway, within a limit of cost (4.3.a).

For people who gave a telephone and agreed to be told there; off until ``portal.sms_gateway`` names
the gateway.  What it is told and says are rows of ``sms.csv``: the profile is ours (ADR 99).
"""
from pyramid.config import Configurator

from ...base.profiles import read_profiles
from ...base.settings import ISettings
from .health import check
from .interfaces import NEEDED, SYSTEM, ISms
from .services import Sms


def includeme(config: Configurator) -> None:
    registry = config.registry
    profile = read_profiles(
        registry.getUtility(ISettings).data / 'sms.csv', NEEDED)[SYSTEM]
    registry.registerUtility(Sms(registry, profile), ISms)
    config.add_health_check('sms', check)
