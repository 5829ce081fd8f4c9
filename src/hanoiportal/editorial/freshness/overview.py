"""All sites on one day, for who looks after them (clauses 10, 13.2)."""
import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...base.interfaces import IPortal, ISite
from ...base.text import collate
from .interfaces import KEPT, MISSED, NO_REASON, OPEN, WRITTEN, DayWindow, IFreshness, IReasons

#: What the list may be narrowed to, besides a text in the name of the site.
ALL, NOTHING_YET, ALL_KEPT, REPEATED, REASONLESS = '', 'open', 'kept', 'repeated', 'reasonless'


@dataclass(frozen=True)
class SiteRow:
    """A site.  ``misses``: windows missed in the month so far; ``reasonless``: how many of them
    nobody has given a reason for; ``waiting``: of how many the reason waits for its approval;
    ``is_repeated``: whether that is as often as the rule names.
    """

    site: ISite
    windows: Sequence[DayWindow]
    misses: int
    reasonless: int
    waiting: int
    is_repeated: bool

    def has(self, state: str) -> bool:
        """Return whether a window of the day is in ``state``."""
        return any(each.state == state for each in self.windows)

    def matches(self, wanted: str) -> bool:
        """Return whether the row belongs to what the list is narrowed to."""
        return {
            ALL: True, MISSED: self.has(MISSED), NOTHING_YET: self.has(OPEN),
            ALL_KEPT: bool(self.windows) and all(each.state == KEPT for each in self.windows),
            REPEATED: self.is_repeated, REASONLESS: self.reasonless > 0}[wanted]


def rows_of(portal: IPortal, now: datetime.datetime, day: datetime.date, freshness: IFreshness,
            reasons: IReasons) -> list[SiteRow]:
    """Return the row of each site on the local ``day``, the portal first, others by name."""
    repeats = freshness.repeats(portal, day)
    found = []
    for site, windows in freshness.of_sites(portal, day, day, now):
        missed = freshness.missed(site, day.replace(day=1), day)
        states = list(reasons.states(portal, missed).values())
        found.append(SiteRow(
            site, windows, len(missed), states.count(NO_REASON), states.count(WRITTEN),
            site in repeats))
    return sorted(found, key=lambda row: (row.site is not portal, collate(row.site.title)))


def narrowed(rows: Iterable[SiteRow], wanted: str, text: str) -> list[SiteRow]:
    """Return those of ``rows`` that match ``wanted`` and have ``text`` in the name of the site."""
    asked = text.casefold()
    return [row for row in rows if row.matches(wanted) and asked in row.site.title.casefold()]
