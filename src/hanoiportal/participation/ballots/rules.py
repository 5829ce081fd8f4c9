"""The numbers by which is counted: ``ballot_rules.csv``."""
from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ...base.dated import Dated, in_force, read_dated
from .interfaces import BURST_FACTOR, BURST_LEAST, BURST_MINUTES, LEAST
from .tallies import BurstRule


@dataclass(frozen=True)
class BallotRule(Dated):
    """A row."""

    name: str
    number: float


class BallotRules:
    """All rows, those of the past too.  ``now``: aware."""

    def __init__(self, rows: Iterable[BallotRule]) -> None:
        self.rows = tuple(rows)

    def least(self, now: datetime.datetime) -> int:
        """Return how many answers a figure has at least."""
        return int(self._number(LEAST, now))

    def burst(self, now: datetime.datetime) -> BurstRule:
        """Return what is a burst of unverified answers."""
        return BurstRule(int(60 * self._number(BURST_MINUTES, now)),
                         self._number(BURST_LEAST, now), self._number(BURST_FACTOR, now))

    def _number(self, name: str, now: datetime.datetime) -> float:
        row = in_force(self.rows, name, now)
        if row is None:
            raise LookupError(f'no {name} at {now}')
        return row.number


def read_rules(path: Path) -> BallotRules:
    """Return the table at ``path``.  Raises ``ValueError`` that names the line."""
    return BallotRules(read_dated(path, lambda row, **days: BallotRule(
        name=row['name'], number=float(row['number']), **days)))
