"""Adding up many events at once, for figures of a year of all sites: no event is made of a row."""
from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from operator import itemgetter
from typing import cast

from .resource import Ledger
from .rows import DEFAULTS, PLACES, Row, day_number, micros, number_of, read_field

_WHOLE = len(DEFAULTS)
#: What one sum is of: values of the fields that were asked for.
Key = tuple[object, ...]


def sums_of(ledger: Ledger, start: datetime.datetime, end: datetime.datetime,
            by: tuple[str, ...], *, site: str | None, kinds: tuple[str, ...],
            until: int | None) -> dict[Key, int]:
    """Return the sums of ``amount`` of the events of ``ledger``, see ``ILedger.sums``."""
    counts: Counter[object] = Counter()
    first, behind, oid = micros(start), micros(end), None if site is None else number_of(site)
    key_of = itemgetter(*(PLACES[name] for name in by))
    for number, row in _rows(ledger, day_number(start), day_number(end)):
        if first <= row[0] < behind and (  # type: ignore[operator]  # a moment is a number
                oid is None or row[2:3] == (oid,)) and (not kinds or row[1] in kinds) and (
                until is None or number <= until):
            whole = row if len(row) == _WHOLE else row + DEFAULTS[len(row):]
            counts[key_of(whole)] += whole[-1]  # type: ignore[operator]
    return {tuple(map(read_field, by, (key,) if len(by) == 1 else cast('Key', key))): amount
            for key, amount in counts.items()}


def _rows(ledger: Ledger, first: int, last: int) -> Iterator[tuple[int, Row]]:
    """Yield ``(number, row)`` of the days from ``first`` to ``last`` and some others; records that
    nobody else has read leave memory at once.
    """
    seen: set[int] = set()
    for bucket in ledger.buckets_of(first, last):
        is_new = bucket._p_changed is None
        rows, start = bucket.rows, bucket.start
        if is_new:
            bucket._p_deactivate()
        if ledger.kept:
            seen.update(range(start, start + len(rows)))
        yield from enumerate(rows, start)
    yield from ((number, row) for number, row in ledger.kept.items() if number not in seen)
