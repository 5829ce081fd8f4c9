"""What counting visits promises."""
import datetime
from typing import NamedTuple

from zope.interface import Interface

#: Where the counts stand in ``interactions``; ``days`` there: ISO day in Hanoi → ``(visits,
#: pages)``.
KEY = 'visits'


class Count(NamedTuple):
    """``visits``: openings that no page of the portal led to.  ``pages``: all pages opened."""

    visits: int = 0
    pages: int = 0

    def plus(self, other: 'Count') -> 'Count':
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


class IVisits(Interface):
    """The ``Tally`` of this process, as a utility."""
