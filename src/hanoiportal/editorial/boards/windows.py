"""The publishing windows of clause 13.2, read from a table."""
import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from zope.interface import implementer

from ...base.dated import Dated, read_dated
from ...base.interfaces import IPortal, ISite
from .interfaces import IWindow, IWindows

PORTAL, COMPONENT = 'portal', 'component'
EVERY, WORKING = 'every', 'working'


@implementer(IWindow)
@dataclass(frozen=True)
class Window(Dated):
    """One row.  ``site``: ``PORTAL`` or ``COMPONENT``; ``days``: ``EVERY`` or ``WORKING``.

    ``opens``, ``closes``: local.
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

    def __init__(self, rows: Iterable[Window]) -> None:
        self.rows = tuple(sorted(rows, key=lambda row: row.opens))

    def on(self, site: ISite, day: datetime.date,
           is_workday: Callable[[datetime.date], bool]) -> tuple[Window, ...]:
        """See ``IWindows``."""
        kind = PORTAL if IPortal.providedBy(site) else COMPONENT
        return tuple(row for row in self.rows if row.site == kind and row.holds_on(day)
                     and (row.days == EVERY or is_workday(day)))


def read_windows(path: Path) -> Windows:
    """Return the ``Windows`` of the CSV file at ``path``.

    Raises ``ValueError`` naming the line of what cannot be read.
    """
    return Windows(read_dated(path, _window))


def _window(row: Mapping[str, str], *, starts: datetime.date | None,
            ends: datetime.date | None) -> Window:
    if row['site'] not in (PORTAL, COMPONENT) or row['days'] not in (EVERY, WORKING):
        raise ValueError(f'no such site or days: {row["site"]}, {row["days"]}')
    return Window(
        row['code'], row['site'], row['days'], row['title_vi'],
        datetime.time.fromisoformat(row['opens']), datetime.time.fromisoformat(row['closes']),
        row['basis'], starts=starts, ends=ends)
