"""``IRegisterExports``: exports that take long, ordered and fetched by one asker."""
from __future__ import annotations

import datetime
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, cast

from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IClock, ISite
from ...base.permissions import Allowed
from ...kernel.tree.events import InnerAction, Send, send
from .exportrecords import KeptExport, exports_of, get_or_create_exports
from .interfaces import (
    KEPT_FOR,
    MOST_EXPORTS,
    CannotKeep,
    ExportWords,
    IRegisterExports,
    Register,
    RegisterExport,
    RowQuery,
)
from .reading import RegisterReader, oid_of, portal_of
from .resource import get_or_create_seals
from .sealing import Seals, new_key

if TYPE_CHECKING:
    from pyramid.registry import Registry
    from pyramid.request import Request


def deciding(register: Register) -> frozenset[str]:
    """Return the permissions that decide what an export of ``register`` says."""
    return frozenset(filter(None, (register.read, register.write, register.overseen)))


@implementer(IRegisterExports)
class RegisterExports:
    """See ``IRegisterExports``."""

    def __init__(self, registry: Registry, allowed: Allowed, notify: Send) -> None:
        self._allowed, self._notify = allowed, notify
        self._reader = RegisterReader(registry, allowed, notify)
        self._clock: IClock = registry.getUtility(IClock)

    def order(self, name: str, site: ISite, query: RowQuery, words: ExportWords,
              actor: str) -> RegisterExport:
        """See ``IRegisterExports``."""
        register, portal = self._reader.register(name, site), portal_of(site)
        total = self._reader.rows(name, site, query, 0, 0).total
        exports, seals = get_or_create_exports(portal), Seals(portal, register)
        waiting = [each for each in exports.values() if each.actor == actor and each.is_waiting]
        for each in waiting:
            if (each.site, each.register, each.filename) == (
                    oid_of(site), name, words.filename) and query_of(
                    seals.opened(each.asked, each)) == query:
                return cast('KeptExport', each).shown()
        if len(waiting) >= MOST_EXPORTS:
            raise CannotKeep({'': _(
                'Cổng đang lập ${number} tệp đã yêu cầu trước; hãy chờ các tệp đó xong.',
                mapping={'number': len(waiting)})})
        made = KeptExport(
            exports.maxKey() + 1 if exports else 1, oid_of(site), name, actor, self._clock.now(),
            self._granted(register, site), words)
        made.seal, _key = new_key(portal, made.at)
        get_or_create_seals(portal)[made.seal] = (name, 0)
        made.total = total
        made.asked = seals.closed(_told(query), made)
        exports[made.number] = made
        self._notify(InnerAction(site, 'register_export', actor, register=name, number=total))
        return made.shown()

    def mine(self, site: ISite, actor: str) -> list[RegisterExport]:
        """See ``IRegisterExports``."""
        return [each.shown() for each in reversed(exports_of(portal_of(site)).values())
                if each.actor == actor and each.site == oid_of(site) and self._is_kept(each)]

    def content(self, site: ISite, number: int, actor: str) -> tuple[RegisterExport, bytes]:
        """See ``IRegisterExports``."""
        found: KeptExport | None = exports_of(portal_of(site)).get(number)
        if found is None or found.content is None or found.actor != actor or (
                found.site != oid_of(site) or not self._is_kept(found)):
            raise LookupError(number)
        register = self._reader.register(found.register, site)
        if not found.permissions <= self._granted(register, site):
            raise LookupError(number)
        sealed = found.content.content()
        return found.shown(), Seals(portal_of(site), register).opened(sealed, found)

    def _granted(self, register: Register, site: ISite) -> frozenset[str]:
        return frozenset(each for each in deciding(register) if self._allowed(each, site))

    def _is_kept(self, export: KeptExport) -> bool:
        return export.at > forgotten_before(self._clock.now())


def _told(query: RowQuery) -> bytes:
    return json.dumps(asdict(query), default=str).encode()


def query_of(told: bytes) -> RowQuery:
    """Return the query that an export keeps."""
    found = json.loads(told)
    since, until = (day and datetime.date.fromisoformat(day)
                    for day in (found.pop('since'), found.pop('until')))
    chosen = tuple((name, value) for name, value in found.pop('chosen'))
    return RowQuery(since=since, until=until, chosen=chosen, **found)


def forgotten_before(now: datetime.datetime) -> datetime.datetime:
    """Return the moment before which what was ordered is forgotten."""
    return now - KEPT_FOR


def exports_service(request: Request) -> RegisterExports:
    """Return the ``IRegisterExports`` for whoever asks by ``request``."""
    return RegisterExports(request.registry, request.has_permission, send(request.registry))
