"""Yêu cầu cập nhật, rà soát: what owner body or city's board order of sites (13.1.i, 17.1).

For the owner body (cơ quan chủ quản) and the head and deputies of the city's board, who order;
for the boards of the sites, who acknowledge and answer.  Each order opens a duty; it lives in
``interactions`` and writes nothing that visitors read (28.12).
"""
from pyramid.config import Configurator

from ...kernel.storage.interfaces import INTERACTIONS
from .erasing import forget_orders
from .interfaces import IOrdering, IOrders
from .reading import orders_service
from .services import ordering_service


def includeme(config: Configurator) -> None:
    config.add_service(IOrders, orders_service)
    config.add_service(IOrdering, ordering_service)
    config.add_eraser('orders', INTERACTIONS, forget_orders)
