"""Forgetting what orders say of items that are to be gone for good."""
from pyramid.registry import Registry

from ...base.interfaces import IPortal
from ...content.erasure.interfaces import Erased
from ...kernel.security.interactions import interactions_of
from .interfaces import OrderEvent
from .resource import KEY, OrderBook, PlacedOrder


def forget_orders(portal: IPortal, gone: Erased, registry: Registry) -> None:
    """Eraser: no order and no answer about an item that is ``gone`` has a text any more."""
    book = interactions_of(portal).get(KEY)
    for order in book.orders.values() if isinstance(book, OrderBook) else ():
        kept = tuple(_without(event, order, gone) for event in order.events)
        if kept != order.events:
            order.events = kept
        if order.text and order.events and _tells(gone, order.target, order.events[0]):
            order.text = ''


def _without(event: OrderEvent, order: PlacedOrder, gone: Erased) -> OrderEvent:
    told = any(_tells(gone, oid, event) for oid in (order.target, event.item))
    return event._replace(text='', file=None) if told else event


def _tells(gone: Erased, oid: str, event: OrderEvent) -> bool:
    return bool(oid) and gone.tells(int(oid), event.moment)
