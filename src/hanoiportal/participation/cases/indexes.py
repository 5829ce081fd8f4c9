"""The index of cases: what a list shows of each, in its order, so that no case is loaded for it.

Renaming needs an upgrade step.
"""
from collections.abc import Callable, Container, Iterable, Iterator
from heapq import merge
from itertools import chain, starmap
from operator import countOf
from typing import NamedTuple

from BTrees.Length import Length
from BTrees.OOBTree import OOBTree

from ...kernel.storage.keptcounts import KeepsNumbers, KeptCounts
from ...kernel.storage.smalltrees import SmallLOBTree, SmallOOBTree
from .interfaces import CLOSED, CaseRow, SiteTally

#: Where a row stands: ``(site, state, order, number)``.
Place = tuple[str, str, float, int]
#: What is there.
Values = tuple[str, float, float, float, str, str, str, str, str]
_LOWEST, _HIGHEST = float('-inf'), 2 ** 62
#: Where kind, field and whose work it is stand in the values: of each it is known how many rows
#: say so.
KIND, FIELD, ASSIGNED = COUNTED = 0, 4, 7


class Having(NamedTuple):
    """What rows are wanted: those of whose values ``part`` gives what equals ``value``.  ``at``:
    where that stands in the values, if it is one of ``COUNTED``, else ``None``.
    """

    part: Callable[[Values], object]
    value: object
    at: int | None = None


def _place(row: CaseRow) -> Place:
    """Open rows stand by their due moment, closed ones the latest first."""
    return (row.site, row.state, -row.closed if row.state in CLOSED else row.due, row.number)


class CaseIndex(KeepsNumbers):
    """``rows``: what is not in the place of a ``CaseRow``, by the place.  ``places``: of each, by
    number.  ``tallies``: ``(site, state)`` → how many.  ``numbers``: how many by ``(site, state,
    place in the values, value)`` of what is ``COUNTED``; ``None`` in an index of before, until the
    next row.
    """

    def __init__(self) -> None:
        self.rows = SmallOOBTree()
        self.places = SmallLOBTree()
        self.tallies = OOBTree()
        self.numbers = KeptCounts()

    def put(self, row: CaseRow) -> None:
        """Let ``row`` take the place of that of its number."""
        place, known = _place(row), self.places.get(row.number)
        values = (row.kind, row.due, row.received, row.closed, row.field, row.place, row.channel,
                  row.assigned, row.item)
        if known is not None and known == place and self.rows[place] == values:
            return
        self._numbers().replace(
            [] if known is None else _counted(known, self.rows[known]), _counted(place, values))
        if known == place:
            self.rows[place] = values
            return
        if known is not None:
            del self.rows[known]
            self.tallies[known[:2]].change(-1)
        self.rows[place], self.places[row.number] = values, place
        if place[:2] not in self.tallies:
            self.tallies[place[:2]] = Length()
        self.tallies[place[:2]].change(1)

    def drop(self, number: int) -> bool:
        """Let there be no row of that number; return whether there was one."""
        place = self.places.pop(number, None)
        if place is not None:
            self._numbers().replace(_counted(place, self.rows[place]), [])
            del self.rows[place]
            self.tallies[place[:2]].change(-1)
        return place is not None

    def _right(self) -> Iterator[object]:
        return chain.from_iterable(starmap(_counted, self.rows.iteritems()))

    def closed_before(self, moment: float) -> Iterator[CaseRow]:
        """Yield the rows of what was closed before ``moment``, seconds since 1970 UTC."""
        for site, state in [key for key in self.tallies if key[1] in CLOSED]:
            for place, values in self.rows.items(min=(site, state, -moment, 0),
                                                 max=(site, state, float('inf'), _HIGHEST)):
                yield _row(place, values)

    def get(self, number: int) -> CaseRow | None:
        """Return the row of that number, or ``None``."""
        place = self.places.get(number)
        return None if place is None else _row(place, self.rows[place])

    def sites(self) -> list[str]:
        """Return the sites of which there are rows, sorted."""
        return sorted({site for site, _state in self.tallies})

    def count(self, site: str, state: str) -> int:
        """Return how many rows ``site`` has of ``state``."""
        tally = self.tallies.get((site, state))
        return 0 if tally is None else int(tally())

    def tally(self, site: str, states: Iterable[str], without: Container[str],
              now: float) -> SiteTally:
        """Return what there is at ``site`` in ``states``, of kinds that are not in ``without``."""
        total = unclaimed = late = 0
        for state in states:
            for kind, due, _in, _out, _field, _place, _channel, assigned, _item in self._values(
                    site, state):
                if kind not in without:
                    total += 1
                    unclaimed += not assigned
                    late += due < now
        return SiteTally(total, unclaimed, late)

    def of(self, sites: list[str], states: list[str],
           having: Having | None = None) -> Iterator[CaseRow]:
        """Yield the rows of ``sites`` in one of ``states``, all open or all closed, in order.

        ``having``: which of them; ``None`` for all.
        """
        parts = [self._part(site, state, having) for site in sites for state in states]
        for _order, _number, place, values in parts[0] if len(parts) == 1 else merge(*parts):
            yield _row(place, values)

    def how_many(self, sites: list[str], states: list[str], having: Having) -> int:
        """Return how many rows ``of`` would yield; of thousands of rows each call is felt."""
        if having.at is not None and self.numbers is not None:
            return sum(self.numbers.of((site, state, having.at, having.value))
                       for site in sites for state in states)
        return sum(countOf(map(having.part, self._values(site, state)), having.value)
                   for site in sites for state in states)

    def _values(self, site: str, state: str) -> Iterator[Values]:
        found: Iterator[Values] = self.rows.itervalues(*_bounds(site, state))
        return found

    def _part(self, site: str, state: str, having: Having | None) -> Iterator[
            tuple[float, int, Place, Values]]:
        found = self.rows.iteritems(*_bounds(site, state))
        return ((place[2], place[3], place, values) for place, values in found
                if having is None or having.part(values) == having.value)


def _bounds(site: str, state: str) -> tuple[Place, Place]:
    """Return the first and the last place of a row of ``site`` in ``state``."""
    return (site, state, _LOWEST, 0), (site, state, float('inf'), _HIGHEST)


def _counted(place: Place, values: Values) -> Iterator[tuple[str, str, int, str]]:
    """Yield by what a row is counted."""
    return ((*place[:2], at, str(values[at])) for at in COUNTED)


def _row(place: Place, values: Values) -> CaseRow:
    kind, due, received, closed, field, where, channel, assigned, item = values
    return CaseRow(place[3], kind, place[1], place[0], due, received, closed, field, where,
                   channel, assigned, item)
