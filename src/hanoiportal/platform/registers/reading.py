"""How registers are read: base of ``IRegisters``, for one asker."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, cast

from ...base.clock import local
from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, ISite
from ...base.permissions import Allowed
from ...base.values import Batch
from ...kernel.tree.events import InnerAction, Send
from ...kernel.tree.lookup import find_portal
from .checking import cells_of
from .finding import indexing, line_of, narrowed, ordered, standing, sums
from .interfaces import (
    NUMBER,
    STATE,
    IDeclaredRegisters,
    Register,
    RegisterStanding,
    Row,
    RowFile,
    RowQuery,
    RowState,
)
from .resource import IndexLine, KeptRow, rows_of
from .sealing import Seals

if TYPE_CHECKING:
    import colander
    from pyramid.registry import Registry


class RegisterReader:
    """See ``IRegisters``.  ``allowed``: what the asker may do where."""

    def __init__(self, registry: Registry, allowed: Allowed, notify: Send) -> None:
        self._registry = registry
        self._allowed = allowed
        self._notify = notify
        self._declared: Mapping[str, Register] = registry.getUtility(IDeclaredRegisters)
        self._clock: IClock = registry.getUtility(IClock)

    def register(self, name: str, site: ISite) -> Register:
        """See ``IRegisters``."""
        register = self._declared[name]
        if not self._allowed(register.read, site):
            raise LookupError(name)
        if register.is_of_city and not IPortal.providedBy(site):
            raise LookupError(name)
        return register

    def may_write(self, name: str, site: ISite) -> bool:
        """See ``IRegisters``."""
        return bool(self._allowed(self.register(name, site).write, site))

    def overseen(self, name: str, site: ISite) -> dict[str, ISite]:
        """See ``IRegisters``."""
        permission = self.register(name, site).overseen
        if not (permission and IPortal.providedBy(site) and self._allowed(permission, site)):
            return {}
        below = site.get('sites')
        return {oid_of(each): each for each in (site, *getattr(below, 'values', tuple)())
                if ISite.providedBy(each)}

    def fields(self, name: str, site: ISite) -> list[colander.SchemaNode]:
        """See ``IRegisters``."""
        register = self.register(name, site)
        hidden = self._hidden(register, site)
        return [node for node in register.schema if node.name not in hidden]

    def rows(self, name: str, site: ISite, query: RowQuery, start: int = 0,
             size: int = 50) -> Batch:
        """See ``IRegisters``."""
        register = self.register(name, site)
        return self._batch(register, site, self._wanted(register, site, query), start, size)

    def rows_and_sums(self, name: str, site: ISite, query: RowQuery, start: int = 0,
                      size: int = 50) -> tuple[Batch, dict[str, int]]:
        """See ``IRegisters``."""
        register = self.register(name, site)
        wanted = self._wanted(register, site, query)
        if register.is_sealed:
            found = sums(register, wanted)
        else:
            found = rows_of(portal_of(site), name).cached(
                (oid_of(site), query, 'sums'), lambda: sums(register, wanted))
        return self._batch(register, site, wanted, start, size), found

    def _batch(self, register: Register, site: ISite, wanted: list[IndexLine], start: int,
               size: int) -> Batch:
        rows = rows_of(portal_of(site), register.name).rows
        shown = cast('list[KeptRow]', [
            rows[line.number] for line in wanted[start:start + size]])
        return Batch(tuple(self._opened(register, site, shown)), len(wanted), start, size)

    def _wanted(self, register: Register, site: ISite, query: RowQuery) -> list[IndexLine]:
        if query.everywhere and not self.overseen(register.name, site):
            raise PermissionError(register.name)
        rows = rows_of(portal_of(site), register.name)
        place = None if query.everywhere else oid_of(site)
        lines = partial(rows.lines_of, place, indexing(register))
        if register.is_sealed and _opens(query):
            return narrowed(register, ordered(register, self._opened_lines(register, site, [
                rows.rows[each.number] for each in lines()]), query.order), query)
        found = rows.cached((place, query.order), lambda: ordered(
            register, lines(), query.order))
        return rows.cached((place, query), lambda: narrowed(register, found, query))

    def standing(self, name: str, site: ISite) -> RegisterStanding:
        """See ``IRegisters``."""
        register = self.register(name, site)
        return standing(register, self._wanted(register, site, RowQuery()),
                        local(self._clock.now()).year)

    def _opened_lines(self, register: Register, site: ISite,
                      rows: list[KeptRow]) -> Iterator[IndexLine]:
        """Yield the lines of sealed ``rows``, by what the asker may read of them."""
        for kept, row in zip(rows, self._opened(register, site, rows), strict=True):
            yield line_of(register, row, kept.day, row.values)

    def _opened(self, register: Register, site: ISite, rows: Iterable[KeptRow]) -> Iterator[Row]:
        """Yield ``rows`` as the asker reads them."""
        seals, hidden = Seals(portal_of(site), register), self._hidden(register, site)
        return (seals.read(row, hidden) for row in rows)

    def _hidden(self, register: Register, site: ISite) -> tuple[str, ...]:
        return () if self._allowed(register.write, site) else register.private

    def row(self, name: str, site: ISite, number: int) -> Row:
        """See ``IRegisters``."""
        return next(self._opened(
            self.register(name, site), site, [self._row(name, site, number)]))

    def _row(self, name: str, site: ISite, number: int) -> KeptRow:
        row = cast('KeptRow', rows_of(portal_of(site), name).rows[number])
        if row.site != oid_of(site):
            raise LookupError(number)
        return row

    def moves(self, name: str, site: ISite, number: int) -> list[RowState]:
        """See ``IRegisters``."""
        register, row = self.register(name, site), self._row(name, site, number)
        state = register.state(row.state)
        if state is None or row.withdrawn is not None:
            return []
        return [found for to, permission in state.moves.items()
                if self._allowed(permission, site) and (found := register.state(to))]

    def file(self, name: str, site: ISite, number: int, index: int) -> tuple[RowFile, bytes]:
        """See ``IRegisters``."""
        register, row = self.register(name, site), self._row(name, site, number)
        if not 0 <= index < len(row.kept_files):
            raise LookupError(index)
        seals = Seals(portal_of(site), register)
        note = seals.read(row).files[index]
        return note, seals.opened(row.kept_files[index].content(), row)

    def taken(self, name: str, site: ISite, query: RowQuery, actor: str) -> Iterator[list[object]]:
        """See ``IRegisters``."""
        register, fields = self.register(name, site), self.fields(name, site)
        wanted, rows = self._wanted(register, site, query), rows_of(portal_of(site), name).rows
        self._notify(InnerAction(site, 'register_export', actor, register=name,
                                 number=len(wanted)))
        sites = self.overseen(name, site) if query.everywhere else {}
        return ([*([_title(sites.get(row.site))] if query.everywhere else []), row.number,
                 *cells_of(register, fields, row), *_state(register, row)]
                for row in self._opened(register, site, (rows[each.number] for each in wanted)))

    def columns(self, name: str, site: ISite) -> list[tuple[str, str]]:
        """See ``IRegisters``."""
        states = [(STATE, _('Trạng thái'))] if self.register(name, site).states else []
        return [(NUMBER, _('Số dòng')), *(
            (node.name, node.title) for node in self.fields(name, site)), *states]


def _opens(query: RowQuery) -> bool:
    """Return whether ``query`` asks for what sealed rows say."""
    return bool(query.text or query.order.strip('-') or query.chosen)


def _state(register: Register, row: Row) -> list[str]:
    """Return the name of the state of ``row``, if rows have states."""
    state = register.state(row.state)
    return [] if state is None else [state.name]


def _title(site: ISite | None) -> str:
    return '' if site is None else str(site.title)


def portal_of(site: ISite) -> IPortal:
    """Return the portal in which ``site`` is."""
    return cast('IPortal', find_portal(site))


def oid_of(site: ISite) -> str:
    """Return the object id of ``site`` as registers keep it."""
    return str(site.__oid__)
