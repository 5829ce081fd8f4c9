"""A turn: the one step that has the key.

It takes the envelopes of all slots in random order, adds them to the sealed counts, seals these
under the keys of the next turn, and destroys its own.  So who has the files of every minute, and
later a key, opens nothing but the sum of all answers until then.

Stopped anywhere, it is done again by the next: a turn is over when ``turn.json`` names another.
The caller has the survey for itself (``Place.alone``).
"""
from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from . import slots, tallies, textfiles, turnkeys
from .envelopes import Sheet, opened
from .places import Place, put
from .tallies import Pool, Tally

RESULT, NUMBERS = 'result.json', 'numbers.json'
#: The counts of a new box.
FIRST = 'tally.1'


class Folding(NamedTuple):
    """How sheets become counts.  ``owner``: names the box.  ``cells``: their ids, in order.
    ``least``: answers of a figure.  ``add(tally, sheets)``: counts.  ``spend(marks)``: keeps that
    they were spent; durable.
    """

    owner: bytes
    cells: Sequence[str]
    least: int
    add: Callable[[Tally, Sequence[Sheet]], None]
    spend: Callable[[Sequence[bytes]], None]


def begin(box: Place, cells: int, owner: bytes) -> None:
    """Make the files and keys of a new box, whose folders are there."""
    textfiles.begin(box)
    slots.fill(box.files)
    _next(box, tallies.empty(cells), 1, owner)


def turn(box: Place, folding: Folding, change: Callable[[Tally], None] = lambda _tally: None
         ) -> None:
    """Open what waits.  ``change``: what is done to the counts besides."""
    tally, number = _opened(box, folding)
    change(tally)
    if len(tally.texts) >= folding.least:
        tally.written = textfiles.append(box, tally.texts, tally.written, folding.owner)
        tally.texts = []
    _next(box, tally, number + 1, folding.owner)
    slots.fill(box.files)


def close(box: Place, folding: Folding) -> None:
    """Open all, keep the figures that may be told, and destroy the keys of the box."""
    if not (box.files / RESULT).exists():
        tally, _number = _opened(box, folding)
        tally.settle()
        put(box.files / RESULT, json.dumps({
            'verified': _figure(tally.verified, folding),
            'unverified': _figure(tally.unverified, folding),
            'doubtful': tally.doubtful.number, 'frozen': tally.frozen,
            'texts': textfiles.by_question(box, tally.texts, tally.written, folding.owner),
        }, ensure_ascii=False).encode())
    turnkeys.end(box.keys)
    textfiles.remove(box)
    # The numbers last: while they are there, closing is not over.
    for path in [*box.files.glob('tally.*'), box.files / slots.NAME, box.files / NUMBERS]:
        path.unlink(missing_ok=True)


def is_waiting(box: Place, owner: bytes) -> bool:
    """Return whether a turn has something to open."""
    now = turnkeys.current(box.keys)
    return now is not None and bool(slots.waiting(box.files, now.lid, owner))


def _opened(box: Place, folding: Folding) -> tuple[Tally, int]:
    now = turnkeys.current(box.keys)
    if now is None:
        raise FileNotFoundError(f'{box.keys} has no keys')
    # What a turn that was stopped has begun, or not destroyed.
    turnkeys.destroy(box.keys, but=now.number)
    own = turnkeys.secrets_of(box.keys, now)
    tally = tallies.opened(_tally(box, now.number).read_bytes(), own.tally, folding.owner)
    sheets = [opened(inner, own.private, folding.owner)
              for inner in slots.waiting(box.files, now.lid, folding.owner)]
    folding.spend([sheet.mark for sheet in sheets])
    folding.add(tally, sheets)
    return tally, now.number


def _next(box: Place, tally: Tally, number: int, owner: bytes) -> None:
    """Let the turn ``number`` begin with ``tally``; the keys before it are gone."""
    turn, own = turnkeys.made(box.keys, number)
    put(_tally(box, number), tallies.sealed(tally, own.tally, owner))
    put(box.files / NUMBERS, json.dumps({
        'verified': tally.verified.number, 'doubtful': tally.doubtful.number,
        'unverified': tally.unverified.number + tally.recent.number,
        'frozen': tally.frozen}).encode())
    turnkeys.begun(box.keys, turn)
    turnkeys.destroy(box.keys, but=number)
    for path in box.files.glob('tally.*'):
        if path != _tally(box, number):
            path.unlink()


def _tally(box: Place, number: int) -> Path:
    return box.files / f'tally.{number}'


def _figure(pool: Pool, folding: Folding) -> list[object]:
    """Return the number and, if it may be told, the count of each cell."""
    told = pool.number >= folding.least
    return [pool.number,
            dict(zip(folding.cells, pool.cells, strict=True)) if told else None]
