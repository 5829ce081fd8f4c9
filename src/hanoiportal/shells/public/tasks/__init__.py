"""Việc người dân thường làm: the tasks that home pages begin with, and where each leads.

What these pages say of competences and telephones is data: ``competences.csv``, ``phones.csv``;
the topics of life that a reader may choose are ``topics.csv``.
"""
import csv
from pathlib import Path

from zope.interface import Interface

from ....base.settings import ISettings

FILES = ('competences', 'phones', 'topics')


class ITaskData(Interface):
    """``{name of the file: its rows}``, ``dict[str, list[dict[str, str]]]``, as a utility."""


def rows_of_file(path: Path) -> list[dict[str, str]]:
    """Return the rows of the CSV file at ``path``."""
    with path.open(encoding='utf-8', newline='') as lines:
        return list(csv.DictReader(lines))


def includeme(config):
    folder = config.registry.getUtility(ISettings).data
    config.registry.registerUtility(
        {name: rows_of_file(folder / f'{name}.csv') for name in FILES}, ITaskData)
