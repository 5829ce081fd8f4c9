"""What registers say, for who asks in nobody's name: all rows; those that are public, as they
were approved (ADR 102).
"""
from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from zope.interface import implementer

from ...base.interfaces import IPortal, ISite
from ...kernel.tree.lookup import find_portal
from .finding import indexing, narrowed
from .interfaces import STATE, IApproved, IValidRows, Past, Register, Row, RowQuery
from .resource import KeptRow, rows_of
from .sealing import Seals


@implementer(IApproved)
class Approved:
    """See ``IApproved``."""

    def rows(self, portal: IPortal, register: Register) -> Iterator[tuple[Row, Past]]:
        """See ``IApproved``."""
        if register.publicity is None or register.is_sealed:
            return
        rows = rows_of(portal, register.name)
        query = RowQuery(chosen=((STATE, register.publicity.state),))
        for line in narrowed(register, rows.lines_of(None, indexing(register)), query):
            row = cast('KeptRow', rows.rows[line.number])
            found = next((each for each in reversed(row.past) if each.state != row.state), None)
            if found is not None:
                yield row, found


@implementer(IValidRows)
class ValidRows:
    """See ``IValidRows``."""

    def rows(self, site: ISite, register: Register, query: RowQuery) -> Iterator[Row]:
        """See ``IValidRows``."""
        if not register.is_sealed:
            yield from self._kept(site, register, query)

    def values(self, site: ISite, register: Register, field: str,
               query: RowQuery) -> Iterator[object]:
        """See ``IValidRows``."""
        seals = Seals(cast('IPortal', find_portal(site)), register)
        return (seals.read(row).values.get(field) for row in self._kept(site, register, query))

    @staticmethod
    def _kept(site: ISite, register: Register, query: RowQuery) -> Iterator[KeptRow]:
        rows = rows_of(find_portal(site), register.name)
        lines = rows.lines_of(str(site.__oid__), indexing(register))
        return (rows.rows[line.number] for line in narrowed(register, lines, query))
