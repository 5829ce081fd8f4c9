"""What happened to an order: noted with it, in the log of its site, and told to the other side."""
import datetime
from typing import cast

from pyramid.registry import Registry

from ...base.interfaces import IClock, IPortal, ISite
from ...kernel.inspection.upload import StoredFile
from ...kernel.tree.events import InnerAction, send
from ...platform.notifications.interfaces import INotifying
from .interfaces import Order, OrderEvent
from .resource import PlacedOrder


class Telling:
    """Notes and tells what happens to the orders of ``portal``."""

    def __init__(self, registry: Registry, portal: IPortal, notifying: INotifying) -> None:
        self._portal, self._notifying = portal, notifying
        self._now = registry.getUtility(IClock).now
        self._send = send(registry)

    def place(self, oid: str) -> ISite | None:
        """Return the place with the object id ``oid``, ``None`` if it is gone."""
        found: ISite | None = self._portal.__objectmap__.object_for(int(oid))
        return found

    def site(self, order: Order) -> ISite:
        """Return the site that ``order`` went to; the portal if it is gone."""
        return self.place(order.site) or self._portal

    def note(self, order: Order, kind: str, actor: str, text: str = '',
             until: datetime.datetime | None = None, item: str = '',
             file: StoredFile | None = None) -> None:
        """Add an event to ``order``."""
        cast('PlacedOrder', order).add(
            OrderEvent(kind, self._now(), actor, text, until, item, file))

    def to_site(self, order: Order, action: str, kind: str, actor: str, **said: str) -> None:
        """Log ``action`` and tell the board of the site, as ``kind``."""
        site = self.site(order)
        self._log(order, action, actor, **said)
        self._notifying.notify(
            self._notifying.board_of(site), site, kind, actor, number=order.number,
            site=(self.place(order.by) or self._portal).__oid__)

    def to_sender(self, order: Order, action: str, kind: str, actor: str, **said: str) -> None:
        """Log ``action`` and tell who has ordered, as ``kind``."""
        self._log(order, action, actor, **said)
        place = self.place(order.by) or self._portal
        self._notifying.notify(
            {order.events[0].actor}, place, kind, actor, number=order.number,
            site=self.site(order).__oid__)

    def _log(self, order: Order, action: str, actor: str, **said: str) -> None:
        self._send(InnerAction(
            self.site(order), action, actor, **said, number=order.number, kind=order.kind))
