"""Rows that operators have entered.  Renaming this module needs an upgrade step."""
import datetime
from collections.abc import Sequence

from BTrees.IOBTree import IOBTree
from persistent import Persistent

from ...base.deadlines.calendar import place_in_calendar
from ...base.deadlines.interfaces import DayRow
from ...base.interfaces import IPortal


class EnteredRow(Persistent):
    """Dòng lịch: kept in ``portal.calendar_rows`` by its number, from 1; never changed.

    ``entered_at``: aware UTC; ``actor``: principal id; the rest as ``DayRow`` has it.
    """

    def __init__(self, number: int, row: DayRow, actor: str,
                 entered_at: datetime.datetime) -> None:
        self.number, self.actor, self.entered_at = number, actor, entered_at
        self.date, self.kind, self.status = row.date, row.kind, row.status
        self.name_vi, self.name_en, self.basis = row.name_vi, row.name_en, row.basis
        self.known_since = row.known_since

    @property
    def row(self) -> DayRow:
        """The row as the calendar reads it."""
        return DayRow(
            date=self.date, kind=self.kind, name_vi=self.name_vi, name_en=self.name_en,
            status=self.status, known_since=self.known_since, basis=self.basis,
            origin=place_in_calendar(self.date))


def entered_rows(portal: IPortal, after: int = 0) -> Sequence[EnteredRow]:
    """Return the rows of ``portal`` with a number above ``after``, in their order."""
    kept = getattr(portal, 'calendar_rows', None)
    return [] if kept is None else list(kept.values(after + 1))


def last_number(portal: IPortal) -> int:
    """Return the number of the last row, 0 if there is none."""
    kept = getattr(portal, 'calendar_rows', None)
    return int(kept.maxKey()) if kept else 0


def add_row(portal: IPortal, row: DayRow, actor: str, now: datetime.datetime) -> EnteredRow:
    """Keep ``row`` under the next number and return what was entered."""
    number = last_number(portal) + 1
    kept = getattr(portal, 'calendar_rows', None)
    if kept is None:
        kept = portal.calendar_rows = IOBTree()
    entered: EnteredRow = EnteredRow(number, row, actor, now)
    kept[number] = entered
    return entered
