"""Making a dump, some seconds at a time: whoever is killed goes on where the last slice ended.

Items are read in the order of their ids, each member in a transaction of its own.  What changes
meanwhile comes after the position that was noted at the beginning; what goes is taken out before
anybody reads the dump.
"""
from __future__ import annotations

import datetime
import json
import os
from collections.abc import Iterator
from functools import partial
from itertools import islice
from time import monotonic
from typing import NamedTuple

from ...kernel.storage import durable
from ...platform.scheduling.interfaces import IEnvironment
from ..changes.interfaces import Position
from .folder import MAKING, DumpFolder
from .interfaces import SUFFIX, Describe, Line
from .leaving import list_of
from .members import LINES, Member, members_in, packed, row_of

#: Resources that are looked at in one transaction at most.
LOOKED_AT = 10 * LINES


class Some(NamedTuple):
    """``lines``: of the next items.  ``at``: the last id that was looked at, ``None`` at the end.
    """

    lines: list[Line]
    at: int | None


class Making:
    """The dump of ``day`` that is being made on ``kept``, which goes on from ``position``."""

    def __init__(self, kept: DumpFolder, day: datetime.date, position: Position, at: int = 0,
                 size: int = 0) -> None:
        self.day, self.position = day, position
        self.path = kept.path(MAKING + SUFFIX)
        self._at, self._size = at, size

    @classmethod
    def begun(cls, kept: DumpFolder, day: datetime.date, position: Position) -> Making:
        """Begin anew."""
        made = cls(kept, day, position)
        durable.write(made.path, b'')
        durable.write(list_of(made.path), json.dumps(
            [day.isoformat(), str(position)]).encode() + b'\n')
        return made

    @classmethod
    def found(cls, kept: DumpFolder) -> Making | None:
        """Return what was begun and not finished, ``None`` if there is none."""
        path = kept.path(MAKING + SUFFIX)
        try:
            with list_of(path).open('rb') as rows:
                day, position = json.loads(rows.readline())
                at = size = 0
                for each in members_in(rows):
                    at, size = each.last, each.start + each.size
            is_there = path.stat().st_size >= size
        except (FileNotFoundError, ValueError):
            return None
        return cls(kept, datetime.date.fromisoformat(day), Position.parse(position), at,
                   size) if is_there else None

    def members(self) -> Iterator[Member]:
        """Yield the members that have been made."""
        with list_of(self.path).open('rb') as rows:
            rows.readline()
            yield from (each for each in members_in(rows) if each.lines)

    def go_on(self, environment: IEnvironment, describe: Describe, until: float | None) -> bool:
        """Go on until ``until``, of ``monotonic``, or to the end if that is ``None``; return
        whether the end is reached.
        """
        rows: list[bytes] = []
        at = self._at
        with self.path.open('r+b') as file:
            file.truncate(self._size)
            file.seek(self._size)
            found = Some([], at)
            while found.at is not None and (until is None or not rows or monotonic() < until):
                found = environment.in_transaction(partial(_some, environment, describe, at))
                if found.lines:
                    member, content = packed(found.lines, self._size)
                    file.write(content)
                    self._size += len(content)
                    rows.append(row_of(member))
                if found.at is not None:
                    at = found.at
                    rows.append(row_of(Member(self._size, 0, at, at, 0, (), ())))
            durable.settle(file)
        self._note(rows)
        self._at = at
        return found.at is None

    def end(self) -> None:
        """Remove what was made."""
        list_of(self.path).unlink(missing_ok=True)
        self.path.unlink(missing_ok=True)

    def _note(self, rows: list[bytes]) -> None:
        """Note what has reached the device."""
        with open(os.open(list_of(self.path), os.O_WRONLY | os.O_APPEND), 'ab') as list_:
            list_.write(b''.join(rows))


def _some(environment: IEnvironment, describe: Describe, after: int) -> Some:
    """Return the lines of the items behind the id ``after``."""
    objects = environment.portal.__objectmap__.objects
    lines: list[Line] = []
    at: int | None = None
    for number, found in islice(objects.items(after + 1), LOOKED_AT):
        at, line = number, describe(found)
        if line is not None:
            lines.append(line)
        if len(lines) == LINES:
            break
    objects._p_jar.cacheGC()
    return Some(lines, at)
