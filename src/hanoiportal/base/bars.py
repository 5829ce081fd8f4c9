"""Where the bars of a chart stand, the same on a page and on paper."""
from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

#: Height of the highest bar, and width of a chart, in units of the drawing; of its place, how much
#: a bar takes.
HIGH, WIDE, TAKEN = 40, 120, 0.8


class Column(NamedTuple):
    """Where a bar stands, in units of the drawing."""

    x: str
    y: str
    width: str
    height: str


def columns(values: Sequence[int]) -> list[Column]:
    """Return the bars of ``values``; the greatest one is as high as the chart.

    >>> [each.height for each in columns([1, 2])]
    ['20.0', '40.0']
    """
    most = max(values, default=0) or 1
    heights, place = [HIGH * value / most for value in values], WIDE / max(len(values), 1)
    return [Column(f'{place * (at + (1 - TAKEN) / 2):.1f}', f'{HIGH - height:.1f}',
                   f'{place * TAKEN:.1f}', f'{height:.1f}') for at, height in enumerate(heights)]
