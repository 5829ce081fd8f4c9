"""The line of a site in the table of all sites: its marks and its strip of days, as HTML.

Fifty lines have some four hundred marks, which take a template a millisecond.  Only numbers and
escaped words are put together here.
"""
from collections.abc import Iterable, Sequence
from html import escape

from ...editorial.freshness.interfaces import WindowCount
from .counting import SiteTally


def marks_of(tally: SiteTally | WindowCount,
             owed: Iterable[tuple[str, str, Sequence[str]]]) -> str:
    """Return the numbers of ``tally`` that are not 0, as HTML.  ``owed``: the name of each, the
    class of its mark, and what stands before and behind it, as HTML.
    """
    return ' '.join([
        f'<span class="{mark}">{said[0]}{number}{said[1]}</span>'
        for name, mark, said in owed if (number := getattr(tally, name))])


def row_of(cells: Iterable[str], said: Iterable[str]) -> str:
    """Return the cells of a line that say ``said``, HTML; ``cells``: how each begins."""
    return '\n          '.join([f'{cell}{html}</td>' for cell, html in zip(
        cells, said, strict=True)])


def around(text: str, place: str) -> tuple[str, str]:
    """Return what stands before and behind ``place`` in ``text``, as HTML."""
    before, _place, behind = escape(text, quote=False).partition(place)
    return before, behind


def strip(cells: Sequence[int], labels: Sequence[str]) -> str:
    """Return the strip of a site as SVG, which says the same in words: ``03/11: 2; 05/11: 1``;
    ``0`` for a site that has kept everything, else behind their sum.  ``labels``: of the days.
    """
    found = [number for number, count in enumerate(cells) if count]
    paths: dict[int, str] = {}
    for number in found:
        mark = min(cells[number], 3)
        paths[mark] = f'{paths.get(mark, "")}M{number} 0h1v3h-1z'
    told = '; '.join([f'{labels[each]}: {cells[each]}' for each in found])
    if not told:
        return '0'
    shown = ''.join([f'<path class="h{mark}" d="{days}"/>' for mark, days in paths.items()])
    return (
        f'<b class="number">{sum(cells)}</b> <svg class="heat" viewBox="0 0 {len(cells)} 3" '
        f'preserveAspectRatio="none" role="img" aria-label="{told}"><title>{told}</title>'
        f'<rect class="h0" width="{len(cells)}" height="3"/>{shown}</svg>')
