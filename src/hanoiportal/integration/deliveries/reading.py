"""How connections are looked at: base of ``IDeliveries``, for one asker."""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING

from ...base.clock import UTC
from ...base.interfaces import IPortal
from ...kernel.tree.lookup import find_portal, is_practice, site_of
from .health import shown
from .interfaces import Connection, DeadLetter, IReceivers, Receiver, Try
from .resource import KeptConnection, book_of

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import ISite
    from ...base.permissions import Allowed


def may_connect(site: ISite, receivers: Mapping[str, Receiver], allowed: Allowed) -> bool:
    """Return whether who asks by ``allowed`` may set up one of ``receivers`` at ``site``."""
    is_city = IPortal.providedBy(site)
    if not is_city and is_practice(site):
        return False
    needed = {each.permission for each in receivers.values() if is_city or not each.is_of_city}
    return any(allowed(each, site) for each in needed)


class ConnectionReader:
    """See ``IReadConnections``.  ``allowed``: what the asker may do where."""

    def __init__(self, registry: Registry, allowed: Allowed) -> None:
        self._registry, self._allowed = registry, allowed

    def receivers(self, site: ISite) -> list[Receiver]:
        """See ``IReadConnections``."""
        return [each for _name, each in sorted(self._declared().items())
                if self._may(each, site)]

    def receiver(self, site: ISite, name: str) -> Receiver:
        """See ``IReadConnections``."""
        found = self._declared()[name]
        if not self._may(found, site):
            raise LookupError(name)
        return found

    def connections(self, site: ISite) -> list[Connection]:
        """See ``IReadConnections``."""
        declared, own, is_city = self._declared(), str(site.__oid__), IPortal.providedBy(site)
        return [shown(each) for each in book_of(find_portal(site)).connections.values()
                if (each.site == own or is_city and _site(each, site) is site)
                and each.receiver in declared and self._may(declared[each.receiver], site)]

    def elsewhere(self, portal: IPortal) -> list[tuple[Connection, ISite]]:
        """See ``IReadConnections``."""
        declared, found = self._declared(), []
        for each in book_of(portal).connections.values():
            site = _site(each, portal)
            if site is not portal and each.receiver in declared and self._may(
                    declared[each.receiver], site):
                found.append((shown(each), site))
        return found

    def connection(self, site: ISite, number: int) -> Connection:
        """See ``IReadConnections``."""
        return shown(self._kept(site, number))

    def tries(self, site: ISite, number: int, start: int = 0, size: int = 50) -> list[Try]:
        """See ``IReadConnections``."""
        kept = self._kept(site, number)
        keys = list(kept.log)[::-1][start:start + size]
        return [Try(_moment(at), *rest) for at, *rest in (kept.log[key] for key in keys)]

    def dead_letters(self, site: ISite, number: int, size: int = 50) -> list[DeadLetter]:
        """See ``IReadConnections``."""
        kept = self._kept(site, number)
        return [DeadLetter(sequence, one.key, one.kind, one.item, _moment(one.made), one.tries,
                           one.note) for sequence, one in islice(kept.dead.items(), size)]

    def _declared(self) -> Mapping[str, Receiver]:
        found: Mapping[str, Receiver] = self._registry.getUtility(IReceivers)
        return found

    def _may(self, receiver: Receiver, site: ISite) -> bool:
        return bool(self._allowed(receiver.permission, site)) and (
            not receiver.is_of_city or IPortal.providedBy(site)) and not is_practice(site)

    def _kept(self, site: ISite, number: int) -> KeptConnection:
        kept: KeptConnection | None = book_of(find_portal(site)).connections.get(number)
        if kept is None or _site(kept, site) is not site:
            raise LookupError(number)
        self.receiver(site, kept.receiver)
        return kept


def _site(kept: KeptConnection, asked: ISite) -> ISite:
    """Return the site of a connection, the portal if that is gone."""
    return site_of(find_portal(asked), kept.site)


def _moment(seconds: float) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(seconds, UTC)
