"""English names of bodies and offices: a closed list, for the attributes of documents."""
import csv
from collections.abc import Iterator
from pathlib import Path

from ...base.text import nfc

#: Tables of ``config/hanoi`` with the columns of the Vietnamese and of the English name.
_TABLES = (('agencies.csv', 'name', 'name_en'), ('official_names.csv', 'name', 'name_en'))
_OF = (('Chủ tịch ', 'Chairman of'), ('Phó Chủ tịch ', 'Vice Chairman of'),
       ('Giám đốc ', 'Director of'))


class EnglishNames:
    """The names of the tables in ``folder``; ``named`` finds one, or an office at one."""

    def __init__(self, folder: Path) -> None:
        self._names = dict(_names(folder))

    def named(self, name: str) -> str:
        """Return the English name of the body or office ``name``, ``''`` if the list has none."""
        known = self._names.get(name, '')
        if known:
            return known
        for office, english in _OF:
            body = self._names.get(name.removeprefix(office), '')
            if body and name.startswith(office):
                return f'{english} the {body}'
        return ''


def _names(folder: Path) -> Iterator[tuple[str, str]]:
    for table, vietnamese, english in _TABLES:
        for row in _rows(folder / table):
            yield row[vietnamese], row[english]
    for row in _rows(folder / 'communes.csv'):
        yield row['owner'], f"People's Committee of {row['name_en']}"


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with open(path, encoding='utf-8', newline='') as lines:
        for row in csv.DictReader(lines):
            yield {column: nfc(value.strip()) for column, value in row.items()}
