"""What search knows besides the texts: other words for things, former units, pinned pages."""
import csv
from typing import NamedTuple

from ...base.text import words
from .bodies import bodies_of
from .formerunits import FormerUnits, Unit
from .marks import Marks
from .procedures import Procedure, Procedures, joined
from .synonyms import Synonyms

#: Columns of tables whose words and phrases are known to be written rightly.
PHRASES = {
    'communes.csv': ('full_name',), 'agencies.csv': ('name', 'abbr'),
    'glossary.csv': ('official', 'instead_of'), 'procedures.csv': ('name', 'words'),
    'sections.csv': ('name_vi', 'short_vi'), 'synonyms.csv': ('terms',)}
ENGLISH = {'communes.csv': ('name_en',), 'agencies.csv': ('name_en',),
           'sections.csv': ('name_en', 'short_en')}


class Pin(NamedTuple):
    """A page that stands before all results.  ``path``: below the portal; ``query``: folded."""

    query: tuple[str, ...]
    path: str


class SearchData:
    """What is in the files of ``folder``, that of ``config/hanoi``.

    ``synonyms``: ``Synonyms``.  ``former``: ``FormerUnits``.  ``procedures``: ``Procedures``.
    ``phrases``: a tuple of strings, see ``PHRASES``.  ``marks``: ``Marks``.
    ``also_called``: ``{name of a body: other names that people have for it}``.
    Raises ``ValueError`` naming a row that is wrong.
    """

    def __init__(self, folder):
        self.synonyms = Synonyms(
            row['terms'].split('|') for row in _rows(folder / 'synonyms.csv'))
        self.former = FormerUnits([
            Unit(row['kind'], row['name'], row.get('district', ''),
                 tuple(row['today'].split('|')))
            for name in ('former_districts.csv', 'former_wards.csv')
            for row in _rows(folder / name)], {
                row['label']: row['name'] for row in _rows(folder / 'communes.csv')})
        self.also_called = _also_called(folder)
        self.procedures = Procedures(
            Procedure(row['name'], tuple(row['words'].split('|')), row['code'])
            for row in _rows(folder / 'procedures.csv'))
        self._joined = '', self.procedures
        # Of names that differ by marks alone today's come first.
        phrases = (*_phrases(folder, PHRASES), *(unit.full_name for unit in self.former.units))
        self.phrases = (*phrases, *_phrases(folder, ENGLISH))
        self.marks = Marks(phrases)
        self._pins = {}
        for row in _rows(folder / 'pins.csv'):
            for query in row['queries'].split('|'):
                self._pins.setdefault(tuple(words(query)[1]), []).append(row['path'])

    def bodies(self, names):
        """Return the ``IBodies`` of ``names``, see ``Bodies``."""
        return bodies_of(names)

    def procedures_in(self, version, listed):
        """See ``ISearchData``."""
        if self._joined[0] != version:
            self._joined = version, joined(self.procedures.all, listed())
        return self._joined[1]

    def pinned(self, typed):
        """Return the paths of the pages pinned to the query ``typed``, a list."""
        return self._pins.get(tuple(words(typed)[1]), [])

    def pins(self):
        """Return every ``Pin``."""
        return [Pin(query, path) for query, paths in self._pins.items() for path in paths]


def _phrases(folder, tables):
    for name, columns in tables.items():
        for row in _rows(folder / name):
            for column in columns:
                yield from filter(None, (row[column] or '').split('|'))


def _also_called(folder):
    found = {row['name']: [row['abbr']] for row in _rows(folder / 'agencies.csv')}
    for row in _rows(folder / 'glossary.csv'):
        if row['official'] in found:
            found[row['official']] += row['instead_of'].split('|')
    return {name: tuple(filter(None, others)) for name, others in found.items()}


def _rows(path):
    with open(path, encoding='utf-8', newline='') as lines:
        return list(csv.DictReader(lines))
