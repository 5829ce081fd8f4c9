"""All sites on one day, counted in one pass of the due index; pure (clauses 4.1, 7.5)."""
import datetime
import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import filterfalse, pairwise
from operator import itemgetter

from ...base.clock import ONE_DAY, start_of
from ...platform.duties.interfaces import Term

#: Days of the heat map, today the last.
DAYS = 28
_DUE, _SITE, _RULE, _OWED, _EXPLAINED = (itemgetter(Term._fields.index(name)) for name in (
    'due', 'site', 'rule', 'owed', 'explained'))


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

    @cached_property
    def starts(self) -> list[float]:
        """When each begins, and the last is over, in seconds since 1970 UTC."""
        return [start_of(day).timestamp() for day in (*self.days, self.days[-1] + ONE_DAY)]


def is_broken(term: Term, now: float) -> bool:
    """Return whether ``term`` was not kept at ``now``, in seconds since 1970 UTC."""
    return not term.owed or term.due < now


def tallies(sites: Iterable[str], terms: Sequence[Term], now: datetime.datetime, days: Days,
            rule: str = '') -> dict[str, SiteTally]:
    """Return the ``SiteTally`` of each of ``sites``; ``rule``: of this rule alone.

    ``terms``: the earliest first, thousands of them: they are cut by their dues and counted by
    site, without a step of Python for each.
    """
    if rule:
        terms = [term for term in terms if term.rule == rule]
    at = bisect_left(terms, now.timestamp(), key=_DUE)
    ahead = terms[at:]
    end = bisect_left(ahead, days.starts[-1], key=_DUE)
    broken = [*terms[:at], *filterfalse(_OWED, ahead)]
    running, today, over, reasonless = map(_by_site, (
        filter(_OWED, ahead), filter(_OWED, ahead[:end]), filter(_OWED, broken),
        filterfalse(_EXPLAINED, broken)))
    found = {site: SiteTally(running[site], today[site], over[site], reasonless[site])
             for site in sites}
    _mark(found, broken, days)
    return found


def _by_site(terms: Iterable[Term]) -> Counter[str]:
    """Return how many of ``terms`` each site has."""
    return Counter(map(_SITE, terms))


def rules_of(terms: Iterable[Term]) -> set[str]:
    """Return the rules of ``terms``."""
    return set(map(_RULE, terms))


def _mark(found: dict[str, SiteTally], broken: Sequence[Term], days: Days) -> None:
    """Count ``broken`` terms, the earliest first, in the cells of their days."""
    cuts = [bisect_left(broken, start, key=_DUE) for start in days.starts]
    cuts[-1] = len(broken)
    for number, (first, last) in enumerate(pairwise(cuts)):
        for site, count in _by_site(broken[first:last]).items():
            if site in found:
                found[site].cells[number] = count


def next_turn(terms: Sequence[Term], now: datetime.datetime) -> float:
    """Return the first moment in seconds since 1970 UTC, ``now`` or later, up to which the terms
    that run all do; infinite if none runs.  ``terms``: the earliest first.
    """
    at = bisect_left(terms, now.timestamp(), key=_DUE)
    return terms[at].due if at < len(terms) else math.inf
