"""One box: its files, its keys and what has been spent, while the survey is held for it alone."""
from __future__ import annotations

import datetime
import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from ...base.clock import UTC
from . import opening, slots, turnkeys
from .envelopes import Sheet, sealed
from .interfaces import Counts, Figure, Paper
from .marks import Marks
from .opening import FIRST, NUMBERS, RESULT, Folding
from .places import Place, put
from .rules import BallotRules
from .tallies import Tally

#: Before the end of a box each answer has a turn of its own: after the end no key is left under
#: which an answer has ever lain.
LAST = datetime.timedelta(minutes=2)
PAPER, SPENT = 'paper.json', 'spent'

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Box:
    """The box of ``paper`` in the folders ``survey``.  ``spent``: the marks of the process.

    The caller holds the survey (``Place.alone``) for all methods but ``counts``.
    """

    paper: Paper
    survey: Place
    spent: Marks
    rules: BallotRules

    @property
    def place(self) -> Place:
        """The folders of this version."""
        return self.survey.box(self.paper.version)

    @property
    def owner(self) -> bytes:
        """What its envelopes are sealed for."""
        return f'ballot {self.paper.survey} {self.paper.version}'.encode()

    @property
    def is_closed(self) -> bool:
        """Whether it takes nothing any more."""
        return (self.place.files / RESULT).exists() or (
            turnkeys.current(self.place.keys) is None and self._has_had_turns)

    @property
    def is_half_closed(self) -> bool:
        """Whether closing it was stopped before its keys and counts were gone."""
        return (self.place.files / RESULT).exists() and (self.place.files / NUMBERS).exists()

    @property
    def _has_had_turns(self) -> bool:
        """Whether there are counts, which nothing opens without its keys."""
        return any(each.name != FIRST for each in self.place.files.glob('tally.*'))

    def prepare(self) -> None:
        """Make it, or learn of another end."""
        self._note()
        # The result first: a file of keys that was being shredded says nothing.
        if (self.place.files / RESULT).exists() or turnkeys.current(self.place.keys) is not None:
            return
        if self._has_had_turns:
            log.critical('a ballot box has lost its keys: nothing in it can be opened')
        else:
            opening.begin(self.place, len(self.paper.cells), self.owner)

    def _note(self) -> None:
        self.place.make()
        path, said = self.place.files / PAPER, json.dumps(
            [list(self.paper.cells), self.paper.closes.isoformat()]).encode()
        if not path.exists() or path.read_bytes() != said:
            put(path, said)

    def take(self, sheet: Sheet, now: datetime.datetime) -> None:
        """Take ``sheet``; first the answer is durable, then its mark.

        Stopped in between, the answer counts and its mark is spent by the turn.
        """
        try:
            self._add(sheet)
        except slots.Full:
            self.turn(now)
            self._add(sheet)
        self.spent.add(self.survey.files / SPENT, sheet.mark)
        if self.paper.closes - now <= LAST:
            self.turn(now)

    def _add(self, sheet: Sheet) -> None:
        turn = turnkeys.current(self.place.keys)
        if turn is None:
            raise FileNotFoundError(f'{self.place.keys} has no keys')
        slots.add(self.place.files, sealed(sheet, turn.public, turn.lid, self.owner), turn.lid,
                  self.owner)

    def turn(self, now: datetime.datetime,
             change: Callable[[Tally], None] = lambda _tally: None) -> None:
        """Open what waits; see ``opening.turn``."""
        opening.turn(self.place, self._folding(now), change)

    def close(self, now: datetime.datetime) -> None:
        """Open all; see ``opening.close``."""
        opening.close(self.place, self._folding(now))

    @property
    def is_waiting(self) -> bool:
        """Whether a turn has something to open."""
        return opening.is_waiting(self.place, self.owner)

    def _folding(self, now: datetime.datetime) -> Folding:
        rule = self.rules.burst(now)

        def add(tally: Tally, sheets: Sequence[Sheet]) -> None:
            tally.add(sheets, now.timestamp(), rule)

        def spend(marks: Sequence[bytes]) -> None:
            self.spent.add(self.survey.files / SPENT, *marks)

        return Folding(self.owner, self.paper.cells, self.rules.least(now), add, spend)

    def counts(self) -> Counts:
        """Return what may be told of it."""
        for name in (RESULT, NUMBERS):
            try:
                said = json.loads((self.place.files / name).read_bytes())
            except FileNotFoundError:
                continue
            return _told(said, closed=name == RESULT)
        return Counts()


def _told(said: dict[str, object], closed: bool) -> Counts:
    frozen = cast(int, said['frozen'])
    verified, unverified = (
        Figure(*cast(tuple[int, dict[str, int]], said[name])) if closed
        else Figure(cast(int, said[name])) for name in ('verified', 'unverified'))
    return Counts(
        verified, unverified,
        datetime.datetime.fromtimestamp(frozen, UTC) if frozen else None,
        cast(int, said['doubtful']), closed, cast(dict[str, list[str]], said.get('texts', {})))


def paper_of(survey: str, place: Place, version: int) -> Paper | None:
    """Return the paper of a box as it was noted, ``None`` if there is none."""
    try:
        cells, closes = json.loads((place.box(version).files / PAPER).read_bytes())
    except FileNotFoundError:
        return None
    return Paper(survey, version, tuple(cells), datetime.datetime.fromisoformat(closes))
