"""All sites on one day, counted in one pass of the due index; pure (clauses 4.1, 7.5)."""
import datetime
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ...base.clock import ONE_DAY, parse
from ...platform.duties.interfaces import Term

#: Days of the heat map, today the last.
DAYS = 28


@dataclass
class SiteTally:
    """What one site owes.  ``running``: in time; ``today``: of them those due today; ``over``: its
    term is over; ``reasonless``: broken without a reason.

    ``cells``: terms that were broken, by their last days, ``DAYS`` of them.
    """

    running: int = 0
    today: int = 0
    over: int = 0
    reasonless: int = 0
    cells: list[int] = field(default_factory=lambda: [0] * DAYS)

    @property
    def late(self) -> int:
        """How many terms were broken in the days of the heat map."""
        return sum(self.cells)


class Days:
    """The days of the heat map, up to the local day ``today``."""

    def __init__(self, today: datetime.date) -> None:
        self.days = [today - (DAYS - 1 - each) * ONE_DAY for each in range(DAYS)]
        self.labels = [f'{day:%d/%m}' for day in self.days]
        #: When each begins, and the last is over, in seconds since 1970 UTC.
        self.starts = [parse(day.isoformat()).timestamp() for day in (
            *self.days, today + ONE_DAY)]


def is_broken(term: Term, now: float) -> bool:
    """Return whether ``term`` was not kept at ``now``, in seconds since 1970 UTC."""
    return not term.owed or term.due < now


def tallies(sites: Iterable[str], terms: Iterable[Term], now: datetime.datetime, days: Days,
            rule: str = '') -> dict[str, SiteTally]:
    """Return the ``SiteTally`` of each of ``sites``; ``rule``: of this rule alone."""
    found, moment = {site: SiteTally() for site in sites}, now.timestamp()
    starts, end = days.starts, days.starts[-1]
    for due, _number, site, code, owed, explained in terms:
        tally = found.get(site)
        if tally is None or rule and code != rule:
            continue
        if owed and due >= moment:
            tally.running += 1
            tally.today += due < end
            continue
        tally.over += owed
        tally.reasonless += not explained
        if due >= starts[0]:
            tally.cells[bisect_right(starts, due) - 1] += 1
    return found


def strip(cells: Sequence[int], labels: Sequence[str]) -> tuple[list[tuple[str, str]], str]:
    """Return the marks of the strip of a site, ``(class, path of SVG)``, and the same in text:
    ``03/11: 2; 05/11: 1``.  ``labels``: of the days.
    """
    found = [number for number, count in enumerate(cells) if count]
    paths: dict[str, str] = {}
    for number in found:
        mark = f'h{min(cells[number], 3)}'
        paths[mark] = f'{paths.get(mark, "")}M{number} 0h1v3h-1z'
    return list(paths.items()), '; '.join([f'{labels[each]}: {cells[each]}' for each in found])
