"""What is known of addresses outside.  Renaming this module needs an upgrade step."""
import datetime
from collections.abc import Collection
from typing import NamedTuple

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from ...base.clock import local
from ...base.interfaces import IPortal
from ...kernel.security.interactions import kept_or_new
from .interfaces import ENOUGH

KEY = 'outside links'
#: One that has failed is asked again after so long; a little less than a day, so that a job that
#: runs at intervals comes to it on the next.
_AGAIN = datetime.timedelta(hours=23)


class Answered(NamedTuple):
    """``asked``: aware UTC.  ``failed``: the ISO dates in Hanoi of its failures in a row, the
    first ``ENOUGH`` of them.  ``why``: as ``probing`` says; ``''`` if it answered.
    """

    asked: datetime.datetime
    failed: tuple[str, ...] = ()
    why: str = ''

    @property
    def is_broken(self) -> bool:
        return len(self.failed) >= ENOUGH


class OutsideLinks(Persistent):
    """``known``: address → the tuple of an ``Answered``."""

    def __init__(self) -> None:
        self.known = OOBTree()

    def of(self, address: str) -> Answered | None:
        """Return what is known of ``address``, ``None`` if it was never asked."""
        found = self.known.get(address)
        return None if found is None else Answered(*found)

    def is_due(self, address: str, now: datetime.datetime, days: int) -> bool:
        """Return whether ``address`` is to be asked at ``now``: after ``days``."""
        found = self.of(address)
        pause = _AGAIN if found and found.why else datetime.timedelta(days)
        return found is None or found.asked + pause <= now

    def claim(self, addresses: Collection[str], now: datetime.datetime) -> None:
        """Let nobody else ask ``addresses`` meanwhile."""
        for address in addresses:
            found = self.of(address) or Answered(now)
            self.known[address] = tuple(found._replace(asked=now))

    def note(self, address: str, why: str, now: datetime.datetime) -> None:
        """Note that ``address`` answered, or ``why`` it did not."""
        before = self.of(address)
        failed = before.failed if before and why else ()
        day = f'{local(now):%Y-%m-%d}'
        if why and day not in failed and len(failed) < ENOUGH:
            failed = (*failed, day)
        self.known[address] = tuple(Answered(now, failed, why))

    def forget_others(self, addresses: Collection[str]) -> None:
        """Forget all but ``addresses``: nothing public leads to the others any more."""
        for address in [each for each in self.known if each not in addresses]:
            del self.known[address]


def outside_of(portal: IPortal) -> OutsideLinks:
    """Return the ``OutsideLinks`` of ``portal``; of one that has none yet, it is not kept."""
    return kept_or_new(portal, KEY, OutsideLinks)
