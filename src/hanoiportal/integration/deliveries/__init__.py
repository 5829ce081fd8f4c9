"""Kết nối: one delivery engine for every other system that is told what the public reads.

For connectors, each of which is a declaration (``config.add_receiver``), and for who sets them up
and looks after them in the desk.  It reads the changes, keeps what waits for whom in
``interactions``, sends in a thread of its own, and tries again, later and less often, what does
not arrive (ADR 91).  Nothing of it runs where a text is published.
"""
from functools import partial

from pyramid.config import Configurator

from ...base.interfaces import IPortal
from .declaring import add_receiver
from .health import check, position_of
from .interfaces import ICourier, IDeliveries, IReceivers
from .interfaces.own import IOwnConnections
from .jobs import EVERY, Courier, drive
from .own import OwnConnections
from .services import deliveries_service


def includeme(config: Configurator) -> None:
    registry = config.registry
    registry.registerUtility({}, IReceivers)
    registry.registerUtility(Courier(), ICourier)
    registry.registerAdapter(partial(OwnConnections, registry), (IPortal,), IOwnConnections)
    config.add_directive('add_receiver', add_receiver)
    config.add_service(IDeliveries, deliveries_service)
    config.add_job('deliveries', EVERY, drive)
    config.add_health_check('deliveries', check)
    config.add_follower('deliveries', position_of)
