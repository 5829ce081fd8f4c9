"""What search knows besides the texts: other words for things, former units, pinned pages."""
import csv
from typing import NamedTuple

from zope.interface import Interface

from ...base.text import words
from .formerunits import FormerUnits, Unit
from .synonyms import Synonyms


class ISearchData(Interface):
    """The ``SearchData`` of this process, as a utility."""


class Pin(NamedTuple):
    """A page that stands before all results.  ``path``: below the portal; ``query``: folded."""

    query: tuple[str, ...]
    path: str


class SearchData:
    """What is in the files of ``folder``, that of ``config/hanoi``.

    ``synonyms``: ``Synonyms``.  ``former``: ``FormerUnits``.  Raises ``ValueError`` naming a row
    that is wrong.
    """

    def __init__(self, folder):
        self.synonyms = Synonyms(
            row['terms'].split('|') for row in _rows(folder / 'synonyms.csv'))
        self.former = FormerUnits([
            Unit(row['kind'], row['name'], row.get('district', ''),
                 tuple(row['today'].split('|')))
            for name in ('former_districts.csv', 'former_wards.csv')
            for row in _rows(folder / name)])
        self._pins = {}
        for row in _rows(folder / 'pins.csv'):
            for query in row['queries'].split('|'):
                self._pins.setdefault(tuple(words(query)[1]), []).append(row['path'])

    def pinned(self, typed):
        """Return the paths of the pages pinned to the query ``typed``, a list."""
        return self._pins.get(tuple(words(typed)[1]), [])

    def pins(self):
        """Return every ``Pin``."""
        return [Pin(query, path) for query, paths in self._pins.items() for path in paths]


def _rows(path):
    with open(path, encoding='utf-8', newline='') as lines:
        return list(csv.DictReader(lines))
