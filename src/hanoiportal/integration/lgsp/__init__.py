"""Nền tảng tích hợp, chia sẻ dữ liệu Thành phố (LGSP): messages out, calls of the API in (31.2).

For operators of the city portal, who set the connection up in the desk.  What becomes public,
changes or goes is published to the platform by token and TLS of both sides; the delivery engine
(``deliveries``) keeps, repeats and logs it.  A trial registers ``/api/v1`` as a service of the
platform, by which other systems read the portal; the web server in front asks the platform for
its certificate (ADR 97).
"""
from pyramid.config import Configurator

from ...base.profiles import read_profiles
from ...base.settings import ISettings
from .certificate import check
from .receiver import NEEDED, SYSTEM, receiver_of
from .tokens import Tokens


def includeme(config: Configurator) -> None:
    data = config.registry.getUtility(ISettings).data
    profile = read_profiles(data / 'lgsp.csv', NEEDED)[SYSTEM]
    config.add_receiver(receiver_of(profile, Tokens(profile)))
    config.add_health_check('lgsp', check)
