"""The persistent numbers, in the ``interactions`` database.  Renaming needs an upgrade step."""
import datetime

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from ...base.clock import UTC, local
from .interfaces import Count, Figures
from .tally import minute_of

#: Visits of so many minutes count as present.
ONLINE = 15
#: So many days are shown one by one.
SHOWN = 30


class Visits(Persistent):
    """Số lượt truy cập.  ``days``: ISO day in Hanoi → ``(visits, pages)``; ``total``: the same.

    ``minutes``: minute → visits, of the last ``ONLINE`` minutes before the newest.
    """

    def __init__(self):
        self.days = OOBTree()
        self.total = ()
        self.minutes = {}

    def add(self, minutes):
        """Add ``{minute: Count}``."""
        recent = dict(self.minutes)
        for minute, count in minutes.items():
            day = _day(minute)
            self.days[day] = _sum(self.days.get(day, ()), count)
            self.total = _sum(self.total, count)
            recent[minute] = recent.get(minute, 0) + count.visits
        newest = max(recent, default=0)
        self.minutes = {minute: visits for minute, visits in recent.items()
                        if minute > newest - ONLINE}

    def figures(self, pending, now):
        """Return the ``Figures`` at ``now``, with what a process has not saved yet."""
        shown = Visits()
        days = (local(now).date() - datetime.timedelta(back) for back in range(SHOWN))
        shown.days.update({day.isoformat(): self.days[day.isoformat()] for day in days
                           if day.isoformat() in self.days})
        shown.total, shown.minutes = self.total, self.minutes
        shown.add(pending)
        since = minute_of(now) - ONLINE
        return Figures(
            sum(visits for minute, visits in shown.minutes.items() if minute > since),
            Count(*shown.days.get(local(now).date().isoformat(), ())), Count(*shown.total),
            [(datetime.date.fromisoformat(day), Count(*count))
             for day, count in sorted(shown.days.items(), reverse=True)][:SHOWN])


def _sum(kept, count):
    return tuple(Count(*kept).plus(count))


def _day(minute):
    return local(datetime.datetime.fromtimestamp(minute * 60, UTC)).date().isoformat()
