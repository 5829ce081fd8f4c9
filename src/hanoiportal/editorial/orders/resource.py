"""The persistent orders, in the ``interactions`` database.  Renaming needs an upgrade step."""
from collections.abc import Iterator

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOTreeSet
from persistent import Persistent

from .interfaces import OrderDraft, OrderEvent

#: Name of the register in the root of the database.
KEY = 'orders'
_LAST = 2 ** 62


class PlacedOrder(Persistent):
    """See ``interfaces.Order``."""

    def __init__(self, number: int, site: str, by: str, wish: OrderDraft, target: str) -> None:
        self.number = number
        self.site = site
        self.by = by
        self.kind, self.text, self.basis = wish.kind, wish.text, wish.basis
        self.target = target
        self.group = number
        self.duty = 0
        self.events: tuple[OrderEvent, ...] = ()

    def add(self, event: OrderEvent) -> None:
        """Add ``event``."""
        self.events = (*self.events, event)


class OrderBook(Persistent):
    """Sổ yêu cầu: all orders of a portal, none of which is ever taken out.

    ``orders``: by number.  ``received``, ``sent``: ``(place, number)``.
    """

    def __init__(self) -> None:
        self.orders = LOBTree()
        self.received = OOTreeSet()
        self.sent = OOTreeSet()

    def add(self, site: str, by: str, wish: OrderDraft, target: str) -> PlacedOrder:
        """Return a new order."""
        number = self.orders.maxKey() + 1 if self.orders else 1
        order = self.orders[number] = PlacedOrder(number, site, by, wish, target)
        self.received.insert((site, number))
        self.sent.insert((by, number))
        return order

    def numbered(self, index: OOTreeSet, place: str) -> Iterator[PlacedOrder]:
        """Yield what ``index`` has of ``place``, by numbers."""
        return (self.orders[number] for _place, number in index.keys(
            min=(place, 0), max=(place, _LAST)))
