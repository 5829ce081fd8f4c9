"""The persistent rows, in ``interactions``.  Renaming this module needs an upgrade step."""
import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from ...base.interfaces import IPortal
from ...kernel.security.interactions import get_or_create, interactions_of
from .interfaces import Past, Values

#: Where ``interactions`` keeps all registers; the name is in its record.
ATTRIBUTE = 'registers'
#: Where it keeps ``{number of a key: (register, number of the row)}`` of sealed rows.
SEALS = 'register_seals'
#: Greater than every day that sorts as text.
_LAST = 'a'


class KeptRow(Persistent):
    """Dòng của sổ, see ``interfaces.Row``.  ``day``: ``YYYY-MM-DD``, by which it is sorted.

    ``seal``: number of the key by which ``values`` are sealed, 0 if they lie open.
    """

    withdrawn: Past | None = None
    past: tuple[Past, ...] = ()
    seal = 0

    def __init__(self, number: int, site: str, values: Values, key: str, day: str, by: str,
                 at: datetime.datetime) -> None:
        self.number, self.site, self.by, self.at = number, site, by, at
        self.values, self.key, self.day = dict(values), key, day


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


class Rows(Persistent):
    """All rows of one register.  ``rows``: by number; none ever leaves it.

    ``days``: ``(site, day, number)``.  ``keys``: ``{(site, key): number}`` of valid rows.
    """

    def __init__(self) -> None:
        self.rows = LOBTree()
        self.days = OOTreeSet()
        self.keys = OOBTree()

    def add(self, site: str, values: Values, key: str, day: str, by: str,
            at: datetime.datetime) -> KeptRow:
        """Return a new row with the next number."""
        number = self.rows.maxKey() + 1 if self.rows else 1
        row = self.rows[number] = KeptRow(number, site, values, key, day, by, at)
        self._index(row)
        return row

    def change(self, row: KeptRow, values: Values, key: str, day: str, past: Past) -> None:
        """Let ``row`` have other values; ``past``: what it was."""
        self._forget(row)
        row.past = (*row.past, past)
        row.values, row.key, row.day = dict(values), key, day
        self._index(row)

    def withdraw(self, row: KeptRow, past: Past) -> None:
        """Let ``row`` hold no longer; it stays in its place."""
        self._forget(row)
        row.withdrawn = past
        self.days.add((row.site, row.day, row.number))

    def forget(self, row: KeptRow, now: datetime.datetime, actor: str) -> None:
        """Let ``row`` hold no longer, if it does, and say nothing of what it was."""
        if row.withdrawn is None:
            self.withdraw(row, Past(now, actor, {}, ''))
        row.withdrawn = row.withdrawn and row.withdrawn._replace(values={}, why='')
        row.past = tuple(each._replace(values={}, why='') for each in row.past)
        row.values, row.key, row.seal = {}, '', 0

    def _index(self, row: KeptRow) -> None:
        self.days.add((row.site, row.day, row.number))
        if row.key:
            self.keys[row.site, row.key] = row.number

    def _forget(self, row: KeptRow) -> None:
        self.days.remove((row.site, row.day, row.number))
        if row.key and self.keys.get((row.site, row.key)) == row.number:
            del self.keys[row.site, row.key]

    def of_site(self, site: str, since: str, until: str) -> Iterator[KeptRow]:
        """Yield the rows of ``site`` from the day ``since`` to ``until``, the latest first; an
        empty day is open.
        """
        found = self.days.keys((site, since, 0), (site, until or _LAST, 2**62))
        for _site, _day, number in reversed(list(found)):
            yield self.rows[number]


def rows_of(portal: IPortal, name: str) -> Rows:
    """Return the ``Rows`` of the register ``name``; empty ones that nobody keeps if there are
    none yet.
    """
    kept = interactions_of(portal).get(ATTRIBUTE)
    found: Rows | None = None if kept is None else kept.get(name)
    return Rows() if found is None else found


def get_or_create_rows(portal: IPortal, name: str) -> Rows:
    """Return the ``Rows`` of the register ``name`` for writing."""
    registers = get_or_create(interactions_of(portal), ATTRIBUTE, OOBTree)
    found: Rows = get_or_create(registers, name, Rows)
    return found


def seals_of(portal: IPortal) -> LOBTree:
    """Return the numbers of all keys of rows, for reading."""
    found: LOBTree | None = interactions_of(portal).get(SEALS)
    return LOBTree() if found is None else found


def get_or_create_seals(portal: IPortal) -> LOBTree:
    """Return the same for writing."""
    found: LOBTree = get_or_create(interactions_of(portal), SEALS, LOBTree)
    return found
