"""What happens to a name: noted with it, in the log, and told to whom it concerns."""
from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ...base.interfaces import IClock, IPortal, ISite
from ...base.permissions import CONFIRM
from ...kernel.security.authorization.grants import holders_of
from ...kernel.security.authorization.roles import ROLES, WEIGHTY
from ...kernel.tree.events import InnerAction, send
from .interfaces import ASKED, DomainEvent, DomainName
from .resource import get_or_create_record

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...kernel.tree.site import Site
    from ...platform.notifications.interfaces import INotifying

#: Roles whose holders at the portal handle requests, but for administrators.
_OFFICE = frozenset(role for role, held in ROLES.items() if CONFIRM in held) - WEIGHTY


class Telling:
    """Notes and tells what happens to the names of ``portal``."""

    def __init__(self, registry: Registry, portal: IPortal, notifying: INotifying) -> None:
        self._portal, self._notifying = portal, notifying
        self._now = registry.getUtility(IClock).now
        self._send = send(registry)

    def note(self, name: str, event: DomainEvent, place: ISite, action: str,
             before: tuple[DomainEvent, ...] = ()) -> None:
        """Add ``event`` to ``name``, and log it as ``action`` of ``place``; ``before``: what
        happened to a name of which nothing is kept yet.
        """
        get_or_create_record(self._portal, name, before).add(event)
        self._send(InnerAction(place, action, event.actor, why=event.text or event.paper,
                               name=name))

    def place(self, event: DomainEvent) -> ISite:
        """Return the site whose staff asked, the portal if there is none."""
        found: ISite | None = self._portal.__objectmap__.object_for(
            int(event.site)) if event.site else None
        return self._portal if found is None else found

    def to_office(self, actor: str) -> None:
        """Tell the office of the committee that a request waits."""
        self._notifying.notify(holders_of(self._portal, _OFFICE, self._now()), self._portal,
                               'domain_asked', actor)

    def to_body(self, found: DomainName, actor: str) -> None:
        """Tell whoever asked that it was decided."""
        if found.asked.kind == ASKED:
            self._notifying.notify(
                {found.asked.actor}, self.place(found.asked), 'domain_decided', actor)

    def works_at(self, site: Site, found: DomainName) -> bool:
        """Tell whether ``site`` works, and stands at the name ``found``."""
        if getattr(site, 'status', 'active') != 'active':
            return False
        outside = site.external_url if getattr(site, 'is_external', False) else ''
        return found.name in (site.__name__, urlsplit(outside).hostname)
