"""English names of bodies, offices, fields of questions and kinds of documents: a closed list."""
import csv
from collections.abc import Iterator
from pathlib import Path

from zope.interface import Interface, implementer

from ...base.i18n import DEFAULT
from ...base.text import nfc
from .facts import Fact, text_fact

#: Tables of ``config/hanoi`` with the columns of the Vietnamese and of the English name.
_TABLES = (('agencies.csv', 'name', 'name_en'), ('official_names.csv', 'name', 'name_en'),
           ('case_fields.csv', 'title_vi', 'title_en'), ('duty_kinds.csv', 'title_vi', 'title_en'),
           ('document_types.csv', 'name', 'name_en'), ('document_types.csv', 'label', 'name_en'),
           ('contributor_kinds.csv', 'title_vi', 'title_en'))
_OF = (('Chủ tịch ', 'Chairman of'), ('Phó Chủ tịch ', 'Vice Chairman of'),
       ('Giám đốc ', 'Director of'))

#: How a people's committee is called in short, and in full.
_SHORT, _FULL = 'UBND ', 'Ủy ban nhân dân '


class IEnglishNames(Interface):
    """The ``EnglishNames`` of this portal, as a utility."""


@implementer(IEnglishNames)
class EnglishNames:
    """The names of the tables in ``folder``; ``named`` finds one, or an office at one."""

    def __init__(self, folder: Path) -> None:
        self._names = dict(_names(folder))

    def named(self, name: str) -> str:
        """Return the English name of the body, office or field ``name``, ``''`` for one that the
        list has not.  “UBND” is read as it is said in full.
        """
        if name.startswith(_SHORT):
            name = f'{_FULL}{name.removeprefix(_SHORT)}'
        known = self._names.get(name, '')
        if known:
            return known
        for office, english in _OF:
            body = self._names.get(name.removeprefix(office), '')
            if body and name.startswith(office):
                return f'{english} the {body}'
        return ''


def said(name: str, names: EnglishNames, tag: str) -> tuple[str, str | None]:
    """Return the body, office or field ``name`` on a page in the language ``tag``, and the tag of
    the name if that is in another language.
    """
    english = names.named(name) if tag == 'en' else ''
    return (english, None) if english else (name, None if tag == DEFAULT else DEFAULT)


def body_fact(label: str, name: str, names: EnglishNames, tag: str) -> Fact:
    """Return the ``Fact`` of what ``named`` knows, in English where it has such a name."""
    return text_fact(label, *said(name, names, tag))


def _names(folder: Path) -> Iterator[tuple[str, str]]:
    for table, vietnamese, english in _TABLES:
        for row in _rows(folder / table):
            if row[vietnamese]:
                yield row[vietnamese], row[english]
    for row in _rows(folder / 'communes.csv'):
        yield row['owner'], f"People's Committee of {row['name_en']}"


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with open(path, encoding='utf-8', newline='') as lines:
        for row in csv.DictReader(lines):
            yield {column: nfc(value.strip()) for column, value in row.items()}
