"""Dated figures of the board: ``config/hanoi/contribution_rules.csv``."""
import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from zope.interface import implementer

from ...base.dated import Dated, in_force, read_dated
from .interfaces import IContributionRules

#: So many published contributions of one sender, and they are asked to become a contributor.
ASKED_AFTER = 'asked_after'


@dataclass(frozen=True, kw_only=True)
class ContributionFigure(Dated):
    """A row.  ``basis``: what says so."""

    name: str
    value: int
    basis: str


@implementer(IContributionRules)
class ContributionRules:
    """All rows, those of the past too."""

    def __init__(self, rows: Iterable[ContributionFigure]) -> None:
        self._rows = list(rows)

    def at(self, name: str, moment: datetime.datetime) -> int | None:
        """See ``IContributionRules``."""
        found = in_force(self._rows, name, moment)
        return None if found is None else found.value


def read_rules(path: Path) -> ContributionRules:
    """Return the rows of the file ``path``.  Raises ``ValueError`` that names a bad line."""
    return ContributionRules(read_dated(path, _made))


def _made(row: Mapping[str, str], *, starts: datetime.date | None,
          ends: datetime.date | None) -> ContributionFigure:
    return ContributionFigure(name=row['name'], value=int(row['value']), basis=row['basis'],
                              starts=starts, ends=ends)
