"""The persistent rows, in ``interactions``.  Renaming this module needs an upgrade step."""
import datetime
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar, cast

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent

from ...base.interfaces import IPortal
from ...kernel.security.interactions import empty, get_or_create, interactions_of, kept_or_new
from ...kernel.storage.contents import KeptContent
from .interfaces import Past, RowFile, Values

#: Where ``interactions`` keeps all registers; the name is in its record.
ATTRIBUTE = 'registers'
#: Where it keeps ``{number of a key: (register, number of the row)}`` of sealed rows.
SEALS = 'register_seals'


class IndexLine(NamedTuple):
    """What lists need of a row, so that they open those alone that they show.

    ``day``: ``YYYY-MM-DD``, ``''`` for none.  ``state``: ``''`` for the first.  ``text``: folded,
    in which words are found.  ``keys``: ``{field: value}`` that sort and filter, texts collated.
    Of a sealed row text and keys are empty.
    """

    number: int
    day: str
    state: str
    is_withdrawn: bool
    text: str = ''
    keys: Mapping[str, str | int] = {}


class KeptFile(KeptContent):
    """Tệp kèm theo of a row.  ``named``: size, media type and name, sealed as its content is if
    the row is; it never changes.
    """

    def __init__(self, named: bytes, content: bytes) -> None:
        super().__init__(content)
        self.named = named

    @staticmethod
    def note(named: bytes) -> RowFile:
        """Return what ``named``, opened, says of a file."""
        size, media_type, filename = named.decode().split('\n')
        return RowFile(filename, media_type, int(size))


class KeptRow(Persistent):
    """Dòng của sổ, see ``interfaces.Row``.  ``day``: ``YYYY-MM-DD``, by which it is sorted.

    ``seal``: number of the key by which ``values`` are sealed, 0 if they lie open.
    ``reminded``: of what people were reminded, ``field:day``.
    """

    withdrawn: Past | None = None
    past: tuple[Past, ...] = ()
    seal = 0
    state = ''
    kept_files: tuple[KeptFile, ...] = ()
    reminded: tuple[str, ...] = ()

    def __init__(self, number: int, site: str, values: Values, key: str, day: str, by: str,
                 at: datetime.datetime) -> None:
        self.number, self.site, self.by, self.at = number, site, by, at
        self.values, self.key, self.day = dict(values), key, day

    @property
    def files(self) -> tuple[RowFile, ...]:
        """See ``interfaces.Row``; of an open row."""
        return tuple(each.note(each.named) for each in self.kept_files)


@dataclass
class OpenRow:
    """A sealed row as its asker reads it, see ``interfaces.Row``; it is stored nowhere."""

    number: int
    site: str
    values: Values
    by: str
    at: datetime.datetime
    past: tuple[Past, ...]
    withdrawn: Past | None
    state: str
    files: tuple[RowFile, ...]


#: Lists of lines, and their sums, that a connection keeps of a register.
MOST_CACHED = 32
Made = TypeVar('Made')
#: Makes the line of a row.
Indexing = Callable[[KeptRow], IndexLine]


class Rows(Persistent):
    """All rows of one register.  ``rows``: by number; none ever leaves it.

    ``keys``: ``{(site, key): number}`` of valid rows.  ``lines``: ``{(site, number): IndexLine}``,
    ``None`` in registers of before: it is made with the next row that is written.
    ``serial``: counts the writes, so that what is ``cached`` is dropped with each, in every
    connection.
    """

    lines: OOBTree | None = None
    serial = 0
    _v_cached: dict[Hashable, object] | None = None

    def __init__(self) -> None:
        self.rows = LOBTree()
        self.keys = OOBTree()
        self.lines = OOBTree()

    def add(self, row: KeptRow, indexing: Indexing) -> KeptRow:
        """Take a new ``row`` with the ``next_number``."""
        self.rows[row.number] = row
        self._index(row, indexing)
        return row

    def next_number(self) -> int:
        """Return the number of the next row."""
        return self.rows.maxKey() + 1 if self.rows else 1

    def change(self, row: KeptRow, values: Values, key: str, day: str, past: Past,
               indexing: Indexing) -> None:
        """Let ``row`` have other values; ``past``: what it was."""
        self._free(row)
        row.past = (*row.past, past)
        row.values, row.key, row.day = dict(values), key, day
        self._index(row, indexing)

    def move(self, row: KeptRow, state: str, past: Past, indexing: Indexing) -> None:
        """Let ``row`` have another state."""
        row.past = (*row.past, past)
        row.state = state
        self._index(row, indexing)

    def withdraw(self, row: KeptRow, past: Past, indexing: Indexing) -> None:
        """Let ``row`` hold no longer; it stays in its place."""
        self._free(row)
        row.withdrawn = past
        self._index(row, indexing)

    def forget(self, row: KeptRow, now: datetime.datetime, actor: str,
               indexing: Indexing) -> None:
        """Let ``row`` hold no longer, if it does, and say nothing of what it was."""
        if row.withdrawn is None:
            self.withdraw(row, Past(now, actor, {}, ''), indexing)
        row.withdrawn = row.withdrawn and row.withdrawn._replace(values={}, why='')
        row.past = tuple(each._replace(values={}, why='') for each in row.past)
        row.values, row.key, row.seal, row.kept_files = {}, '', 0, ()
        self._index(row, indexing)

    def _index(self, row: KeptRow, indexing: Indexing) -> None:
        if row.key and row.withdrawn is None:
            self.keys[row.site, row.key] = row.number
        if self.lines is None:
            self.lines = OOBTree({
                (each.site, each.number): indexing(each) for each in self.rows.values()})
        self.lines[row.site, row.number] = indexing(row)
        self.serial += 1
        self._v_cached = None

    def _free(self, row: KeptRow) -> None:
        if row.key and self.keys.get((row.site, row.key)) == row.number:
            del self.keys[row.site, row.key]

    def cached(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what ``make()`` has made for that key, once for each state of the register; it is
        asked again when ``MOST_CACHED`` others were.
        """
        if self._v_cached is None or (
                key not in self._v_cached and len(self._v_cached) >= MOST_CACHED):
            self._v_cached = {}
        if key not in self._v_cached:
            self._v_cached[key] = make()
        return cast(Made, self._v_cached[key])

    def lines_of(self, site: str | None, indexing: Indexing) -> Iterator[IndexLine]:
        """Yield the lines of ``site``, or of all sites, by their numbers."""
        if self.lines is None:
            return (indexing(row) for row in self.rows.values() if site in (None, row.site))
        return iter(self.lines.values() if site is None else
                    self.lines.values((site, 0), (site, 2**62)))


def rows_of(portal: IPortal, name: str) -> Rows:
    """Return the ``Rows`` of the register ``name``; empty ones that nobody keeps if there are
    none yet.
    """
    found: Rows | None = kept_or_new(portal, ATTRIBUTE, OOBTree).get(name)
    return empty(Rows) if found is None else found


def get_or_create_rows(portal: IPortal, name: str) -> Rows:
    """Return the ``Rows`` of the register ``name`` for writing."""
    registers = get_or_create(interactions_of(portal), ATTRIBUTE, OOBTree)
    found: Rows = get_or_create(registers, name, Rows)
    return found


def seals_of(portal: IPortal) -> LOBTree:
    """Return the numbers of all keys of rows, for reading."""
    return kept_or_new(portal, SEALS, LOBTree)


def get_or_create_seals(portal: IPortal) -> LOBTree:
    """Return the same for writing."""
    found: LOBTree = get_or_create(interactions_of(portal), SEALS, LOBTree)
    return found
