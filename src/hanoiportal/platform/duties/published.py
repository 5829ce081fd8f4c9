"""What is public and names what it fulfils, so that a register row that comes later finds it.

Persistent, in ``interactions``.  Renaming this module needs an upgrade step.
"""
import datetime
from typing import NamedTuple

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

#: Name in the root of the database.
KEY = 'duties published'


class Publication(NamedTuple):
    """That an item is public on ``site``.

    ``at``: since when, of an import by its own word.  ``noted``: when the ledger was told.
    ``source``: as of a ``DutyEvent``.  ``keys``: names of what it fulfils there.
    """

    site: str
    at: datetime.datetime
    noted: datetime.datetime
    source: str
    keys: tuple[str, ...]


class Published(Persistent):
    """Tin, bài đang công khai: ``items``: object id → ``Publication``, of those with keys.

    ``keyed``: ``(site, key, object id)``.  ``fulfilled``: ``(object id, number of a duty)``.
    """

    def __init__(self) -> None:
        self.items = OOBTree()
        self.keyed = OOTreeSet()
        self.fulfilled = OOTreeSet()

    def add(self, item: str, publication: Publication) -> None:
        """Note that ``item`` is public, in place of what was noted of it."""
        self.drop(item)
        if publication.keys:
            self.items[item] = publication
            self.keyed.update((publication.site, key, item) for key in publication.keys)

    def drop(self, item: str) -> None:
        """Note that ``item`` is public no longer."""
        gone: Publication | None = self.items.pop(item, None)
        for key in gone.keys if gone else ():
            self.keyed.remove((gone.site, key, item))  # type: ignore[union-attr]

    def of(self, site: str, key: str) -> list[tuple[str, Publication]]:
        """Return each public item of ``site`` with ``key``."""
        return [(item, self.items[item]) for _site, _key, item in self.keyed.keys(
            min=(site, key, ''), max=(site, key, '\U0010ffff'))]

    def numbers_of(self, item: str) -> list[int]:
        """Return the numbers of the duties that ``item`` has fulfilled."""
        return [number for _item, number in self.fulfilled.keys(
            min=(item, 0), max=(item, 2 ** 62))]
