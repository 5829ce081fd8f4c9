"""A chart of figures: bars whose lengths are computed here, the table being its text."""
from typing import NamedTuple

from .figures import number_of

#: More bars than these are no picture any more.
MOST_BARS = 40


class Bar(NamedTuple):
    """One bar.  ``length``: in hundredths of the longest, ``str`` as SVG reads it."""

    name: str
    value: str
    length: str


class Chart(NamedTuple):
    """Bars of one column.  ``title``: the name of the column."""

    title: str
    bars: tuple[Bar, ...]


def chart_of(figures):
    """Return the ``Chart`` of the first column of numbers in ``figures``, or ``None``.

    There is none if a number is below zero, or if there are too many or nothing to compare.
    """
    if not figures.numeric or not 1 < len(figures.rows) <= MOST_BARS:
        return None
    at = figures.numeric[0]
    numbers = [number_of(row[at]) for row in figures.rows]
    longest = max(numbers)
    if min(numbers) < 0 or longest == 0:
        return None
    return Chart(figures.header[at], tuple(
        Bar(row[0], row[at], f'{100 * number / longest:.1f}')
        for row, number in zip(figures.rows, numbers, strict=True)))
