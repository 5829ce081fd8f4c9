"""``IOwnConnections``: what the engine keeps, for the connectors themselves."""
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from zope.interface import implementer

from ...base.interfaces import IClock
from .interfaces import FIGURES, READ, SHOWN, IReceivers
from .interfaces.own import IOwnConnections, OwnConnection
from .resource import MOST_WAITING, KeptConnection, Waiting, book_of
from .sending import opened
from .settingup import sealed
from .words import why

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal, ISite


@implementer(IOwnConnections)
class OwnConnections:
    """See ``IOwnConnections``."""

    def __init__(self, registry: Registry, portal: IPortal) -> None:
        self._registry, self._portal = registry, portal

    def of(self, receiver: str, site: ISite) -> OwnConnection | None:
        """See ``IOwnConnections``."""
        return next((_shown(each) for each in self._of_site(site) if each.receiver == receiver),
                    None)

    def receivers(self, site: ISite) -> frozenset[str]:
        """See ``IOwnConnections``."""
        return frozenset(each.receiver for each in self._of_site(site))

    def _of_site(self, site: ISite) -> list[KeptConnection]:
        oid = str(site.__oid__)
        return [each for each in book_of(self._portal).connections.values() if each.site == oid]

    def all(self, receiver: str) -> list[OwnConnection]:
        """See ``IOwnConnections``."""
        return [_shown(each) for each in book_of(self._portal).connections.values()
                if each.receiver == receiver]

    def tell(self, number: int, item: str, after: int = 0) -> None:
        """See ``IOwnConnections``."""
        kept = self._kept(number)
        if kept is None or kept.is_expected(item):
            return
        self._let_wait(kept, item, SHOWN, after)

    def note(self, number: int, name: str) -> bool:
        """See ``IOwnConnections``."""
        kept = self._kept(number)
        if kept is None or len(kept.waiting) >= MOST_WAITING:
            return False
        if not kept.is_expected(name):
            self._let_wait(kept, name, FIGURES)
        return True

    def _let_wait(self, kept: KeptConnection, item: str, kind: str, after: int = 0) -> None:
        now = self._registry.getUtility(IClock).now().timestamp()
        named = '' if kind == FIGURES else f'{item}-'  # the other system learns no name of ours
        kept.add(Waiting(
            f'{kept.epoch}-{kept.position}-{named}{kept.number}-{kept.sequence + 1}', item,
            kept.position, now, now + after, kind))

    def log_reading(self, number: int, outcome: str, status: int = 0, note: str = '',
                    seconds: float = 0) -> None:
        """See ``IOwnConnections``."""
        kept = self._kept(number)
        if kept is not None:
            now = self._registry.getUtility(IClock).now().timestamp()
            kept.write((now, '', READ, '', 1, outcome, status, note, seconds))

    def trouble(self, number: int, item: str) -> str:
        """See ``IOwnConnections``."""
        kept = self._kept(number)
        if kept is None:
            return ''
        receiver = self._registry.getUtility(IReceivers)[kept.receiver]
        if item in kept.queues:
            return why(kept.waiting[kept.queues[item][0]].note, receiver=receiver)
        return next((why(one.note, receiver=receiver)
                     for _sequence, one in reversed(kept.dead.items()) if one.item == item), '')

    def is_refused(self, number: int, item: str) -> bool:
        """See ``IOwnConnections``."""
        kept = self._kept(number)
        return kept is not None and item not in kept.queues and any(
            one.item == item for one in kept.dead.values())

    def secrets(self, number: int) -> Mapping[str, str]:
        """See ``IOwnConnections``."""
        kept = self._kept(number)
        return {} if kept is None else opened(self._registry, kept)

    def keep(self, number: int, secrets: Mapping[str, str]) -> None:
        """See ``IOwnConnections``."""
        kept = self._kept(number)
        if kept is not None:
            kept.sealed = {**kept.sealed, **sealed(self._registry, number, secrets)}

    def _kept(self, number: int) -> KeptConnection | None:
        found: KeptConnection | None = book_of(self._portal).connections.get(number)
        return found


def _shown(kept: KeptConnection) -> OwnConnection:
    return OwnConnection(
        kept.number, kept.site, kept.title, kept.settings, kept.is_on, kept.held)
