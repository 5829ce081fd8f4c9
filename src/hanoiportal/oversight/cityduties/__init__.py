"""Thời hạn toàn thành phố: what every site owes, for who looks after all of them (4.1, 7.5, 27.4).

For the board of the city, the owner body and those who inspect: all sites as a table and a heat
map, reasons and repeats of breaches, reminders to many sites at once and the log of reminders.
"""
from pyramid.config import Configurator

from .interfaces import ICityReminding
from .keeping import ISums, Sums
from .services import reminding_service


def includeme(config: Configurator) -> None:
    config.add_service(ICityReminding, reminding_service)
    config.registry.registerUtility(Sums(), ISums)
