"""What an answer of HTTP means for a delivery, for receivers that have nothing to add."""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from ...base.clock import UTC
from ...platform.http.interfaces import HttpAnswer
from .interfaces import ACCEPTED, ENDED, LATER, REFUSED, Receipt

#: The request itself is wrong, so another try is no better (RFC 9110, 15.5).
_WRONG = frozenset({400, 405, 406, 409, 411, 413, 414, 415, 417, 421, 422, 426, 428, 431, 451})
_GONE = 410
_LONGEST = 7


def receipt_of(answer: HttpAnswer, now: datetime.datetime, reference: str = '') -> Receipt:
    """Return the receipt that ``answer`` is, by its status.  No redirect is followed: that is a
    failure, since the address is wrong.
    """
    status = answer.status
    if 200 <= status < 300:
        return Receipt(ACCEPTED, status, reference=reference)
    if status == _GONE:
        return Receipt(ENDED, status)
    if status in _WRONG:
        return Receipt(REFUSED, status)
    return Receipt(LATER, status, pause=_pause(answer.headers, now))


def _pause(headers: Mapping[str, str], now: datetime.datetime) -> int:
    """Return the seconds that ``Retry-After`` asks for (RFC 9110, 10.2.3); 0 for none."""
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
