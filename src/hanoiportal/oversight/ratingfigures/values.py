"""What the snapshot holds of ratings.  Renaming this module needs an upgrade step."""
from __future__ import annotations

from typing import NamedTuple


class Average(NamedTuple):
    """``number``: of ratings.  ``tenths``: the average in tenths of a point, from ``LOWEST`` (“at
    most”) to ``HIGHEST`` (“at least”): that all said the same is not told.
    """

    number: int
    tenths: int


#: Ends of the averages that are told.
LOWEST, HIGHEST = 12, 48


def average(number: int, total: int) -> Average:
    """Return the ``Average`` of ``number`` ratings, 1 or more, whose sum is ``total``.

    >>> average(10, 37), average(10, 50)
    (Average(number=10, tenths=37), Average(number=10, tenths=48))
    """
    return Average(number, min(HIGHEST, max(LOWEST, (20 * total + number) // (2 * number))))


class AxisAverages(NamedTuple):
    """``axis``: its code.  ``year``: of the latest 12 months that are over.  ``months``:
    ``(YYYY-MM, average)``, the latest first.  ``places``, ``things``: ``(object id, average)`` of
    sections and of what was rated, of that year, those with the most ratings first.
    """

    axis: str
    year: Average | None
    months: tuple[tuple[str, Average], ...]
    places: tuple[tuple[int, Average], ...] = ()
    things: tuple[tuple[int, Average], ...] = ()
