"""How long an answer asks to wait: ``Retry-After`` (RFC 9110, 10.2.3)."""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from .clock import UTC

_LONGEST = 7


def pause_of(headers: Mapping[str, str], now: datetime.datetime) -> int:
    """Return the seconds from ``now``, aware UTC, that ``headers`` ask for; 0 for none.

    ``headers``: with names in lower case.
    """
    text = headers.get('retry-after', '').strip()
    if text.isascii() and text.isdecimal():
        return int(text[:_LONGEST])
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return 0
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0, int((until - now).total_seconds()))
