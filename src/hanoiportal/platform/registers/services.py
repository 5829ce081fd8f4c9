"""``IRegisters``, as a plain object that knows nothing of HTTP."""
from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, cast

from zope.interface import implementer

from ...base.csvfile import BadLines, Line
from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, ISite
from ...base.permissions import Allowed
from ...base.text import fold, nfc
from ...base.values import Batch
from ...kernel.storage.keys import keys_of
from ...kernel.tree.events import InnerAction, Send, send
from ...kernel.tree.lookup import find_portal
from .checking import as_typed, cells_of, check_reason, checked, day_in, holds, said
from .events import RowAdded, RowChanged, RowWithdrawn
from .interfaces import (
    MOST_LINES,
    CannotKeep,
    IDeclaredRegisters,
    IRegisters,
    Owed,
    Past,
    Register,
    Row,
    RowQuery,
    Values,
)
from .resource import KeptRow, Rows, get_or_create_rows, get_or_create_seals, rows_of
from .sealing import Seals

if TYPE_CHECKING:
    import colander
    from pyramid.registry import Registry
    from pyramid.request import Request


@implementer(IRegisters)
class RegisterService:
    """``IRegisters`` for one asker."""

    def __init__(self, registry: Registry, allowed: Allowed, notify: Send) -> None:
        self._registry = registry
        self._allowed = allowed
        self._notify = notify
        self._declared: Mapping[str, Register] = registry.getUtility(IDeclaredRegisters)
        self._clock: IClock = registry.getUtility(IClock)

    def register(self, name: str, site: ISite) -> Register:
        found = self._declared[name]
        if not self._allowed(found.read, site):
            raise LookupError(name)
        return found

    def may_write(self, name: str, site: ISite) -> bool:
        return bool(self._allowed(self.register(name, site).write, site))

    def fields(self, name: str, site: ISite) -> list[colander.SchemaNode]:
        register = self.register(name, site)
        hidden = self._hidden(register, site)
        return [node for node in register.schema if node.name not in hidden]

    def rows(self, name: str, site: ISite, query: RowQuery, start: int = 0,
             size: int = 50) -> Batch:
        register = self.register(name, site)
        kept, words = list(self._kept(register, site, query)), fold(nfc(query.text)).split()
        if words:
            rows = [row for row in self._opened(register, site, kept)
                    if holds(register, row, words)]
            return Batch(tuple(rows[start:start + size]), len(rows), start, size)
        shown = tuple(self._opened(register, site, kept[start:start + size]))
        return Batch(shown, len(kept), start, size)

    def _kept(self, register: Register, site: ISite, query: RowQuery) -> Iterator[KeptRow]:
        since, until = (day.isoformat() if day else '' for day in (query.since, query.until))
        rows = rows_of(_portal(site), register.name).of_site(_oid(site), since, until)
        return (row for row in rows if query.withdrawn or row.withdrawn is None)

    def _opened(self, register: Register, site: ISite, rows: Iterable[KeptRow]) -> Iterator[Row]:
        """Yield ``rows`` as the asker reads them."""
        seals, hidden = Seals(_portal(site), register), self._hidden(register, site)
        return (seals.row(row, hidden) if register.is_sealed else row for row in rows)

    def _hidden(self, register: Register, site: ISite) -> tuple[str, ...]:
        return () if self._allowed(register.write, site) else register.private

    def row(self, name: str, site: ISite, number: int) -> Row:
        return next(self._opened(
            self.register(name, site), site, [self._row(name, site, number)]))

    def _row(self, name: str, site: ISite, number: int) -> KeptRow:
        row = cast('KeptRow', rows_of(_portal(site), name).rows[number])
        if row.site != _oid(site):
            raise LookupError(number)
        return row

    def add(self, name: str, site: ISite, given: Mapping[str, str], actor: str) -> Row:
        register = self._writable(name, site)
        values = self._checked(register, site, given)
        row = self._enter(register, site, values, actor)
        self._tell(site, 'register_add', actor, register, row)
        return self.row(name, site, row.number)

    def _enter(self, register: Register, site: ISite, values: Values, actor: str) -> KeptRow:
        now, portal = self._clock.now(), _portal(site)
        kept, seal = values, 0
        if register.is_sealed:
            seals = get_or_create_seals(portal)
            seal, key = keys_of(portal).take(
                int(now.timestamp()), seals.maxKey() if seals else 0)
            kept = Seals(portal, register).close(values, seal, key)
        row = self._rows(register, site).add(
            _oid(site), kept, self._key(register, values, site), day_in(register, values), actor,
            now)
        if seal:
            row.seal, seals[seal] = seal, (register.name, row.number)
        self._notify(RowAdded(site, register.name, row, actor, self._owed(register, site, values)))
        return row

    def _key(self, register: Register, values: Values, site: ISite) -> str:
        key = register.key(values, site)
        return Seals(_portal(site), register).mark(key) if key and register.is_sealed else key

    def change(self, name: str, site: ISite, number: int, given: Mapping[str, str], why: str,
               actor: str) -> Row:
        register, row = self._writable(name, site), self._valid(name, site, number)
        old = self.row(name, site, number)
        was, values = old.values, self._checked(register, site, given, old, why)
        past = Past(self._clock.now(), actor, row.values, why)
        kept: Values = values
        if register.is_sealed:
            kept = Seals(_portal(site), register).closed_anew(values, row)
        self._rows(register, site).change(
            row, kept, self._key(register, values, site), day_in(register, values), past)
        self._tell(site, 'register_change', actor, register, row, why)
        self._notify(RowChanged(
            site, register.name, row, actor, self._owed(register, site, values),
            self._owed(register, site, was)))
        return self.row(name, site, number)

    def withdraw(self, name: str, site: ISite, number: int, why: str, actor: str) -> Row:
        register, row = self._writable(name, site), self._valid(name, site, number)
        check_reason(why)
        before = self._owed(register, site, self.row(name, site, number).values)
        self._rows(register, site).withdraw(
            row, Past(self._clock.now(), actor, row.values, why))
        self._tell(site, 'register_withdraw', actor, register, row, why)
        self._notify(RowWithdrawn(site, register.name, row, actor, (), before))
        return self.row(name, site, number)

    def bring_in(self, name: str, site: ISite, lines: Iterable[Line], actor: str) -> int:
        register = self._writable(name, site)
        ready = self._checked_lines(register, site, list(lines))
        for values in ready:
            self._enter(register, site, values, actor)
        self._notify(InnerAction(site, 'register_import', actor, register=name,
                                 number=len(ready)))
        return len(ready)

    def _checked_lines(self, register: Register, site: ISite, lines: list[Line]) -> list[Values]:
        if len(lines) > MOST_LINES:
            raise BadLines([(lines[MOST_LINES].number, _(
                'Tệp có nhiều quá ${most} dòng; hãy chia thành nhiều tệp.',
                mapping={'most': MOST_LINES}))])
        ready: list[Values] = []
        faults: list[tuple[int, str]] = []
        known: dict[str, int] = {}
        for line in lines:
            try:
                values = self._checked(register, site, line.values)
                key = self._key(register, values, site)
                if key and key in known:
                    raise CannotKeep({'': _('Trùng với dòng ${line}.', mapping={
                        'line': known[key]})})
                known[key] = line.number
                ready.append(values)
            except CannotKeep as refused:
                faults += [(line.number, said(field, why))
                           for field, why in refused.reasons.items()]
        if faults or not lines:
            raise BadLines(faults or [(1, _('Tệp không có dòng nào.'))])
        return ready

    def taken(self, name: str, site: ISite, query: RowQuery, actor: str) -> list[list[object]]:
        register, fields = self.register(name, site), self.fields(name, site)
        rows = self.rows(name, site, query, 0, sys.maxsize).items
        self._notify(InnerAction(site, 'register_export', actor, register=name,
                                 number=len(rows)))
        return [cells_of(register, fields, cast('Row', row)) for row in rows]

    def _writable(self, name: str, site: ISite) -> Register:
        register = self.register(name, site)
        if not self._allowed(register.write, site):
            raise PermissionError(name)
        return register

    def _valid(self, name: str, site: ISite, number: int) -> KeptRow:
        row = self._row(name, site, number)
        if row.withdrawn is not None:
            raise CannotKeep({'': _('Dòng này đã bị rút.')})
        return row

    def _checked(self, register: Register, site: ISite, given: Mapping[str, str],
                 row: Row | None = None, why: str = '') -> dict[str, object]:
        """Return the values of ``given``; ``row``: which of the register they shall be of, as the
        asker reads it.
        """
        values = checked(
            register, given, lambda values: register.check(values, site, self._registry))
        key = self._key(register, values, site)
        there = rows_of(_portal(site), register.name).keys.get((_oid(site), key)) if key else None
        if there is not None and (row is None or there != row.number):
            raise CannotKeep({'': _('Đã có trong sổ, ở dòng số ${number}.', mapping={
                'number': there})})
        if row is not None:
            check_reason(why)
            if as_typed(register, row.values) == as_typed(register, values):
                raise CannotKeep({'': _('Chưa có gì thay đổi.')})
        return values

    def _owed(self, register: Register, site: ISite, values: Values) -> tuple[Owed, ...]:
        return tuple(register.owes(values, site, self._registry))

    def _rows(self, register: Register, site: ISite) -> Rows:
        return get_or_create_rows(_portal(site), register.name)

    def _tell(self, site: ISite, action: str, actor: str, register: Register, row: KeptRow,
              why: str = '') -> None:
        told = '' if register.is_sealed else why  # the log forgets nothing that rows forget
        self._notify(InnerAction(site, action, actor, why=told, register=register.name,
                                 number=row.number))


def _portal(site: ISite) -> IPortal:
    return cast('IPortal', find_portal(site))


def _oid(site: ISite) -> str:
    return str(site.__oid__)


def registers_service(request: Request) -> RegisterService:
    return RegisterService(request.registry, request.has_permission, send(request.registry))
