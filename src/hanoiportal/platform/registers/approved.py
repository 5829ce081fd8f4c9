"""Công khai: the rows that a register makes public, as they were approved (ADR 102)."""
from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from zope.interface import implementer

from ...base.interfaces import IPortal
from .finding import indexing, narrowed
from .interfaces import STATE, IApproved, Past, Register, Row, RowQuery
from .resource import KeptRow, rows_of


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
