"""``IDeliveries``, as a plain object that knows nothing of HTTP."""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IClock
from ...kernel.security.interactions import get_or_create, interactions_of
from ...kernel.tree.events import InnerAction, Send, send
from ...kernel.tree.lookup import find_portal
from ..changes.interfaces import IChanges, NotReconciled, Position
from .following import begin
from .health import shown
from .interfaces import FIGURES, OVERLAP, CannotConnect, Connection, IDeliveries
from .policy import Breaker
from .reading import ConnectionReader
from .resource import KEY, DeliveryBook, KeptConnection, Waiting, book_of
from .settingup import checked, generated, origins, sealed
from .words import enough

if TYPE_CHECKING:
    from pyramid.registry import Registry
    from pyramid.request import Request

    from ...base.interfaces import ISite
    from ...base.permissions import Allowed


@implementer(IDeliveries)
class Deliveries(ConnectionReader):
    """``IDeliveries`` for one asker."""

    def __init__(self, registry: Registry, allowed: Allowed, tell: Send) -> None:
        super().__init__(registry, allowed)
        self._send = tell

    def add(self, site: ISite, name: str, title: str, given: Mapping[str, str],
            actor: str) -> tuple[Connection, Mapping[str, str]]:
        receiver = self.receiver(site, name)
        values, secrets = checked(receiver, title, given, site, self._registry)
        book = get_or_create(interactions_of(find_portal(site)), KEY, DeliveryBook)
        if full := enough(receiver, self.connections(site)):
            raise CannotConnect({'': full})
        made = book.add(name, str(site.__oid__), title.strip())
        made.settings = values
        new = generated(receiver)
        made.sealed = sealed(self._registry, made.number, {**secrets, **new})
        self._tell(site, 'connection_add', made, actor)
        return shown(made), new

    def change(self, site: ISite, number: int, title: str, given: Mapping[str, str],
               actor: str) -> Connection:
        kept = self._kept(site, number)
        receiver = self._declared()[kept.receiver]
        values, secrets = checked(
            receiver, title, given, site, self._registry, frozenset(kept.sealed))
        unsaid = set(receiver.secrets) & set(kept.sealed) - set(secrets)
        if unsaid and not origins(values) <= origins(kept.settings):
            raise CannotConnect(dict.fromkeys(unsaid, _(
                'Địa chỉ mới ở máy chủ khác. Hãy nhập lại giá trị này.')))
        kept.title, kept.settings = title.strip(), values
        kept.sealed = {**kept.sealed, **sealed(self._registry, number, secrets)}
        kept.breaker = Breaker()
        self._tell(site, 'connection_change', kept, actor)
        return shown(kept)

    def renew(self, site: ISite, number: int, actor: str,
              is_lost: bool = False) -> Mapping[str, str]:
        kept = self._kept(site, number)
        new = generated(self._declared()[kept.receiver])
        kept.former = {} if is_lost else {name: kept.sealed[name] for name in new}
        kept.former_until = self._now().timestamp() + OVERLAP
        kept.sealed = {**kept.sealed, **sealed(self._registry, number, new)}
        self._tell(site, 'connection_renew', kept, actor)
        return new

    def switch(self, site: ISite, number: int, is_on: bool, actor: str) -> None:
        kept = self._kept(site, number)
        if kept.is_on == is_on:
            return
        if is_on and not kept.epoch:
            begin(kept, self._position(site), is_all=False)
        kept.is_on, kept.why_off = is_on, ''
        kept.breaker = Breaker()
        self._tell(site, 'connection_on' if is_on else 'connection_off', kept, actor)

    def remove(self, site: ISite, number: int, actor: str) -> None:
        kept = self._kept(site, number)
        self._tell(site, 'connection_remove', kept, actor)
        del book_of(find_portal(site)).connections[number]

    def try_out(self, site: ISite, number: int, actor: str) -> None:
        kept = self._kept(site, number)
        if '' not in kept.queues:  # one that waits is enough
            now = self._now().timestamp()
            kept.add(Waiting(f'trial-{number}-{kept.sequence + 1}', '', 0, now, now))
            self._tell(site, 'connection_try', kept, actor)

    def replay(self, site: ISite, number: int, sequence: int | None, actor: str) -> int:
        kept = self._kept(site, number)
        is_counted = self._declared()[kept.receiver].figures is not None
        wanted = list(kept.dead) if sequence is None else [sequence] * (sequence in kept.dead)
        now = self._now().timestamp()
        for dead in [kept.dead.pop(each) for each in wanted]:
            if dead.kind == FIGURES and is_counted:  # made anew at the next look
                kept.measured, kept.looked = {**kept.measured, dead.item: ''}, 0.0
            else:
                kept.add(dead._replace(made=now, next=now))
        if wanted:
            self._tell(site, 'connection_replay', kept, actor)
        return len(wanted)

    def send_all(self, site: ISite, number: int, actor: str) -> None:
        kept = self._kept(site, number)
        begin(kept, self._position(site), is_all=True)
        self._tell(site, 'connection_send_all', kept, actor)

    def _position(self, site: ISite) -> Position:
        changes: IChanges = self._registry.getAdapter(site, IChanges)
        try:
            return changes.position()
        except NotReconciled:
            raise CannotConnect({'': _(
                'Dữ liệu của Cổng vừa được khôi phục và đang được đối chiếu. Hãy thử lại sau.')}
                ) from None

    def _now(self) -> datetime.datetime:
        now: datetime.datetime = self._registry.getUtility(IClock).now()
        return now

    def _tell(self, site: ISite, action: str, kept: KeptConnection, actor: str) -> None:
        self._send(InnerAction(site, action, actor, receiver=kept.receiver, number=kept.number))


def deliveries_service(request: Request) -> Deliveries:
    """Return the ``IDeliveries`` of ``request``."""
    return Deliveries(request.registry, request.has_permission, send(request.registry))
