"""Counting many events at once, for figures of a year of all sites: no event is made of a row."""
from __future__ import annotations

import datetime
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter

from .interfaces import Tallied
from .resource import Ledger
from .rows import DEFAULTS, Row, day_number, micros

#: Of a whole row: kind, site, content type, rule; and section.
_COUNTED, _IN_SECTIONS = itemgetter(1, 2, 4, 10), itemgetter(1, 2, 4, 10, 5)
_WHOLE = len(DEFAULTS)
_Key = tuple[int, tuple[str, int, str, str] | tuple[str, int, str, str, int]]


def tally(ledger: Ledger, starts: Sequence[datetime.datetime], site: int | None, until: int,
          *, sections: bool) -> Mapping[Tallied, int]:
    """Return how much the events of ``ledger`` count of each ``Tallied``: see ``ILedger``."""
    edges, counts = [micros(each) for each in starts], Counter[_Key]()
    first, behind, span_of = edges[0], edges[-1], partial(bisect_right, edges)
    counted = _IN_SECTIONS if sections else _COUNTED
    for number, row in _rows(ledger, day_number(starts[0]), day_number(starts[-1])):
        moment: int = row[0]  # type: ignore[assignment]
        if first <= moment < behind and number <= until and (site is None or row[2] == site):
            whole = row if len(row) == _WHOLE else row + DEFAULTS[len(row):]
            counts[span_of(moment), counted(whole)] += whole[-1]  # type: ignore[operator]
    return {Tallied(at - 1, kind, str(of) if of else '', content_type,
                    str(*section) if any(section) else '', rule): number
            for (at, (kind, of, content_type, rule, *section)), number in counts.items()}


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
