"""Hết hiệu lực: a row gets its last state on the day after the last one that it says."""
from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from ...base.clock import local
from ...kernel.tree.events import SYSTEM, InnerAction, send
from ..scheduling.interfaces import IEnvironment
from .events import RowMoved
from .finding import indexing
from .interfaces import IDeclaredRegisters, Past, Register
from .resource import KeptRow, rows_of

if TYPE_CHECKING:
    from ...base.interfaces import ISite


def end_rows(environment: IEnvironment) -> None:
    """Move the rows whose last day is over, each in a transaction: the job of the scheduler."""
    if environment.portal is None:
        return
    today = local(environment.clock.now()).date()
    for register in environment.registry.getUtility(IDeclaredRegisters).values():
        for number in list(_ended(environment, register, today)):
            environment.in_transaction(partial(_end, environment, register, number, today))


def _ended(environment: IEnvironment, register: Register, today: datetime.date) -> Iterator[int]:
    """Yield the numbers of the valid rows of ``register`` that hold no longer."""
    field, state = register.lasting
    if not field or register.is_sealed:
        return
    rows = rows_of(environment.portal, register.name)
    for line in rows.lines_of(None, indexing(register)):
        last = str(line.keys.get(field, ''))
        if last and last < today.isoformat() and line.state != state and not line.is_withdrawn:
            yield line.number


def _end(environment: IEnvironment, register: Register, number: int,
         today: datetime.date) -> None:
    portal, registry = environment.portal, environment.registry
    rows = rows_of(portal, register.name)
    row, (field, state) = cast('KeptRow', rows.rows[number]), register.lasting
    site: ISite | None = portal.__objectmap__.object_for(int(row.site))
    last = cast('datetime.date | None', row.values[field])
    if site is None or row.withdrawn is not None or last is None or last >= today:
        return  # somebody has changed it meanwhile
    before = row.state or register.states[0].name
    rows.move(row, state, Past(environment.clock.now(), SYSTEM, row.values,
                               f'Đã qua ngày {last:%d/%m/%Y}.', row.state), indexing(register))
    send(registry)(InnerAction(site, 'register_move', SYSTEM, register=register.name,
                               number=number, before=before, after=state))
    owed = tuple(register.owes(row.values, site, registry))
    send(registry)(RowMoved(site, register.name, row, SYSTEM, owed, owed))
