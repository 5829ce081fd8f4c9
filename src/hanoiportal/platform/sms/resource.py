"""What short messages have cost, and codes that were sent, in ``interactions``.  Renaming this
module needs an upgrade step.
"""
from __future__ import annotations

from typing import NamedTuple

from BTrees.OOBTree import OOBTree
from persistent import Persistent

#: Names in the root of the database.
KEY, CODES = 'sms', 'telephone codes'


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


class TelephoneCode(NamedTuple):
    """``sealed``: number and code.  ``until``: seconds since 1970.  ``wrong``: codes that were
    typed and are not this one.
    """

    sealed: bytes
    until: int
    language: str
    wrong: int = 0


class TelephoneBook(Persistent):
    """``codes``: ``TelephoneCode`` by token.  ``asked``: seconds since 1970 at which a number was
    sent a code, by its mark.
    """

    def __init__(self) -> None:
        self.codes, self.asked = OOBTree(), OOBTree()
