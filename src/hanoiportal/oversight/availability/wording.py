"""What people read of a month of the watch."""
from __future__ import annotations

import datetime
from typing import NamedTuple

from ...base.clock import UTC, moment
from ...base.i18n import _
from ...base.numbers import decimal_in
from .folding import bounds
from .interfaces import STATUS, WORDS, HostMonth, Outage

_MINUTE, _HOUR = 60, 3600


class MonthLine(NamedTuple):
    """A month of a site.  ``share``: per cent, or that nobody watched.  All are for people."""

    share: str
    times: int
    failed: str
    announced: str
    unwatched: str


def line_of(month: str, found: HostMonth | None, now: float, tag: str) -> MonthLine:
    """Return the line of ``month``, ``YYYY-MM``, up to ``now``, seconds since 1970 UTC.

    ``tag``: BCP 47 tag of the language that writes its numbers.
    """
    start, end = bounds(month)
    known = found or HostMonth(0, 0)
    unwatched = max(0, round(min(end, now)) - start - known.watched - known.announced)
    return MonthLine(share(known, tag), len(known.outages), length(known.failed),
                     length(known.announced), length(unwatched))


def share(month: HostMonth, tag: str) -> str:
    """Return the per cent as the language ``tag`` writes it.

    >>> share(HostMonth(86_400, 0, [Outage(0, 60, STATUS)]), 'vi')
    '99,93\\xa0%'
    """
    if month.share is None:
        return _('chưa có số liệu')
    number = decimal_in(f'{month.share // 100}.{month.share % 100:02d}', tag)
    return f'{number}\N{NO-BREAK SPACE}%'


def length(seconds: int) -> str:
    """Return how long ``seconds`` are; to the minute from an hour on."""
    if seconds < _MINUTE:
        return _('${seconds} giây', mapping={'seconds': seconds})
    if seconds < _HOUR:
        return _('${minutes} phút', mapping={'minutes': seconds // _MINUTE})
    return _('${hours} giờ ${minutes} phút', mapping={
        'hours': seconds // _HOUR, 'minutes': seconds % _HOUR // _MINUTE})


def cause(why: str) -> str:
    """Return what a host did instead of answering.

    >>> str(cause('answer'))
    'máy chủ không trả lời'
    """
    status = why.removeprefix(f'{STATUS} ')
    return WORDS.get(why) or _('máy chủ báo lỗi ${status}', mapping={'status': status})


def outage_line(outage: Outage) -> tuple[str, str, str]:
    """Return beginning, length and cause of ``outage``."""
    start = datetime.datetime.fromtimestamp(outage.start, UTC)
    return moment(start), length(outage.seconds), cause(outage.why)
