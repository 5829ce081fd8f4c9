"""Sessions that were ended by logging out: a copy of their cookie opens nothing any more.

The cookie itself cannot be called back, so the ``interactions`` database remembers the session
until it would have ended anyway (ASVS 5.0, 7.4.1).
"""
import datetime

from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOTreeSet
from persistent import Persistent

from ....base.interfaces import IPortal
from ..interactions import get_or_create, interactions_of

KEY = 'ended'


class Ended(Persistent):
    """``{ordinal of a day in UTC: ids of the sessions that would have lasted into it}``.

    A whole day is forgotten at once, so that a log-out touches no record of another one but on
    the first of a day.
    """

    def __init__(self) -> None:
        self.days = IOBTree()

    def add(self, session: str, until: datetime.datetime, now: datetime.datetime) -> None:
        """Remember ``session`` until the end of the day of ``until``, and forget the days that
        ``now`` are over.  Both are aware UTC.
        """
        for over in list(self.days.keys(max=now.toordinal() - 1)):
            del self.days[over]
        get_or_create(self.days, until.toordinal(), OOTreeSet).add(session)

    def __contains__(self, session: str) -> bool:
        return any(session in day for day in self.days.values())


def is_ended(portal: IPortal, session: str) -> bool:
    """Return whether ``session`` was ended by logging out."""
    return session in interactions_of(portal).get(KEY, ())


def end(portal: IPortal, session: str, until: datetime.datetime,
        now: datetime.datetime) -> None:
    """End ``session``, which would have lasted until ``until``; writes no other database."""
    get_or_create(interactions_of(portal), KEY, Ended).add(session, until, now)
