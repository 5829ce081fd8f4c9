"""What became public at a site in a month and may be paid, read off the ledger.

An item of another site that is carried here is no work of its own (ADR 74), and what was undone
was never published.  What is published again has been in the month of its first day.
"""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from ...base.clock import ONE_DAY, local, start_of
from ...base.months import after, first_day
from ...platform.ledger.interfaces import PUBLISHED, WITHDRAWN, ILedger
from .interfaces import PublishedWork

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal
    from .tables import RoyaltyTables

#: The first and last month that anything is asked of.
FIRST_MONTH, LAST_MONTH = '2000-01', '2199-12'


def month_in(text: object) -> str:
    """Return the month that ``text`` names, ``''`` if it names none.

    >>> month_in('2026-10'), month_in('2026-13'), month_in('10/2026')
    ('2026-10', '', '')
    """
    try:
        first = datetime.date.fromisoformat(f'{text}-01')
    except ValueError:
        return ''
    month = f'{first:%Y-%m}'
    return month if str(text) == month and FIRST_MONTH <= month <= LAST_MONTH else ''


def days_of(month: str) -> tuple[datetime.date, datetime.date]:
    """Return the first day of ``month``, and the first one after it."""
    return first_day(month), first_day(after(month))


def works_of(portal: IPortal, registry: Registry, tables: RoyaltyTables, site: str, month: str,
             now: datetime.datetime) -> list[PublishedWork]:
    """Return the works of ``month``, in the order of their days, each once."""
    ledger: ILedger = registry.getAdapter(portal, ILedger)
    first, behind = map(start_of, days_of(month))
    undone = {each.of for each in ledger.between(
        first, now + ONE_DAY, site=site, kinds=(WITHDRAWN,))}
    found: dict[tuple[str, str], PublishedWork] = {}
    for each in ledger.between(first, behind, site=site, kinds=(PUBLISHED,)):
        day = local(each.moment).date()
        if each.is_first is not False and each.number not in undone and (
                each.content_type in tables.types_on(day)):
            found.setdefault((each.item, each.language), PublishedWork(
                each.item, each.language, each.content_type, day, each.author))
    return sorted(found.values(), key=lambda work: work.day)
