"""What counting visits promises."""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Interface

if TYPE_CHECKING:
    from ...base.interfaces import IPortal

#: Where the counts stand in ``interactions``; ``days`` there: ISO day in Hanoi → ``(visits,
#: pages)``.
KEY = 'visits'


class Count(NamedTuple):
    """``visits``: openings that no page of the portal led to.  ``pages``: all pages opened."""

    visits: int = 0
    pages: int = 0

    def plus(self, other: Count) -> Count:
        """Return both together."""
        return Count(self.visits + other.visits, self.pages + other.pages)


class Figures(NamedTuple):
    """What the public is told.

    ``online``: visits of the last ``resource.ONLINE`` minutes.  ``days``: of the last local days,
    the newest first.
    """

    online: int
    today: Count
    total: Count
    days: list[tuple[datetime.date, Count]]


class ISiteVisits(Interface):
    """The ``SiteVisitTally`` of this process, as a utility."""

    def count(now: datetime.datetime, visit: bool, label: str) -> None:
        """Count a page of the site ``label`` opened at ``now``; ``visit``: as of ``Tally``."""

    def of_sites(portal: IPortal, first: str, last: str) -> Mapping[int, int] | None:
        """Return the saved visits of each site on the ISO days from ``first`` to before ``last``,
        by its object id; ``None`` if none of these days was counted.
        """

    def on_day(portal: IPortal, day: str) -> Mapping[int, Count] | None:
        """Return what was saved of the ISO ``day``, by object ids of sites that were opened at
        all; ``None`` if that day was not counted.
        """

    def by_day(portal: IPortal, oid: int, first: str, last: str) -> Mapping[str, int] | None:
        """Return the saved visits of the site with the object id ``oid`` by ISO day, of the days
        from ``first`` to before ``last`` that have any; ``None`` if none of them was counted.
        """


class IVisits(Interface):
    """The ``Tally`` of this process, as a utility."""
