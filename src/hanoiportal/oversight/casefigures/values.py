"""What is counted of cases.  Renaming this module needs an upgrade step."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

#: What is counted.  Each but ``ANSWERS`` is a field of a ``CaseSums``.
RECEIVED, ARRIVED, FORWARDED, IN_TIME, LATE, NOTICED, BROKEN, REOPENED, WITHDRAWN = (
    'received', 'arrived', 'forwarded', 'in_time', 'late', 'noticed', 'broken', 'reopened',
    'withdrawn')
COUNTED = (
    RECEIVED, ARRIVED, FORWARDED, IN_TIME, LATE, NOTICED, BROKEN, REOPENED, WITHDRAWN)


class Fact(NamedTuple):
    """One thing that is counted once.

    ``month``: ``YYYY-MM`` in which it took place, local.  ``oid``: object id of the body that did
    it.  ``what``: of ``COUNTED``.  ``days``: working days that an answer took, -1 of all others.
    """

    month: str
    oid: int
    what: str
    days: int = -1


class CaseSums(NamedTuple):
    """How often each of ``COUNTED`` took place.

    ``days``: ``(working days, answers that took so many)``, sorted: an exact median needs them.
    """

    received: int = 0
    arrived: int = 0
    forwarded: int = 0
    in_time: int = 0
    late: int = 0
    noticed: int = 0
    broken: int = 0
    reopened: int = 0
    withdrawn: int = 0
    days: tuple[tuple[int, int], ...] = ()

    def changed(self, fact: Fact, by: int) -> CaseSums:
        """Return it with ``fact`` counted ``by`` times more."""
        days = Counter(dict(self.days))
        if fact.days >= 0:
            days[fact.days] += by
        return self._replace(
            **{fact.what: getattr(self, fact.what) + by},
            days=tuple(sorted(each for each in days.items() if each[1])))

    @property
    def answered(self) -> int:
        """How many answers there were."""
        return self.in_time + self.late

    @property
    def median(self) -> float | None:
        """Working days of the middle answer, of an even number the mean of both; ``None`` without
        answers.
        """
        total = sum(number for _days, number in self.days)
        if not total:
            return None
        return (self._nth((total - 1) // 2) + self._nth(total // 2)) / 2

    def _nth(self, at: int) -> int:
        for days, number in self.days:
            if at < number:
                return days
            at -= number
        raise IndexError(at)


def summed(tallies: Iterable[CaseSums]) -> CaseSums:
    """Return the sum of ``tallies``."""
    found = list(tallies)
    days: Counter[int] = Counter()
    for each in found:
        days.update(dict(each.days))
    return CaseSums(**{what: sum(getattr(each, what) for each in found) for what in COUNTED},
                 days=tuple(sorted(days.items())))


class Opinion(NamedTuple):
    """How many of a hundred chose the best answer to each of the two questions, in steps of ten
    from 10 (“at most”) to 90 (“at least”); -1: too few answered.
    """

    solved: int = -1
    served: int = -1


class CaseMonth(NamedTuple):
    """``month``: ``YYYY-MM``."""

    month: str
    tally: CaseSums = CaseSums()
    opinion: Opinion = Opinion()


class BodyFigures(NamedTuple):
    """What the snapshot holds of a body, of all together for 0.

    ``months``: the latest first, of those in which anything was counted.  ``year``: the latest 12
    months together, ``month`` is the first of them.  ``open_in_time``, ``open_late``: at the
    moment of the snapshot.
    """

    months: tuple[CaseMonth, ...]
    year: CaseMonth
    open_in_time: int = 0
    open_late: int = 0
