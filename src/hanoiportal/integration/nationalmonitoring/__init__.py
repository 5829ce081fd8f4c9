"""Nền tảng thống kê, đo lường, giám sát (EMC): how much each site is read, by days (4.2.b).

For operators of the city portal, who set the connection up in the desk.  The figures of each site
that has a code are sent when its day is over, and again if they are corrected; the delivery engine
(``deliveries``) keeps, repeats and logs them.  They are counted by the portal itself: its pages
load nothing of the other system, and nothing that tells one visitor from another is sent.
"""
from pyramid.config import Configurator

from ...base.profiles import read_profiles
from ...base.settings import ISettings
from .receiver import NEEDED, SYSTEM, receiver_of


def includeme(config: Configurator) -> None:
    data = config.registry.getUtility(ISettings).data
    config.add_receiver(receiver_of(
        read_profiles(data / 'national_monitoring.csv', NEEDED)[SYSTEM]))
