"""The decisions on hours.  Renaming this module needs an upgrade step."""
import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from persistent import Persistent
from zope.interface import implementer

from ...base.interfaces import IPortal
from .interfaces import IHoursDecision

#: Attribute of the portal that keeps its decisions on hours.
HOURS = 'window_hours'


@implementer(IHoursDecision)
@dataclass(frozen=True)
class HoursDecision:
    """``IHoursDecision``, as it is stored."""

    number: int
    decision: str
    dated: datetime.date
    body: str
    starts: datetime.date
    hours: Mapping[tuple[str, str], tuple[datetime.time, datetime.time]]
    crossposts: frozenset[str]
    entered_at: datetime.datetime
    entered_by: str


class HoursDecisions(Persistent):
    """All decisions on hours that were ever entered, in that order; an attribute of the portal."""

    all: tuple[HoursDecision, ...] = ()

    def in_force(self, day: datetime.date) -> HoursDecision | None:
        """Return the one whose hours hold on the local ``day``, ``None`` before the first."""
        return max((each for each in self.all if each.starts <= day), default=None,
                   key=lambda each: (each.starts, each.number))


def hours_of(portal: IPortal) -> HoursDecisions:
    """Return what ``portal`` knows; an empty record that nobody keeps if that is nothing."""
    found: HoursDecisions | None = getattr(portal, HOURS, None)
    return HoursDecisions() if found is None else found


def enter_hours(portal: IPortal, decision: HoursDecision) -> None:
    """Keep ``decision`` as the last one that was entered."""
    if getattr(portal, HOURS, None) is None:
        setattr(portal, HOURS, HoursDecisions())
    kept: HoursDecisions = getattr(portal, HOURS)
    kept.all += (decision,)
