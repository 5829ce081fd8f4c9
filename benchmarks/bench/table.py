"""The table that is printed: what was measured, and the gate beside it."""
from dataclasses import dataclass
from urllib.parse import unquote_plus

from .progress import say


@dataclass
class Row:
    """``passed``: whether the gate is met; ``None`` if there is none.

    ``cost``: what machines share of it and should not grow, see ``comparing``.
    """

    what: str
    measured: str
    gate: str = ''
    passed: bool | None = None
    cost: float | None = None


_SIZES = ('KB', 'MB')


def at_least(what, value, gate, unit, digits=0):
    """Return a row of which ``value``, shown with so many ``digits``, must be ``gate`` or more."""
    return Row(what, f'{value:,.{digits}f} {unit}', f'≥ {gate:,g} {unit}', value >= gate)


def at_most(what, value, gate, unit):
    """Return a row of which ``value`` must be ``gate`` or less."""
    return Row(what, f'{value:,.2f} {unit}', f'≤ {gate:,g} {unit}', value <= gate,
               value if unit in _SIZES else None)


def rate(what, pair, gate=None):
    """Say and return the row of a page's ``load.Rate`` and the bare page's of the same moment.

    ``gate``: the least share of the bare page's requests a second.
    """
    found, bare = pair
    share, cost = found.per_second / bare.per_second, found.cpu / bare.cpu
    measured = (f'{found.per_second:,.0f}/s, {found.cpu:.2f} ms CPU; '
                f'bare {bare.per_second:,.0f}/s, {bare.cpu:.2f} ms: '
                f'**1/{1 / share:.1f}**, by CPU 1/{cost:.1f}')
    say(f'{what}: {measured}')
    if gate is None:
        return Row(what, measured, cost=cost)
    return Row(what, measured, f'≥ 1/{1 / gate:g}', share >= gate, cost)


def short(path: str) -> str:
    """Return ``path`` as people read it, of at most 50 characters."""
    read = unquote_plus(path)
    return read if len(read) <= 50 else f'{read[:49]}…'


def printed(rows):
    """Return ``rows`` as a table in Markdown."""
    lines = ['| what | measured | gate | |', '|---|---|---|---|']
    marks = {None: '', True: 'met', False: '**missed**'}
    lines += [f'| {row.what} | {row.measured} | {row.gate} | {marks[row.passed]} |'
              for row in rows]
    return '\n'.join(lines)
