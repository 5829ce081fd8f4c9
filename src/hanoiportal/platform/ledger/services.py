"""``ILedger``, as a plain object that knows nothing of HTTP."""
import datetime
from collections.abc import Iterator, Mapping, Sequence
from itertools import starmap
from typing import cast

from zope.interface import implementer

from ...base.interfaces import IPortal, IResource
from ...kernel.tree.lookup import find_portal
from .interfaces import Event, ILedger, Tallied
from .resource import get_or_create_ledger, ledger_of
from .rows import Row, day_number, micros, number_of, packed, unpacked
from .tallying import tally


@implementer(ILedger)
class LedgerService:
    """``ILedger`` of the portal in which ``resource`` stands."""

    def __init__(self, resource: IResource) -> None:
        self._portal = cast('IPortal', find_portal(resource))

    def append(
            self, kind: str, moment: datetime.datetime, site: str, *, item: str = '',
            content_type: str = '', section: str = '', language: str = '', author: str = '',
            length: int = 0, of: int | None = None, rule: str = '', field: str = '',
            day: datetime.date | None = None, is_first: bool | None = None,
            beyond: int = 0) -> Event:
        event = Event(0, moment, kind, site, item, content_type, section, language, author,
                      length, of, rule, field, day, is_first)
        return event._replace(number=get_or_create_ledger(self._portal).append(
            packed(event), beyond))

    def since(self, number: int) -> Iterator[Event]:
        for each, row in ledger_of(self._portal).since(number):
            yield unpacked(each, row)

    def between(
            self, start: datetime.datetime, end: datetime.datetime, *, site: str | None = None,
            kinds: tuple[str, ...] = ()) -> Iterator[Event]:
        oid = None if site is None else number_of(site)
        for number, row in self._rows(start, end, kinds):
            if oid is None or row[2] == oid:
                yield unpacked(number, row)

    def by_site(
            self, start: datetime.datetime, end: datetime.datetime, *,
            kinds: tuple[str, ...] = ()) -> Iterator[tuple[str, Iterator[Event]]]:
        found: dict[object, list[tuple[int, Row]]] = {}
        for numbered in self._rows(start, end, kinds):
            found.setdefault(numbered[1][2], []).append(numbered)
        for site, rows in found.items():
            yield str(site), starmap(unpacked, rows)

    def _rows(self, start: datetime.datetime, end: datetime.datetime,
              kinds: tuple[str, ...]) -> Iterator[tuple[int, Row]]:
        first, behind = micros(start), micros(end)
        for numbered in ledger_of(self._portal).in_days(day_number(start), day_number(end)):
            row = numbered[1]
            if first <= row[0] < behind and (not kinds or row[1] in kinds):  # type: ignore[operator]
                yield numbered

    def tally(self, starts: Sequence[datetime.datetime], *, site: str | None = None,
              until: int | None = None, sections: bool = False) -> Mapping[Tallied, int]:
        oid, last = None if site is None else number_of(site), self.last()
        return tally(ledger_of(self._portal), starts, oid,
                     last if until is None else until, sections=sections)

    def last(self) -> int:
        return ledger_of(self._portal).last
