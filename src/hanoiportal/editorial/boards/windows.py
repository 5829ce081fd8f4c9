"""The publishing windows of clause 13.2, read from a table."""
import datetime
from dataclasses import dataclass

from zope.interface import implementer

from ...base.interfaces import IPortal
from ...base.workdays.dated import Dated, read_dated
from .interfaces import IWindow, IWindows

PORTAL, COMPONENT = 'portal', 'component'
EVERY, WORKING = 'every', 'working'


@implementer(IWindow)
@dataclass(frozen=True)
class Window(Dated):
    """One row.  ``site``: ``PORTAL`` or ``COMPONENT``; ``days``: ``EVERY`` or ``WORKING``.

    ``opens``, ``closes``: local ``time``.
    """

    code: str
    site: str
    days: str
    title: str
    opens: datetime.time
    closes: datetime.time
    basis: str


@implementer(IWindows)
class Windows:
    """``IWindows`` of the rows of a table."""

    def __init__(self, rows):
        self.rows = tuple(sorted(rows, key=lambda row: row.opens))

    def on(self, site, day, is_workday):
        """See ``IWindows``."""
        kind = PORTAL if IPortal.providedBy(site) else COMPONENT
        return tuple(row for row in self.rows if row.site == kind and row.holds_on(day)
                     and (row.days == EVERY or is_workday(day)))


def read_windows(path):
    """Return the ``Windows`` of the CSV file at ``path``.

    Raises ``ValueError`` naming the line of what cannot be read.
    """
    return Windows(read_dated(path, _window))


def _window(row, **days):
    if row['site'] not in (PORTAL, COMPONENT) or row['days'] not in (EVERY, WORKING):
        raise ValueError(f'no such site or days: {row["site"]}, {row["days"]}')
    return Window(
        row['code'], row['site'], row['days'], row['title_vi'],
        datetime.time.fromisoformat(row['opens']), datetime.time.fromisoformat(row['closes']),
        row['basis'], **days)
