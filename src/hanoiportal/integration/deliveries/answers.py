"""What an answer of HTTP means for a delivery: by its status, and by what it says itself."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from ...base.pausing import pause_of
from ...base.profiles import Profile, said_in, text_at
from ...platform.http.interfaces import HttpAnswer
from .interfaces import ACCEPTED, ENDED, LATER, LONGEST, NO_RECEIPT, REFUSED, Receipt

if TYPE_CHECKING:
    from .interfaces import Receiver

#: The request itself is wrong, so another try is no better (RFC 9110, 15.5).
_WRONG = frozenset({400, 405, 406, 409, 411, 413, 414, 415, 417, 421, 422, 426, 428, 431, 451})
_GONE, _GOOD = 410, range(200, 300)
_OUTCOMES = frozenset({ACCEPTED, REFUSED, LATER})


def receipt_of(answer: HttpAnswer, now: datetime.datetime, receiver: Receiver) -> Receipt:
    """Return the receipt that ``answer`` is.  No redirect is followed: that is a failure, since
    the address is wrong.
    """
    status, profile = answer.status, receiver.profile
    if profile is None:
        return _by_status(answer, now)
    said = said_in(answer.body)
    if status in _GOOD:
        return _said(profile, status, said)
    note = text_at(said, profile['note'], LONGEST) or text_at(said, profile['fault'], LONGEST)
    return _by_status(answer, now)._replace(note=note)


def _by_status(answer: HttpAnswer, now: datetime.datetime) -> Receipt:
    status = answer.status
    if status in _GOOD:
        return Receipt(ACCEPTED, status)
    if status == _GONE:
        return Receipt(ENDED, status)
    if status in _WRONG:
        return Receipt(REFUSED, status)
    return Receipt(LATER, status, pause=pause_of(answer.headers, now))


def _said(profile: Profile, status: int, said: object) -> Receipt:
    """Return the receipt that is ``said``; without what the profile names the item counts as not
    taken.
    """
    outcome = profile.below('outcome').get(text_at(said, profile['outcome'], LONGEST), '')
    reference = text_at(said, profile['receipt'], LONGEST)
    if outcome not in _OUTCOMES or outcome == ACCEPTED and profile['receipt'] and not reference:
        return Receipt(LATER, status, NO_RECEIPT)
    if outcome == ACCEPTED:
        return Receipt(outcome, status, reference=reference)
    return Receipt(outcome, status, text_at(said, profile['note'], LONGEST))
