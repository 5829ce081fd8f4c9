"""Where old addresses and categories go: rows that an operator writes in a CSV file."""
from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from ....base.csvfile import BadLines, Line, lines_in
from ....base.i18n import _
from .pieces import BadSource
from .table import address_of

COLUMNS, NEEDED = ('from', 'to', 'title'), ('from', 'to')
NOTHING = '-'


class MoveRule(NamedTuple):
    """A row.  ``line``: its number.  ``section``: on the new site, ``''`` if it is not carried.

    ``name``: of the item in the section, ``''`` for that of the old address.
    ``title``: of a section that is to be made.
    """

    line: int
    section: str
    name: str
    title: str


class MoveRules:
    """The rows by what they are of."""

    def __init__(self, lines: list[Line] | tuple[()] = ()) -> None:
        self.by_address: dict[str, MoveRule] = {}
        self.by_group: dict[str, MoveRule] = {}
        faults = [fault for fault in map(self._take, lines) if fault]
        if faults:
            raise BadLines(faults)

    def _take(self, line: Line) -> tuple[int, str] | None:
        old, new = line.values.get('from', ''), line.values.get('to', '')
        section, _slash, name = new.strip('/').partition('/')
        if not old or not section or '/' in name:
            return line.number, _('Mỗi dòng cần “from” và “to”: chuyên mục, hoặc '
                                  'chuyên mục/tên, hoặc “-”.')
        is_address = old.startswith('/') or '://' in old
        try:
            where, key = (self.by_address, address_of(old)) if is_address else (
                self.by_group, old)
        except BadSource as error:
            return line.number, error.args[0]
        if key in where:
            return line.number, _('Trùng với dòng ${number}.', mapping={
                'number': where[key].line})
        rule = MoveRule(line.number, section, name, line.values.get('title', ''))
        where[key] = rule._replace(section='') if new == NOTHING else rule
        return None

    def of_address(self, address: str) -> MoveRule | None:
        """Return the rule of ``address`` itself or of the nearest place above it, but the top."""
        if address in self.by_address and address != '/':
            return self.by_address[address]
        path = address.partition('?')[0]
        while len(path) > 1:
            if path in self.by_address and not self.by_address[path].name:
                return self.by_address[path]
            path = path.rpartition('/')[0]
        return None

    @property
    def rest(self) -> MoveRule | None:
        """The rule of all that no other row is of."""
        return self.by_address.get('/')

    def titles(self) -> dict[str, str]:
        """Return ``{section: title}`` of the sections that rows give a title."""
        return {each.section: each.title
                for each in (*self.by_address.values(), *self.by_group.values()) if each.title}


def read_rules(path: Path | None) -> MoveRules:
    """Return the rules in the file at ``path``.  Raises ``BadLines``, ``OSError``."""
    return MoveRules(() if path is None else lines_in(path.read_bytes(), COLUMNS, NEEDED))
