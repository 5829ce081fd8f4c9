"""``IRegisters``, as a plain object that knows nothing of HTTP."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from zope.interface import implementer

from ...base.csvfile import BadLines, Line
from ...base.i18n import _
from ...base.interfaces import ISite
from ...base.numbers import number_in
from ...kernel.tree.events import InnerAction, send
from .checking import check_move, check_reason, checked, day_in, met_at, said
from .events import RowAdded, RowChanged, RowMoved, RowWithdrawn
from .filelines import check_same, fields_in
from .filing import checked_file
from .finding import indexing
from .interfaces import (
    MOST_LINES,
    NUMBER,
    BroughtIn,
    CannotKeep,
    IRegisters,
    Owed,
    Past,
    Register,
    Row,
    Values,
)
from .reading import RegisterReader, oid_of, portal_of
from .resource import KeptFile, KeptRow, Rows, get_or_create_rows, get_or_create_seals, rows_of
from .sealing import Seals, new_key

if TYPE_CHECKING:
    from pyramid.request import Request


@implementer(IRegisters)
class RegisterService(RegisterReader):
    """``IRegisters`` for one asker."""

    def add(self, name: str, site: ISite, given: Mapping[str, str], actor: str) -> Row:
        register = self._writable(name, site)
        values = self._checked(register, site, given)
        row = self._enter(register, site, values, actor)
        self._tell(site, 'register_add', actor, register, row)
        return self.row(name, site, row.number)

    def _enter(self, register: Register, site: ISite, values: Values, actor: str) -> KeptRow:
        now, portal = self._clock.now(), portal_of(site)
        kept, seal = values, 0
        if register.is_sealed:
            seal, key = new_key(portal, now)
            kept = Seals(portal, register).close(values, seal, key)
        rows = self._rows(register, site)
        row = KeptRow(rows.next_number(), oid_of(site), kept, self._key(register, values, site),
                      day_in(register, values), actor, now)
        if seal:
            row.seal, get_or_create_seals(portal)[seal] = seal, (register.name, row.number)
        rows.add(row, indexing(register))
        self._notify(RowAdded(site, register.name, row, actor, self._owed(register, site, values),
                              met=met_at(register, values)))
        return row

    def _key(self, register: Register, values: Values, site: ISite) -> str:
        key = register.key(values, site)
        return Seals(portal_of(site), register).mark(key) if key and register.is_sealed else key

    def change(self, name: str, site: ISite, number: int, given: Mapping[str, str], why: str,
               actor: str) -> Row:
        register, row = self._writable(name, site), self._valid(name, site, number)
        old = self.row(name, site, number)
        was, values = old.values, self._checked(register, site, given, old, why)
        past = self._past(row, actor, why)
        kept: Values = values
        if register.is_sealed:
            kept = Seals(portal_of(site), register).closed_anew(values, row)
        self._rows(register, site).change(
            row, kept, self._key(register, values, site), day_in(register, values), past,
            indexing(register))
        self._tell(site, 'register_change', actor, register, row, why)
        self._notify(RowChanged(
            site, register.name, row, actor, self._owed(register, site, values),
            self._owed(register, site, was), met_at(register, values)))
        return self.row(name, site, number)

    def _past(self, row: KeptRow, actor: str, why: str) -> Past:
        return Past(self._clock.now(), actor, row.values, why, row.state)

    def move(self, name: str, site: ISite, number: int, state: str, note: str,
             actor: str) -> Row:
        """See ``IRegisters``."""
        register, row = self.register(name, site), self._valid(name, site, number)
        to = next((each for each in self.moves(name, site, number) if each.name == state), None)
        values = self.row(name, site, number).values
        check_move(register, to, values, note)
        self._rows(register, site).move(
            row, state, self._past(row, actor, note), indexing(register))
        told = '' if register.is_sealed else note
        self._notify(InnerAction(
            site, 'register_move', actor, why=told, register=name, number=number,
            before=row.past[-1].state or register.states[0].name, after=state))
        owed = self._owed(register, site, values)
        self._notify(RowMoved(site, name, row, actor, owed, owed, met_at(register, values)))
        return self.row(name, site, number)

    def attach(self, name: str, site: ISite, number: int, given: object, actor: str) -> Row:
        """See ``IRegisters``."""
        register, row = self._writable(name, site), self._valid(name, site, number)
        stored = checked_file(register, row, given, self._registry)
        seals = Seals(portal_of(site), register)
        kept = KeptFile(
            seals.closed(f'{stored.size}\n{stored.mimetype}\n{stored.filename}'.encode(), row),
            seals.closed(stored.content, row))
        row.kept_files = (*row.kept_files, kept)
        self._tell(site, 'register_attach', actor, register, row)
        return self.row(name, site, number)

    def withdraw(self, name: str, site: ISite, number: int, why: str, actor: str) -> Row:
        register, row = self._writable(name, site), self._valid(name, site, number)
        check_reason(why)
        before = self._owed(register, site, self.row(name, site, number).values)
        self._rows(register, site).withdraw(
            row, self._past(row, actor, why), indexing(register))
        self._tell(site, 'register_withdraw', actor, register, row, why)
        self._notify(RowWithdrawn(site, register.name, row, actor, (), before))
        return self.row(name, site, number)

    def bring_in(self, name: str, site: ISite, lines: Iterable[Line], actor: str) -> BroughtIn:
        register = self._writable(name, site)
        ready, equal = self._checked_lines(register, site, list(lines))
        for values in ready:
            self._enter(register, site, values, actor)
        if ready:
            self._notify(InnerAction(site, 'register_import', actor, register=name,
                                     number=len(ready)))
        return BroughtIn(len(ready), equal)

    def _checked_lines(self, register: Register, site: ISite,
                       lines: list[Line]) -> tuple[list[Values], int]:
        if len(lines) > MOST_LINES:
            raise BadLines([(lines[MOST_LINES].number, _(
                'Tệp có nhiều quá ${most} dòng; hãy chia thành nhiều tệp.',
                mapping={'most': MOST_LINES}))])
        ready: list[Values] = []
        faults: list[tuple[int, str]] = []
        known: dict[str, int] = {}
        equal = 0
        for line in lines:
            try:
                if self._says_its_row(register, site, line.values):
                    equal += 1
                    continue
                values = self._checked(register, site, fields_in(register, line.values))
                key = self._key(register, values, site)
                if key and key in known:
                    raise CannotKeep({'': _('Trùng với dòng ${line}.', mapping={
                        'line': known[key]})})
                known[key] = line.number
                ready.append(values)
            except CannotKeep as refused:
                faults += [(line.number, said(register, field, why))
                           for field, why in refused.reasons.items()]
        if faults or not lines:
            raise BadLines(faults or [(1, _('Tệp không có dòng nào.'))])
        return ready, equal

    def _says_its_row(self, register: Register, site: ISite, given: Mapping[str, str]) -> bool:
        """Return whether ``given`` has the number of a row, and says the same; ``False`` for a
        new one.  Raises ``CannotKeep`` for anything else.
        """
        if not given.get(NUMBER):
            return False
        try:
            row = self.row(register.name, site, number_in(given[NUMBER]))
        except LookupError:
            raise CannotKeep({NUMBER: _('Sổ không có dòng số này.')}) from None
        check_same(register, row, given)
        return True

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
        keys = rows_of(portal_of(site), register.name).keys
        there = keys.get((oid_of(site), key)) if key else None
        if there is not None and (row is None or there != row.number):
            raise CannotKeep({'': _('Đã có trong sổ, ở dòng số ${number}.', mapping={
                'number': there})})
        if row is not None:
            check_reason(why)
            if register.typed(row.values) == register.typed(values):
                raise CannotKeep({'': _('Chưa có gì thay đổi.')})
        return values

    def _owed(self, register: Register, site: ISite, values: Values) -> tuple[Owed, ...]:
        return tuple(register.owes(values, site, self._registry))

    def _rows(self, register: Register, site: ISite) -> Rows:
        return get_or_create_rows(portal_of(site), register.name)

    def _tell(self, site: ISite, action: str, actor: str, register: Register, row: KeptRow,
              why: str = '') -> None:
        told = '' if register.is_sealed else why  # the log forgets nothing that rows forget
        self._notify(InnerAction(site, action, actor, why=told, register=register.name,
                                 number=row.number))


def registers_service(request: Request) -> RegisterService:
    return RegisterService(request.registry, request.has_permission, send(request.registry))
