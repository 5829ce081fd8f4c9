"""``IOrders``: the orders of a portal, and how each stands."""
from collections.abc import Sequence

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.interfaces import IClock, IPortal, IResource
from ...kernel.security.interactions import kept_or_new
from ...platform.duties.interfaces import Duty, IDuties, ITerms
from .folding import fold
from .interfaces import RULE, Course, IOrders, Order
from .resource import KEY, OrderBook


@implementer(IOrders)
class Orders:
    """See ``IOrders``."""

    def __init__(self, registry: Registry, portal: IPortal) -> None:
        self._registry, self._portal = registry, portal
        self._duties: IDuties = registry.getAdapter(portal, IDuties)
        self._now = registry.getUtility(IClock).now

    def get(self, number: int) -> Order | None:
        """See ``IOrders``."""
        found: Order | None = self._book.orders.get(number)
        return found

    def sent(self, place: IResource) -> Sequence[Order]:
        """See ``IOrders``."""
        return [*self._book.numbered(self._book.sent, str(place.__oid__))][::-1]

    def received(self, site: IResource) -> Sequence[Order]:
        """See ``IOrders``."""
        return [*self._book.numbered(self._book.received, str(site.__oid__))][::-1]

    def duty(self, order: Order) -> Duty:
        """Return the duty of ``order``, which is never taken out of its register."""
        found = self._duties.get(order.duty)
        assert found is not None, order.duty
        return found

    def course(self, order: Order) -> Course:
        """See ``IOrders``."""
        return fold(order.events, self._duties.standing(self.duty(order), self._now()))

    def waiting(self, site: IResource) -> int:
        """See ``IOrders``."""
        terms: ITerms = self._registry.getAdapter(self._portal, ITerms)
        return terms.number_owed(str(site.__oid__), RULE)

    @property
    def _book(self) -> OrderBook:
        return kept_or_new(self._portal, KEY, OrderBook)


def orders_service(request: Request) -> Orders:
    """Return the ``IOrders`` of the portal of ``request``."""
    return Orders(request.registry, request.root)
