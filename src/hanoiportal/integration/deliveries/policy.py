"""How often, how long and how far apart: what follows from a receipt.  Pure."""
from __future__ import annotations

import random
from typing import NamedTuple

from .interfaces import ACCEPTED, REFUSED, Receipt

#: Seconds before the second try; how much longer each further pause is; the longest one.
PAUSE, FACTOR, LONGEST = 5, 3, 4 * 3600
#: A delivery is given up after so many tries, if it was made so many seconds ago.
TRIES, AGE = 12, 3 * 24 * 3600
#: Failures in a row after which nothing is sent for a while; seconds of that, first and longest.
FAILURES, REST, LONGEST_REST = 5, 30, 3600
#: The longest pause that another system may ask for, seconds.
LONGEST_ASKED = 24 * 3600


class Breaker(NamedTuple):
    """``failures``: in a row.  ``since``: of the first, ``until``: nothing is sent before; seconds
    since 1970 UTC, 0 for never.
    """

    failures: int = 0
    since: float = 0.0
    until: float = 0.0


def pause(tries: int, asked: int, chance: random.Random) -> float:
    """Return the seconds before the next try after ``tries``: half to all of what is due, so that
    many that failed at once do not come back at once.
    """
    longest: int = min(LONGEST, PAUSE * FACTOR ** min(tries - 1, 12))
    usual = longest * chance.uniform(.5, 1)
    return max(usual, min(asked, LONGEST_ASKED))


def is_over(receipt: Receipt, tries: int, age: float) -> bool:
    """Return whether a delivery that has not arrived is given up."""
    return receipt.outcome == REFUSED or (tries >= TRIES and age >= AGE)


def broken(breaker: Breaker, receipt: Receipt, now: float, chance: random.Random) -> Breaker:
    """Return how the circuit breaker stands after ``receipt``: what was refused has been read."""
    if receipt.outcome in (ACCEPTED, REFUSED):
        return Breaker()
    failures, since = breaker.failures + 1, breaker.since or now
    if failures < FAILURES:
        return Breaker(failures, since, now + min(receipt.pause, LONGEST_ASKED)
                       if receipt.pause else 0.0)
    rest = min(LONGEST_REST, REST * 2 ** min(failures - FAILURES, 10)) * chance.uniform(.5, 1)
    return Breaker(failures, since, now + max(rest, min(receipt.pause, LONGEST_ASKED)))
