"""Sums of windows and duties by month: folds over what became of each, exact."""
import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import starmap

from ...base.months import before, month_of
from .values import (
    MONTHS,
    OUTCOMES,
    DayWindows,
    DutyCount,
    DutyResult,
    Month,
    MonthRow,
    PartCount,
    WindowResult,
)


def months_until(day: datetime.date, number: int = MONTHS) -> list[str]:
    """Return ``number`` months up to that of the local ``day``, the latest first."""
    found = [month_of(day)]
    while len(found) < number:
        found.append(before(found[-1]))
    return found


def quarter_of(day: datetime.date) -> str:
    """Return the quarter of the local ``day``, such as ``2026-Q4``."""
    return f'{day:%Y}-Q{(day.month + 2) // 3}'


def months_of(quarter: str) -> list[str]:
    """Return the three months of ``YYYY-Qn``.

    >>> months_of('2026-Q4')
    ['2026-10', '2026-11', '2026-12']
    """
    year, number = quarter.split('-Q')
    return [f'{year}-{month:02d}' for month in range(3 * int(number) - 2, 3 * int(number) + 1)]


class MonthSums:
    """The windows and duties of one site, summed up by months as they come."""

    def __init__(self) -> None:
        self._sums: defaultdict[str, _Sums] = defaultdict(_Sums)

    def add_windows(self, windows: Iterable[WindowResult]) -> None:
        """Count ``windows``; of those that were kept the codes are held.  Those of a day come
        together.
        """
        known = None
        for window in windows:
            day, code, kept, owed, came, _reason, _words = window
            if day != known:
                known, sums = day, self._sums[month_of(day)]
            sums.came[code] = sums.came.get(code, 0) + came
            if owed:
                due, codes = sums.days.get(day, (0, ()))
                sums.days[day] = due + 1, (*codes, code) if kept else codes
                if not kept:
                    sums.missed.append(window)

    def add_duties(self, duties: Iterable[DutyResult]) -> None:
        """Count ``duties``."""
        for duty in duties:
            self._sums[month_of(duty.due)].duties.append(duty)

    def months(self) -> dict[str, Month]:
        """Return the ``Month`` of each month in which a window ended or a duty falls due."""
        return {month: sums.month() for month, sums in self._sums.items()}


class _Sums:
    """One month of a ``MonthSums``.  ``days``: how many windows ended, and which were kept."""

    def __init__(self) -> None:
        self.days: dict[datetime.date, tuple[int, tuple[str, ...]]] = {}
        self.came: dict[str, int] = {}
        self.missed: list[WindowResult] = []
        self.duties: list[DutyResult] = []

    def month(self) -> Month:
        """Return them as snapshots keep them."""
        return Month(
            tuple([DayWindows(day, due, len(codes), codes)
                   for day, (due, codes) in sorted(self.days.items())]),
            tuple(_counts(self.duties)),
            tuple(sorted(self.missed, key=lambda window: window.day)),
            tuple(sorted(self.duties)), tuple(starmap(PartCount, self.came.items())))


def _counts(duties: Iterable[DutyResult]) -> Iterator[DutyCount]:
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for duty in duties:
        found[duty.rule][duty.state] += 1
    return (DutyCount(rule, *(found[rule][state] for state in OUTCOMES)) for rule in sorted(found))


def together(months: Iterable[Month]) -> Month:
    """Return the sums of ``months``, the same one of different sites."""
    due: Counter[datetime.date] = Counter()
    kept: Counter[datetime.date] = Counter()
    duties: defaultdict[str, Counter[str]] = defaultdict(Counter)
    came: Counter[str] = Counter()
    for month in months:
        for part in month.parts:
            came[part.code] += part.came
        for day in month.days:
            due[day.day] += day.due
            kept[day.day] += day.kept
        for count in month.duties:
            duties[count.rule].update(dict(zip(OUTCOMES, count.outcomes, strict=True)))
    return Month(
        tuple(DayWindows(day, due[day], kept[day]) for day in sorted(due)),
        tuple(DutyCount(rule, *(duties[rule][state] for state in OUTCOMES))
              for rule in sorted(duties)),
        parts=tuple(PartCount(code, number) for code, number in came.items()))


def row_of(oid: int, month: Month) -> MonthRow:
    """Return the ``MonthRow`` of the site with the object id."""
    outcomes = tuple(sum(number) for number in zip(*(
        count.outcomes for count in month.duties), strict=True))
    return MonthRow(oid, month.windows, month.in_time, outcomes or (0,) * len(OUTCOMES))
