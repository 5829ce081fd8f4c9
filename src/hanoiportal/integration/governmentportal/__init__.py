"""Cổng Thông tin điện tử Chính phủ: what the City publishes in chosen sections (4.2.b, 27.1).

For operators of the city portal, who set the connection up in the desk.  Each item of the chosen
sections is sent when it becomes public or is corrected, its receipt is kept, and it is recalled
when it is public no longer; the delivery engine (``deliveries``) keeps, repeats and logs it.  The
Government portal may read the feeds of these sections besides.
"""
from pyramid.config import Configurator

from ...base.profiles import read_profiles
from ...base.settings import ISettings
from .receiver import NEEDED, SYSTEM, receiver_of


def includeme(config: Configurator) -> None:
    data = config.registry.getUtility(ISettings).data
    config.add_receiver(receiver_of(
        read_profiles(data / 'government_portal.csv', NEEDED)[SYSTEM]))
