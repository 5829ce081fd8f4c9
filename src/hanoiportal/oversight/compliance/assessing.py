"""What the snapshot fills into the self-assessment of a site (clause 21.2)."""
import datetime
from collections.abc import Callable
from dataclasses import dataclass

from zope.interface import implementer

from ...base.interfaces import IPortal, ISite
from ..selfassessment.interfaces import IMeasure, Measured
from .resource import Snapshot, snapshot_of

Find = Callable[[Snapshot, int, str, str], tuple[int, int] | None]


@implementer(IMeasure)
@dataclass(frozen=True)
class SnapshotMeasure:
    """An ``IMeasure`` by the function ``find``; nobody knows before the first snapshot."""

    find: Find

    def measure(self, portal: IPortal, site: ISite, start: datetime.date,
                end: datetime.date) -> Measured | None:
        """See ``IMeasure``."""
        snapshot = snapshot_of(portal)
        if snapshot is None:
            return None
        found = self.find(snapshot, site.__oid__, f'{start:%Y-%m}', f'{end:%Y-%m}')
        return None if found is None else Measured(*found)


def sections_filled(snapshot: Snapshot, oid: int, start: str, end: str) -> (
        tuple[int, int] | None):
    """Return how many obligatory sections are filled now."""
    site = snapshot.site(oid)
    return None if site is None else site.filled


def functions_met(snapshot: Snapshot, oid: int, start: str, end: str) -> tuple[int, int] | None:
    """Return how many minimum functions the machine found met, of those that it has checked."""
    site = snapshot.site(oid)
    return None if site is None else site.working


def windows_kept(snapshot: Snapshot, oid: int, start: str, end: str) -> tuple[int, int]:
    """Return how many windows of updating were kept in the months from ``start`` to before
    ``end``, as far back as they are kept.
    """
    found = [snapshot.month(oid, month).windows for owner, month in snapshot.months.keys(
        min=(oid, start), max=(oid, end)) if start <= month < end]
    return sum(kept for kept, _due in found), sum(due for _kept, due in found)


#: By the name of the figure in ``self_assessment.csv``.
MEASURES: dict[str, Find] = {each.__name__: each for each in (
    sections_filled, functions_met, windows_kept)}
