"""The part of the snapshot that holds the public rows of registers."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from zope.interface import implementer

from ...base.clock import local
from ...platform.registers.interfaces import IApproved, IDeclaredRegisters, Register
from ...platform.scheduling.interfaces import IEnvironment
from ..compliance.interfaces import ISnapshotPart
from .values import PublicRow


@implementer(ISnapshotPart)
class OpenRegisters:
    """Reads the registers that have something public."""

    def values(self, environment: IEnvironment) -> Mapping[int, tuple[PublicRow, ...]]:
        """Return the public rows of each site that has any, the latest approved first."""
        approved: IApproved = environment.registry.getUtility(IApproved)
        declared: Mapping[str, Register] = environment.registry.getUtility(IDeclaredRegisters)
        found: defaultdict[int, list[PublicRow]] = defaultdict(list)
        for register in declared.values():
            if register.publicity is None:
                continue
            for row, was in approved.rows(environment.portal, register):
                typed = register.typed(was.values)
                found[int(row.site)].append(PublicRow(
                    register.name, row.number, local(was.until).date(),
                    tuple(typed[name] for name in register.publicity.fields)))
        return {site: tuple(sorted(rows, key=_order)) for site, rows in found.items()}


def _order(row: PublicRow) -> tuple[str, int, int]:
    return row.register, -row.approved.toordinal(), -row.number
