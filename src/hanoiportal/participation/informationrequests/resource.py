"""The persistent register of requests, in ``interactions``.  Renaming needs an upgrade step."""
from __future__ import annotations

import datetime
from typing import NamedTuple

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

#: Name of the register in the root of the database.
KEY = 'information requests'


class Line(NamedTuple):
    """What the register has of a case; nothing of it is personal.  See ``interfaces.Entry``."""

    number: int
    year: int
    site: str
    case: int
    way: str
    received: datetime.datetime
    outcome: str = ''
    ground: str = ''
    complaints: int = 0
    lawsuits: int = 0


class RequestBook(Persistent):
    """Sổ theo dõi (article 26).  ``lines``: by the number of the case.  ``order``: ``(site, year,
    number, case)``.  ``last``: number given last, by ``(site, year)``.

    ``codes``: ``{mark of a code: number of the case}`` of what waits to be collected, ``marks``
    the other way round.
    """

    def __init__(self) -> None:
        self.lines = LOBTree()
        self.order = OOTreeSet()
        self.last = OOBTree()
        self.codes = OOBTree()
        self.marks = LOBTree()

    def enter(self, case: int, site: str, year: int, way: str,
              received: datetime.datetime) -> Line:
        """Give ``case`` the next number of ``site`` in ``year``; what it had elsewhere stays in
        the order there.
        """
        number = self.last.get((site, year), 0) + 1
        self.last[site, year] = number
        before: Line | None = self.lines.get(case)
        line = Line(number, year, site, case, way, received)
        if before is not None:
            line = before._replace(number=number, year=year, site=site, way=way,
                                   received=received)
        self.lines[case] = line
        self.order.insert((site, year, number, case))
        return line

    def change(self, case: int, **fields: object) -> None:
        """Set ``fields`` of the line of ``case``, if it has one."""
        line: Line | None = self.lines.get(case)
        if line is not None:
            self.lines[case] = line._replace(**fields)  # type: ignore[arg-type]

    def of(self, site: str, year: int) -> list[tuple[int, Line]]:
        """Return ``(number there, line)`` of ``site`` in ``year``, by numbers."""
        return [(number, self.lines[case]) for _site, _year, number, case in self.order.keys(
            min=(site, year, 0, 0), max=(site, year, 2 ** 62, 0))]

    def keep_code(self, mark: str, case: int) -> None:
        """Let the code with ``mark``, and no other, open what ``case`` gives."""
        self.drop_code(case)
        self.codes[mark] = case
        self.marks[case] = mark

    def drop_code(self, case: int) -> None:
        """Let no code open what ``case`` gives."""
        mark = self.marks.pop(case, None)
        if mark is not None:
            del self.codes[mark]
