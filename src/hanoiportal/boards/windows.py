"""The publishing windows of clause 13.2, read from a table."""
import csv
import datetime
from dataclasses import dataclass

from zope.interface import implementer

from ..interfaces import IPortal
from .interfaces import IWindow, IWindows

PORTAL, COMPONENT = 'portal', 'component'
EVERY, WORKING = 'every', 'working'


@implementer(IWindow)
@dataclass(frozen=True)
class Window:
    """One row.  ``site``: ``PORTAL`` or ``COMPONENT``; ``days``: ``EVERY`` or ``WORKING``.

    ``opens``, ``closes``: local ``time``.  ``valid_from``, ``valid_to``: local dates, both
    inclusive; the last ``None`` for what is still law.
    """

    code: str
    site: str
    days: str
    title: str
    opens: datetime.time
    closes: datetime.time
    basis: str
    valid_from: datetime.date
    valid_to: datetime.date | None

    def is_law_on(self, day):
        """Return whether the row is in force on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@implementer(IWindows)
class Windows:
    """``IWindows`` of the rows of a table."""

    def __init__(self, rows):
        self.rows = tuple(sorted(rows, key=lambda row: row.opens))

    def on(self, site, day, is_workday):
        """See ``IWindows``."""
        kind = PORTAL if IPortal.providedBy(site) else COMPONENT
        return tuple(row for row in self.rows if row.site == kind and row.is_law_on(day)
                     and (row.days == EVERY or is_workday(day)))


def read_windows(path):
    """Return the ``Windows`` of the CSV file at ``path``.

    Raises ``ValueError`` naming the line of what cannot be read.
    """
    with open(path, encoding='utf-8', newline='') as lines:
        rows = enumerate(csv.DictReader(lines), 2)
        return Windows([_window(number, row) for number, row in rows])


def _window(number, row):
    try:
        window = Window(
            row['code'], row['site'], row['days'], row['title_vi'],
            datetime.time.fromisoformat(row['opens']), datetime.time.fromisoformat(row['closes']),
            row['basis'], datetime.date.fromisoformat(row['valid_from']),
            datetime.date.fromisoformat(row['valid_to']) if row['valid_to'] else None)
    except ValueError as error:
        raise ValueError(f'line {number}: {error}') from None
    if window.site not in (PORTAL, COMPONENT) or window.days not in (EVERY, WORKING):
        raise ValueError(f'line {number}: no such site or days: {window.site}, {window.days}')
    return window
