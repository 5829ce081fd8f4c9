"""Quy chế phối hợp that is in force at a site, as its register of governing documents says."""
from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from zope.interface import implementer

from ...editorial.boards.interfaces import ICoordination
from ...platform.registers.interfaces import IValidRows, RowQuery
from .planning import COORDINATION, GOVERNING

if TYPE_CHECKING:
    import datetime

    from ...base.interfaces import ISite


@implementer(ICoordination)
class Coordination:
    """See ``ICoordination``."""

    def __init__(self, rows: Callable[[], IValidRows]) -> None:
        self._rows = rows

    def is_laid_down(self, site: ISite, day: datetime.date) -> bool:
        """See ``ICoordination``."""
        over = {state.name for state in GOVERNING.states if state.is_over}
        for row in self._rows().rows(site, GOVERNING, RowQuery(chosen=(('kind', COORDINATION),))):
            until = cast('datetime.date | None', row.values.get('until'))
            if row.state not in over and cast('datetime.date', row.values['issued']) <= day and (
                    until is None or day <= until):
                return True
        return False
