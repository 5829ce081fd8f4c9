"""The persistent reports, in ``interactions``.  Renaming this module needs an upgrade step."""
from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent

from .interfaces import DRAFTED, RECOUNTED, SAVED, Content, ReportEvent

#: Name in the root of the database.
KEY = 'reports'
#: What leaves a report a draft, or makes it one again.
_DRAFTING = {SAVED: DRAFTED, RECOUNTED: DRAFTED}


class SiteReport(Persistent):
    """See ``interfaces.Report``."""

    def __init__(self, number: int, site: str, period: str, content: Content) -> None:
        self.number = number
        self.site = site
        self.period = period
        self.content = content
        self.events: tuple[ReportEvent, ...] = ()

    @property
    def state(self) -> str:
        """See ``Report``."""
        kind = self.events[-1].kind if self.events else DRAFTED
        return _DRAFTING.get(kind, kind)

    @property
    def digest(self) -> str:
        """See ``Report``."""
        counted = self.content.counted
        said = (sorted(self.content.words.items()), self.content.number,
                counted.at.isoformat(), counted.last, sorted(counted.values.items()))
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()

    def last(self, kind: str) -> ReportEvent | None:
        """See ``Report``."""
        return next((each for each in reversed(self.events) if each.kind == kind), None)

    def note(self, event: ReportEvent) -> None:
        """Add ``event``."""
        self.events = (*self.events, event)


class ReportBook(Persistent):
    """Sổ báo cáo.  ``reports``: by number.  ``named``: ``(period, site)`` → number."""

    def __init__(self) -> None:
        self.reports = LOBTree()
        self.named = OOBTree()

    def add(self, site: str, period: str, content: Content) -> SiteReport:
        """Return a new report, which has no events yet."""
        number = self.reports.maxKey() + 1 if self.reports else 1
        report = self.reports[number] = SiteReport(number, site, period, content)
        self.named[period, site] = number
        return report

    def find(self, site: str, period: str) -> SiteReport | None:
        """Return that report, or ``None``."""
        number = self.named.get((period, site))
        return None if number is None else self.reports[number]

    def of_period(self, period: str) -> dict[str, SiteReport]:
        """Return those of ``period``, by their sites."""
        return {site: self.reports[number] for (_period, site), number in self.named.items(
            min=(period, ''), max=(period, '\U0010ffff'))}

    def of_site(self, site: str) -> Iterator[SiteReport]:
        """Yield those of ``site``, the latest first."""
        return (report for report in reversed(self.reports.values()) if report.site == site)
