"""How long before the end of a term a board is reminded of it: ``duty_reminders.csv``."""
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ...base.clock import ONE_DAY
from ...base.dated import Dated, in_force, read_dated


@dataclass(frozen=True)
class LeadTime(Dated):
    """One row.  ``name``: code of a rule of ``deadline_rules.csv``; ``time``: so long before."""

    name: str
    time: datetime.timedelta


class LeadTimes:
    """All rows, those of the past too."""

    def __init__(self, rows: Iterable[LeadTime]) -> None:
        self._rows = tuple(rows)

    def lead_time(self, code: str, moment: datetime.datetime) -> datetime.timedelta:
        """Return how long before the end of a term by the rule ``code`` people are reminded at the
        aware ``moment``: a day, if no row says otherwise.
        """
        row = in_force(self._rows, code, moment)
        return ONE_DAY if row is None else row.time


def read_lead_times(path: Path) -> LeadTimes:
    """Return the ``LeadTimes`` of the CSV file at ``path``."""
    return LeadTimes(read_dated(path, lambda row, **days: LeadTime(
        row['rule'], datetime.timedelta(hours=int(row['remind_hours'])), **days)))
