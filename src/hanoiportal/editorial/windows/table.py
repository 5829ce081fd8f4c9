"""The publishing windows of clause 13.2, read from a table."""
import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from zope.interface import implementer

from ...base.dated import Dated, Titled, read_dated
from ...base.i18n import DEFAULT
from ...base.interfaces import IPortal, ISite
from ...kernel.tree.lookup import find_portal
from .interfaces import COMPONENT, EVERY, PORTAL, WORKING, IHoursDecision, IWindow, IWindows
from .resource import hours_of


@implementer(IWindow)
@dataclass(frozen=True)
class Window(Dated, Titled):
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
    title_en: str = ''
    decision: IHoursDecision | None = None

    def by(self, decision: IHoursDecision | None) -> 'Window':
        """Return it with the hours that ``decision`` sets; as it is if that says none."""
        hours = None if decision is None else decision.hours.get((self.site, self.code))
        if hours is None:
            return self
        return replace(self, opens=hours[0], closes=hours[1], decision=decision)


@implementer(IWindows)
class Windows:
    """``IWindows`` of the rows of a table."""

    def __init__(self, rows: Iterable[Window]) -> None:
        self.rows = tuple(sorted(rows, key=lambda row: row.opens))

    def on(self, site: ISite, day: datetime.date,
           is_workday: Callable[[datetime.date], bool]) -> tuple[Window, ...]:
        """See ``IWindows``."""
        kind = PORTAL if IPortal.providedBy(site) else COMPONENT
        decision = self.decided(find_portal(site), day)
        found = [row.by(decision) for row in self.proposed(day) if row.site == kind
                 and (row.days == EVERY or is_workday(day))]
        return tuple(sorted(found, key=lambda row: row.opens))

    def proposed(self, day: datetime.date) -> tuple[Window, ...]:
        """See ``IWindows``."""
        return tuple(row for row in self.rows if row.holds_on(day))

    def titles(self, day: datetime.date, tag: str = DEFAULT) -> dict[str, str]:
        """See ``IWindows``."""
        return {row.code: row.title_in(tag) for row in self.proposed(day)}

    def decided(self, portal: IPortal, day: datetime.date) -> IHoursDecision | None:
        """See ``IWindows``."""
        return hours_of(portal).in_force(day)

    def first_decided(self, portal: IPortal) -> datetime.date | None:
        """See ``IWindows``."""
        return min((each.starts for each in hours_of(portal).all), default=None)


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
        row['basis'], row['title_en'], starts=starts, ends=ends)
