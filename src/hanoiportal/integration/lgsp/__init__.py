"""Nền tảng tích hợp, chia sẻ dữ liệu Thành phố (LGSP): messages out, calls of the API in (31.2).

For operators of the city portal, who set the connection up in the desk.  What becomes public,
changes or goes is published to the platform by token and TLS of both sides; the delivery engine
(``deliveries``) keeps, repeats and logs it.  A trial registers ``/api/v1`` as a service of the
platform, by which other systems read the portal; the web server in front asks the platform for
its certificate (ADR 97).  Each night the portal reads one shared service: the codes of bodies
(ADR 113).
"""
from functools import partial

from pyramid.config import Configurator

from ...base.profiles import read_profiles
from ...base.settings import ISettings
from . import bodies, health
from .certificate import check
from .jobs import EVERY, read_codes
from .receiver import NEEDED, SYSTEM, receiver_of
from .showing import passages


def includeme(config: Configurator) -> None:
    data = config.registry.getUtility(ISettings).data
    profile = read_profiles(data / 'lgsp.csv', NEEDED)[SYSTEM]
    codes = read_profiles(data / 'lgsp_services.csv', bodies.NEEDED)[bodies.SYSTEM]
    config.add_receiver(receiver_of(profile, passages))
    config.add_job('body codes', EVERY, partial(read_codes, profile, codes))
    config.add_health_check('lgsp', check)
    config.add_health_check('body codes', health.check)
