"""What is kept of compliance.  Renaming this module needs an upgrade step.

The snapshot stands in the content database, as an attribute of the portal; what is gathered for it
stands in ``interactions``: what the machine found, what boards declare, when it was last looked.
"""
import datetime
from collections.abc import Mapping
from typing import cast

from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent
from zope.interface import implementer

from ...base.interfaces import IPortal
from ...kernel.security.interactions import get_or_create, interactions_of, kept_or_new
from .interfaces import ISnapshot
from .values import Consent, Declaration, FunctionFigure, Month, MonthRow, Row, SiteNow, Value

KEY = 'compliance'


class StoredValue(Persistent):
    """One value in a record of its own, so that a page reads what it shows and no more."""

    def __init__(self, value: object) -> None:
        self.value = value


@implementer(ISnapshot)
class Snapshot(Persistent):
    """Số liệu tuân thủ: ``portal.compliance``.

    ``moment``: aware UTC of the latest change.  ``sites``: object id → ``SiteNow``.
    ``months``: ``(object id, 'YYYY-MM')`` → ``Month``; the object id 0 stands for all sites.
    ``rows``: ``Row`` of all sites.  ``month_rows``: ``'YYYY-MM'`` → ``MonthRow`` of all sites.
    ``quarters``: ``('YYYY-Qn', object id)`` → ``Value`` of each indicator; 0 for all sites.
    ``method``: digest of the method that the board of the city has approved, ``''`` for none.
    ``parts``: ``(name, object id)`` → what an ``ISnapshotPart`` has measured; ``None`` before the
    first, see ``part``.
    All values but the moment and that digest stand in a ``StoredValue``.
    """

    moment: datetime.datetime | None = None
    method = ''
    parts: OOBTree | None = None

    def __init__(self) -> None:
        self.sites = IOBTree()
        self.months = OOBTree()
        self.month_rows = OOBTree()
        self.quarters = OOBTree()
        self.rows = StoredValue(())

    def site(self, oid: int) -> SiteNow | None:
        """Return the site with that object id as it was found, ``None`` if it was not yet."""
        kept = self.sites.get(oid)
        found: SiteNow | None = kept.value if kept is not None else None
        return found

    def part(self, name: str, oid: int | None = None) -> Mapping[int, object]:
        """Return what the ``ISnapshotPart`` called ``name`` has measured, by object ids; of the
        site with the id ``oid`` alone if one is named.
        """
        first, last = (0, 2 ** 62) if oid is None else (oid, oid)
        return {each: kept.value for (_name, each), kept in (self.parts or OOBTree()).items(
            (name, first), (name, last))}

    def month(self, oid: int, month: str) -> Month:
        """Return that month of the site, of all sites for 0."""
        kept = self.months.get((oid, month))
        found: Month = kept.value if kept is not None else Month()
        return found

    def all_rows(self) -> tuple[Row, ...]:
        """Return the ``Row`` of each site."""
        return cast('tuple[Row, ...]', self.rows.value)

    def rows_of(self, month: str) -> tuple[MonthRow, ...]:
        """Return the ``MonthRow`` of each site in ``month``."""
        kept = self.month_rows.get(month)
        found: tuple[MonthRow, ...] = kept.value if kept is not None else ()
        return found

    def sheet(self, quarter: str, oid: int) -> tuple[Value, ...]:
        """Return the indicators of the site, of all sites for 0, in ``quarter``."""
        kept = self.quarters.get((quarter, oid))
        found: tuple[Value, ...] = kept.value if kept is not None else ()
        return found


class Gathered(Persistent):
    """What is gathered between snapshots, in ``interactions``.

    ``looked``: aware UTC of the latest look.  ``checked``: object id → ``(local day,
    FunctionFigure of each function that the machine checks)``.  ``declared``: ``(object id,
    code)`` → ``Declaration``.  ``method``: the ``Consent`` to it, ``None`` before the first.
    """

    looked: datetime.datetime | None = None
    method: Consent | None = None

    def __init__(self) -> None:
        self.checked = IOBTree()
        self.declared = OOBTree()

    def of_site(self, oid: int) -> Mapping[str, Declaration]:
        """Return what the board of the site has declared, by codes."""
        return {code: said for (_oid, code), said in self.declared.items(
            (oid, ''), (oid + 1, ''), excludemax=True)}

    def found(self, oid: int) -> tuple[datetime.date | None, tuple[FunctionFigure, ...]]:
        """Return the local day on which the machine checked the site, and what it found."""
        kept: tuple[datetime.date | None, tuple[FunctionFigure, ...]] = self.checked.get(
            oid, (None, ()))
        return kept


def snapshot_of(portal: IPortal) -> Snapshot | None:
    """Return the snapshot of ``portal``, ``None`` before the first."""
    return getattr(portal, 'compliance', None)


def gathered_of(portal: IPortal) -> Gathered:
    """Return what is gathered; of a portal that has nothing yet, it is not kept."""
    return kept_or_new(portal, KEY, Gathered)


def kept_gathered(portal: IPortal) -> Gathered:
    """Return what is gathered, for writing."""
    return cast('Gathered', get_or_create(interactions_of(portal), KEY, Gathered))
