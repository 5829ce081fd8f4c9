"""``ILedger`` and ``IEvents``, as plain objects that know nothing of HTTP."""
from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain, starmap
from typing import cast

from zope.interface import implementer

from ...base.interfaces import IPortal, IResource
from ...kernel.security.interactions import interactions_of
from ...kernel.tree.lookup import find_portal
from .interfaces import INNER, Event, IEvents, ILedger
from .resource import (
    Ledger,
    get_or_create_inner_ledger,
    get_or_create_ledger,
    inner_ledger_of,
    ledger_of,
)
from .rows import Row, day_number, micros, number_of, packed, unpacked
from .summing import sums_of


@implementer(ILedger)
class LedgerService:
    """``ILedger`` of the portal in which ``resource`` stands, in ``content``."""

    is_inner = False

    def __init__(self, resource: IResource) -> None:
        self._portal = cast('IPortal', find_portal(resource))

    def append(
            self, kind: str, moment: datetime.datetime, site: str, *, item: str = '',
            content_type: str = '', section: str = '', language: str = '', author: str = '',
            length: int = 0, of: int | None = None, rule: str = '', field: str = '',
            day: datetime.date | None = None, is_first: bool | None = None, editor: str = '',
            genre: str = '', pictures: int = 0, amount: int = 1, beyond: int = 0) -> Event:
        event = Event(0, moment, kind, site, item, content_type, section, language, author,
                      length, of, rule, field, day, is_first, editor, genre, pictures, amount)
        if event.is_inner != self.is_inner:
            raise ValueError(kind)
        return event._replace(number=self._to_write().append(packed(event), beyond))

    def since(self, number: int) -> Iterator[Event]:
        for each, row in self._kept().since(number):
            yield unpacked(each, row)

    def between(
            self, start: datetime.datetime, end: datetime.datetime, *, site: str | None = None,
            kinds: tuple[str, ...] = ()) -> Iterator[Event]:
        return starmap(unpacked, self._rows(start, end, site, kinds))

    def by_site(
            self, start: datetime.datetime, end: datetime.datetime, *,
            kinds: tuple[str, ...] = ()) -> Iterator[tuple[str, Iterator[Event]]]:
        found = defaultdict[object, list[tuple[int, Row]]](list)
        for numbered in self._rows(start, end, None, kinds):
            row = numbered[1]
            found[row[2] if len(row) > 2 else 0].append(numbered)
        for site, rows in found.items():
            yield str(site), starmap(unpacked, rows)

    def _rows(self, start: datetime.datetime, end: datetime.datetime, site: str | None,
              kinds: tuple[str, ...]) -> Iterator[tuple[int, Row]]:
        """Yield the same events as ``between``, as ``(number, row)``."""
        first, behind = micros(start), micros(end)
        oid = None if site is None else number_of(site)
        for numbered in self._kept().in_days(day_number(start), day_number(end)):
            row = numbered[1]
            if first <= row[0] < behind and (  # type: ignore[operator]  # a moment is a number
                    (not kinds or row[1] in kinds) and (oid is None or row[2:3] == (oid,))):
                yield numbered

    def sums(self, start: datetime.datetime, end: datetime.datetime, by: tuple[str, ...], *,
             site: str | None = None, kinds: tuple[str, ...] = (),
             until: int | None = None) -> Mapping[tuple[object, ...], int]:
        return sums_of(self._kept(), start, end, by, site=site, kinds=kinds, until=until)

    def last(self) -> int:
        return self._kept().last

    def epoch(self) -> str:
        return self._kept().epoch

    def begin_epoch(self) -> None:
        self._to_write().begin_epoch()

    def _kept(self) -> Ledger:
        return ledger_of(self._portal)

    def _to_write(self) -> Ledger:
        return get_or_create_ledger(self._portal)


class InnerLedger(LedgerService):
    """``ILedger`` in ``interactions``."""

    is_inner = True

    def _kept(self) -> Ledger:
        return inner_ledger_of(interactions_of(self._portal))

    def _to_write(self) -> Ledger:
        return get_or_create_inner_ledger(interactions_of(self._portal))


@implementer(IEvents)
class Events:
    """``IEvents`` of the portal in which ``resource`` stands."""

    def __init__(self, resource: IResource) -> None:
        self._ledgers = LedgerService(resource), InnerLedger(resource)

    def between(
            self, start: datetime.datetime, end: datetime.datetime, *, site: str | None = None,
            kinds: tuple[str, ...] = ()) -> Iterator[Event]:
        return chain.from_iterable(ledger.between(start, end, site=site, kinds=kinds)
                                   for ledger in self._asked(kinds))

    def sums(
            self, start: datetime.datetime, end: datetime.datetime, by: tuple[str, ...], *,
            site: str | None = None,
            kinds: tuple[str, ...] = ()) -> Mapping[tuple[object, ...], int]:
        found: Counter[tuple[object, ...]] = Counter()
        for ledger in self._asked(kinds):
            found.update(ledger.sums(start, end, by, site=site, kinds=kinds))
        return found

    def find(self, number: int, is_inner: bool = False) -> Event | None:
        found = next(self._ledgers[is_inner].since(number - 1), None)
        return found if found is not None and found.number == number else None

    def _asked(self, kinds: tuple[str, ...]) -> Iterator[LedgerService]:
        """Yield those of the ledgers in which ``kinds`` lie, both for none."""
        return (ledger for ledger in self._ledgers
                if not kinds or any((kind in INNER) == ledger.is_inner for kind in kinds))
