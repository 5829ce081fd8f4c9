"""The part of the snapshot that holds the public rows of registers."""
from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import cast

from zope.interface import implementer

from ...base.clock import local
from ...base.interfaces import IPortal
from ...platform.registers.interfaces import (
    STATE,
    IDeclaredRegisters,
    IRegisters,
    Past,
    Publicity,
    Register,
    Row,
    RowQuery,
)
from ...platform.scheduling.interfaces import IEnvironment
from ..compliance.interfaces import ISnapshotPart
from .values import PublicRow


@implementer(ISnapshotPart)
class OpenRegisters:
    """Reads the registers that have something public, for the portal itself."""

    def values(self, environment: IEnvironment) -> Mapping[int, tuple[PublicRow, ...]]:
        """Return the public rows of each site that has any, the latest approved first."""
        registers: IRegisters = environment.request.service(IRegisters)
        declared: Mapping[str, Register] = environment.registry.getUtility(IDeclaredRegisters)
        found: defaultdict[int, list[PublicRow]] = defaultdict(list)
        for register in declared.values():
            if register.publicity is not None:
                for site, row in _open_rows(
                        registers, environment.portal, register, register.publicity):
                    found[site].append(row)
        return {site: tuple(sorted(rows, key=_order)) for site, rows in found.items()}


def _open_rows(registers: IRegisters, portal: IPortal, register: Register,
               publicity: Publicity) -> Iterator[tuple[int, PublicRow]]:
    """Yield the object id of the site and the ``PublicRow`` of each public row."""
    query = RowQuery(everywhere=True, chosen=((STATE, publicity.state),))
    batch = registers.rows(register.name, portal, query, 0, sys.maxsize)
    for row in cast('tuple[Row, ...]', batch.items):
        approved = approval(row)
        if approved is not None:
            typed = register.typed(approved.values)
            yield int(row.site), PublicRow(
                register.name, row.number, local(approved.until).date(),
                tuple(typed[name] for name in publicity.fields))


def approval(row: Row) -> Past | None:
    """Return what ``row`` was when it was moved to the state that it has; ``None`` if it never
    was moved.
    """
    return next((each for each in reversed(row.past) if each.state != row.state), None)


def _order(row: PublicRow) -> tuple[str, int, int]:
    return row.register, -row.approved.toordinal(), -row.number
