"""The table of all sites: chosen by kind, sorted by what a reader asks for."""
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from .values import ACTIVE, MonthRow, Row

#: Columns that can be sorted by, as addresses have them; the first where nothing is asked for.
BY_NAME, FILLED, FRESH, WINDOWS, DUTIES, WORKING = ORDERS = (
    'ten', 'chuyen-muc', 'con-moi', 'khung-gio', 'nghia-vu', 'chuc-nang')
_NONE = (0, 0)


class Line(NamedTuple):
    """A site in the table: pairs of how many are so, and out of how many."""

    oid: int
    level: str
    status: str
    filled: tuple[int, int]
    fresh: tuple[int, int]
    windows: tuple[int, int]
    in_time: tuple[int, int]
    working: tuple[int, int]


_PAIRS: dict[str, Callable[[Line], tuple[int, int]]] = {
    FILLED: lambda line: line.filled, FRESH: lambda line: line.fresh,
    WINDOWS: lambda line: line.windows, DUTIES: lambda line: line.in_time,
    WORKING: lambda line: line.working}


def lines(rows: Iterable[Row], months: Iterable[MonthRow]) -> list[Line]:
    """Return the ``Line`` of each active site of ``rows``, with its month of ``months``."""
    by_site = {row.oid: row for row in months}
    found = []
    for row in rows:
        month = by_site.get(row.oid)
        windows, in_time = (month.windows, month.in_time) if month else (_NONE, _NONE)
        if row.status == ACTIVE:
            found.append(Line(row.oid, row.level, row.status, row.filled, row.fresh, windows,
                              in_time, row.working))
    return found


def chosen(every: Iterable[Line], level: str, order: str, names: Mapping[int, object]) -> list[
        Line]:
    """Return those of ``every`` of the kind ``level``, of all kinds if it is empty, in ``order``.

    ``names``: what they are sorted by under ``BY_NAME`` and among equals, by object id.  Those
    with the greatest share stand first, those of which nothing is known last.
    """
    kept = sorted((line for line in every if level in ('', line.level)),
                  key=lambda line: names[line.oid])  # type: ignore[arg-type,return-value]
    return kept if order == BY_NAME else sorted(kept, key=lambda line: _rank(_PAIRS[order](line)))


def _rank(pair: tuple[int, int]) -> tuple[bool, float]:
    part, whole = pair  # of so few that quotients are equal where the shares are
    return whole == 0, -part / (whole or 1)


def total(pairs: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """Return the sum of ``pairs``.

    >>> total([(1, 2), (3, 3)])
    (4, 5)
    """
    found = list(pairs)
    return sum(part for part, _whole in found), sum(whole for _part, whole in found)


def complete(pairs: Iterable[tuple[int, int]]) -> int:
    """Return how many of ``pairs`` are whole.

    >>> complete([(1, 2), (3, 3), (0, 0)])
    1
    """
    return sum(part == whole > 0 for part, whole in pairs)
