"""What one process has counted and not saved yet."""
from threading import Lock

from zope.interface import implementer

from .interfaces import Count, IVisits

_NONE, _PAGE, _VISIT = Count(), Count(0, 1), Count(1, 1)


@implementer(IVisits)
class Tally:
    """Counts by minute, in memory; thread-safe."""

    def __init__(self):
        self._minutes = {}
        self._lock = Lock()

    def count(self, now, visit):
        """Count a page opened at ``now``; ``visit``: whether no page of the portal led to it."""
        minute, opened = minute_of(now), _VISIT if visit else _PAGE
        with self._lock:
            self._minutes[minute] = self._minutes.get(minute, _NONE).plus(opened)

    def add(self, minutes):
        """Add ``{minute: Count}``; also gives back what ``take`` took and nobody could save."""
        with self._lock:
            for minute, count in minutes.items():
                self._minutes[minute] = self._minutes.get(minute, _NONE).plus(count)

    def take(self):
        """Return ``{minute: Count}`` of all that is not saved, and forget it."""
        with self._lock:
            taken, self._minutes = self._minutes, {}
        return taken

    @property
    def pending(self):
        """``{minute: Count}`` of all that is not saved."""
        with self._lock:
            return dict(self._minutes)


def minute_of(moment):
    """Return the whole minutes from 1970 to the aware ``datetime``."""
    return int(moment.timestamp()) // 60
