"""What short messages have cost, in ``interactions``.  Renaming this module needs an upgrade
step.
"""
from __future__ import annotations

from BTrees.OOBTree import OOBTree
from persistent import Persistent

#: Name in the root of the database.
KEY = 'sms'


class SmsBook(Persistent):
    """``days``: segments by local day, ISO.  ``stopped``: messages that a limit stopped, by day.

    ``open``: ``(day, segments)`` by the token of what the gateway has not taken yet: it counts,
    so that no limit is passed while it waits.
    """

    def __init__(self) -> None:
        self.days, self.stopped, self.open = OOBTree(), OOBTree(), OOBTree()

    def add(self, day: str, number: int) -> None:
        """Count ``number`` more segments for ``day``; they may be negative."""
        self.days[day] = self.days.get(day, 0) + number

    def month(self, day: str) -> int:
        """Return the segments of the month of ``day``."""
        return sum(self.days.values(day[:7], f'{day[:7]}~'))

    def stopped_in(self, day: str) -> int:
        """Return how many messages a limit stopped in the month of ``day``."""
        return sum(self.stopped.values(day[:7], f'{day[:7]}~'))
