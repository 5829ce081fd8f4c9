"""Bringing the snapshot up to what was measured: only values that differ are written."""
import datetime
from collections.abc import Iterable, Mapping, MutableMapping
from typing import TypeVar

from BTrees.OOBTree import OOBTree
from pyramid.registry import Registry

from ...base.interfaces import IPortal
from ...content.erasure.interfaces import Erased
from .indicators import Used, closed, summed, values_of
from .interfaces import ALL, Indicator
from .months import months_of, row_of, together
from .resource import Snapshot, StoredValue, snapshot_of
from .values import Month, Row, SiteNow

Key = TypeVar('Key')


def forget_words(portal: IPortal, gone: Erased, registry: Registry) -> None:
    """Eraser: no reason in the snapshot has words any more if any are ``gone``; the looks that
    follow take those that stay from where they are kept.
    """
    snapshot = snapshot_of(portal)
    for kept in snapshot.months.values() if snapshot is not None and gone.words else ():
        month: Month = kept.value
        bare = month._replace(missed=tuple(each._replace(words='') for each in month.missed),
                              lines=tuple(each._replace(words='') for each in month.lines))
        if bare != month:
            kept.value = bare


class Writing:
    """Writes into ``snapshot``.  ``has_changed``: whether anything was."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.has_changed = False

    def put(self, values: Mapping[Key, object], into: MutableMapping[Key, StoredValue]) -> None:
        """Keep each of ``values``; those of other keys stay."""
        for key, value in values.items():
            kept = into.get(key)
            if kept is None:
                into[key] = StoredValue(value)
            elif kept.value != value:
                kept.value = value
            else:
                continue
            self.has_changed = True

    def sites(self, sites: Mapping[int, SiteNow]) -> None:
        """Keep the sites that there are, and the table of them."""
        for oid in [each for each in self._snapshot.sites if each not in sites]:
            del self._snapshot.sites[oid]
            self.has_changed = True
        self.put(sites, self._snapshot.sites)
        rows = tuple(Row(each.oid, each.level, each.status, each.filled, each.fresh, each.working)
                     for each in sites.values())
        if self._snapshot.rows.value != rows:
            self._snapshot.rows.value = rows
            self.has_changed = True

    def months(self, months: Mapping[tuple[int, str], Month], shown: Iterable[str]) -> None:
        """Keep the ``months`` of sites, and their sums; of the months ``shown`` what is no longer
        known goes.
        """
        now = frozenset(shown)
        for key in [key for key in self._snapshot.months
                    if key[0] != ALL and key[1] in now and key not in months]:
            del self._snapshot.months[key]
            self.has_changed = True
        self.put(months, self._snapshot.months)
        by_month: dict[str, list[int]] = {}
        for oid, month in sorted(months):
            by_month.setdefault(month, []).append(oid)
        self.put({(ALL, month): together(months[oid, month] for oid in oids)
                  for month, oids in by_month.items()}, self._snapshot.months)
        self.put({month: tuple(row_of(oid, months[oid, month]) for oid in oids)
                  for month, oids in by_month.items()}, self._snapshot.month_rows)

    def quarter(self, quarter: str, indicators: list[Indicator], sites: Iterable[SiteNow],
                visits: int, has_ended: bool, of_sites: Mapping[int, Used]) -> None:
        """Keep the sheets of ``quarter``, of each of ``sites`` and of all.

        ``visits``: of the whole portal; ``of_sites``: how each site was used.
        ``has_ended``: it is over, and the last look was in it: what is of the moment stays.
        """
        snapshot, sheets = self._snapshot, {}
        for site in sites:
            months = [snapshot.month(site.oid, month) for month in months_of(quarter)]
            anew = values_of(indicators, site, months, of_sites.get(site.oid, Used()))
            kept = snapshot.sheet(quarter, site.oid)
            sheets[quarter, site.oid] = closed(indicators, kept, anew) if has_ended else anew
        everything = summed(sheets.values(), visits, indicators)
        self.put({**sheets, (quarter, ALL): everything}, snapshot.quarters)

    def part(self, name: str, values: Mapping[int, object]) -> None:
        """Keep what an ``ISnapshotPart`` has measured; sites that it has no value of go."""
        if self._snapshot.parts is None:
            self._snapshot.parts = OOBTree()
        parts = self._snapshot.parts
        for oid in [each for each in self._snapshot.part(name) if each not in values]:
            del parts[name, oid]
            self.has_changed = True
        self.put({(name, oid): value for oid, value in values.items()}, parts)

    def method(self, digest: str) -> None:
        """Keep which method is approved."""
        if self._snapshot.method != digest:
            self._snapshot.method = digest
            self.has_changed = True

    def end(self, now: datetime.datetime) -> None:
        """Note the moment, if anything was written."""
        if self.has_changed:
            self._snapshot.moment = now
