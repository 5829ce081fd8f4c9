"""``ILedger``, as a plain object that knows nothing of HTTP."""
import datetime
from collections.abc import Iterator
from typing import cast

from zope.interface import implementer

from ...base.interfaces import IPortal, IResource
from ...kernel.tree.lookup import find_portal
from .interfaces import Event, ILedger
from .resource import get_or_create_ledger, ledger_of
from .rows import micros, month, number_of, packed, unpacked


@implementer(ILedger)
class LedgerService:
    """``ILedger`` of the portal in which ``resource`` stands."""

    def __init__(self, resource: IResource) -> None:
        self._portal = cast('IPortal', find_portal(resource))

    def append(
            self, kind: str, moment: datetime.datetime, site: str, *, item: str = '',
            content_type: str = '', section: str = '', language: str = '', author: str = '',
            length: int = 0, of: int | None = None, rule: str = '', field: str = '',
            day: datetime.date | None = None) -> Event:
        event = Event(0, moment, kind, site, item, content_type, section, language, author,
                      length, of, rule, field, day)
        return event._replace(number=get_or_create_ledger(self._portal).append(packed(event)))

    def since(self, number: int) -> Iterator[Event]:
        for each, row in ledger_of(self._portal).since(number):
            yield unpacked(each, row)

    def between(
            self, start: datetime.datetime, end: datetime.datetime, *, site: str | None = None,
            kinds: tuple[str, ...] = ()) -> Iterator[Event]:
        first, behind = micros(start), micros(end)
        oid = None if site is None else number_of(site)
        for number, row in ledger_of(self._portal).in_months(month(start), month(end)):
            if (first <= row[0] < behind and (oid is None or row[2] == oid)  # type: ignore[operator]
                    and (not kinds or row[1] in kinds)):
                yield unpacked(number, row)

    def last(self) -> int:
        return ledger_of(self._portal).last
