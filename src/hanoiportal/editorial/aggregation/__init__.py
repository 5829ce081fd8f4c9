"""Tin từ trang ngoài: what component sites outside the portal publish, for the city's board
(1.2, 16.1).

A job reads the feeds of the external component sites; what is new waits in the desk of the city.
An editor makes a linked item of an entry, which the board approves like any other; nothing is
published by itself, and only sites in the tree of the portal are read (15.1.d).
"""
from pyramid.config import Configurator

from .interfaces import IAggregation
from .pulling import EVERY, pull_some
from .services import aggregation_service


def includeme(config: Configurator) -> None:
    config.add_service(IAggregation, aggregation_service)
    config.add_job('outside feeds', EVERY, pull_some)
