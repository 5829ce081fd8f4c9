"""The data sets that a site offers besides the lists of its sections: ``datasets.csv``."""
from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from zope.interface import Interface

from ....base.i18n import DEFAULT

#: The tables of the European Union by which catalogues name themes, kinds of files, frequencies.
TABLES = 'http://publications.europa.eu/resource/authority/'
#: Themes by the listings of sections; what is not here is about government.
THEMES = {'documents': 'JUST', 'rulings': 'JUST', 'consultations': 'JUST', 'projects': 'ECON',
          'research': 'TECH'}
GOVERNMENT = 'GOVE'
#: What the themes are called, in English as in their table.
THEME_NAMES = {'GOVE': 'Government and public sector', 'ECON': 'Economy and finance',
               'JUST': 'Justice, legal system and public safety',
               'TECH': 'Science and technology'}
#: As often as something is published.
CONTINUOUS = 'CONT'
#: The part of the whole portal that is made each night (``integration.dumps``).
DAILY = 'ban-theo-ngay'


class IDatasets(Interface):
    """The ``DataSet`` rows of this portal, a tuple, as a utility."""


@dataclass(frozen=True)
class DataSet:
    """A row.  ``theme``, ``frequency``: codes of ``TABLES``.  ``page``: where people read it; if
    that is below a section which the site has not, only ``api`` is offered.

    ``csv``, ``json``, ``linked``, ``gzip``: views of the site that give the whole as a file;
    ``api``: the list of ``/api/v1``; each ``''`` if there is none.  ``part``: ``DAILY`` for what
    is there where dumps are made; ``tuan-thu`` for what is there from the first snapshot of
    figures on.
    """

    code: str
    title_vi: str
    title_en: str
    summary_vi: str
    summary_en: str
    theme: str
    frequency: str
    page: str
    csv: str
    json: str
    linked: str
    gzip: str
    api: str
    part: str

    def title(self, tag: str) -> tuple[str, str]:
        """Return its title in the language ``tag``, else in Vietnamese, and that language."""
        return (self.title_en, tag) if tag == 'en' else (self.title_vi, DEFAULT)

    def summary(self, tag: str) -> tuple[str, str]:
        """Return the same of what it is."""
        return (self.summary_en, tag) if tag == 'en' else (self.summary_vi, DEFAULT)


def read_datasets(path: Path) -> tuple[DataSet, ...]:
    """Return the rows of the CSV file at ``path``.  Raises ``ValueError`` for an unknown theme."""
    with path.open(encoding='utf-8', newline='') as lines:
        found = tuple(DataSet(**row) for row in csv.DictReader(lines))
    unknown = sorted({each.theme for each in found}.difference(THEME_NAMES))
    if unknown:
        raise ValueError(f'{path.name}: no theme {", ".join(unknown)}')
    return found
