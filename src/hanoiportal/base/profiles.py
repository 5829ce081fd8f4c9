"""Hồ sơ kết nối: how another system says things, rows of a table that the operator may change.

A row names a system, one thing that it says, and where or how it says that, such as
``csdl,number,docNum``.  What a system sends is looked up here by dotted paths.
"""
from __future__ import annotations

import csv
import datetime
import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from .text import nfc

#: Characters of a text that is taken, if nobody says otherwise.
LONGEST = 500


@dataclass(frozen=True)
class Profile:
    """How one system says things.  ``values``: by what they mean to the portal."""

    name: str
    values: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        """Return the value of ``name``, ``''`` if there is none."""
        return self.values.get(name, '')

    def below(self, prefix: str) -> dict[str, str]:
        """Return what stands below ``prefix:``, by the rest of its names."""
        start = f'{prefix}:'
        return {name.removeprefix(start): value for name, value in self.values.items()
                if name.startswith(start)}

    def access(self, token: str) -> dict[str, str]:
        """Return the header by which ``token`` is shown."""
        return {self['header']: self['header_value'].replace('<token>', token)}

    def address(self, base: str, name: str, **values: str) -> str:
        """Return the address below ``base`` whose path is called ``name``, with ``values``."""
        path = self[name]
        for key, value in values.items():
            path = path.replace(f'<{key}>', quote(value, safe=''))
        return base + path

    def statement(self, said: object, prefix: str = '') -> Statement:
        """Return what is ``said`` of one thing; its parts are named below ``prefix``."""
        return Statement(said, self.below(prefix) if prefix else self.values)

    def message(self, said: Mapping[str, object], kind: str = '') -> dict[str, object]:
        """Return what is ``said`` by the names of fields, and its ``kind`` by its word there.

        What is empty is left out, and so is what has no name there.
        """
        names = self.below('field')
        return laid_out({
            names[name]: _written(value)
            for name, value in {**said, 'kind': self[f'kind:{kind}']}.items()
            if names.get(name) and value not in (None, '', [], ())})


@dataclass(frozen=True)
class Statement:
    """What a system ``said`` of one thing.  ``names``: where it says what."""

    said: object
    names: Mapping[str, str]

    def text(self, name: str, longest: int = LONGEST) -> str:
        """Return the text called ``name``, see ``text_at``."""
        return text_at(self.said, self.names.get(name, ''), longest)

    def day(self, name: str) -> datetime.date | None:
        """Return the day called ``name``, see ``day_at``."""
        return day_at(self.said, self.names.get(name, ''))

    def found(self, name: str, otherwise: object = None) -> object:
        """Return what is called ``name`` as it was said, for who judges it."""
        path = self.names.get(name, '')
        found = found_at(self.said, path) if path else None
        return otherwise if found is None else found

    def rows(self, name: str) -> list[object]:
        """Return the list called ``name``, an empty one for none."""
        found = self.found(name)
        return found if isinstance(found, list) else []


def _written(value: object) -> object:
    """Return ``value`` as JSON has it: moments and days by ISO 8601."""
    if isinstance(value, datetime.datetime):
        return value.isoformat(timespec='seconds')
    return value.isoformat() if isinstance(value, datetime.date) else value


def key_in(path: Path | None) -> str:
    """Return the key that the file ``path`` holds, ``''`` if there is none.  It is read anew each
    time, so that a new one needs no restart.
    """
    try:
        return '' if path is None else path.read_text(encoding='ascii').strip()
    except (OSError, ValueError):
        return ''


def read_profiles(path: Path, needed: Collection[str]) -> dict[str, Profile]:
    """Return the profiles of the CSV file at ``path`` by the names of systems, in its order.

    ``needed``: names that each must have.  Raises ``ValueError`` naming what is wrong.
    """
    found: dict[str, dict[str, str]] = {}
    with open(path, encoding='utf-8', newline='') as lines:
        for number, row in enumerate(csv.DictReader(lines), 2):
            values = found.setdefault(row['system'].strip(), {})
            name = row['name'].strip()
            if not name or name in values:
                raise ValueError(f'line {number}: no name, or twice: {name}')
            values[name] = row['value'].strip()
    for system, values in found.items():
        missing = sorted(set(needed) - values.keys())
        if missing:
            raise ValueError(f'{system}: nothing says {", ".join(missing)}')
    return {system: Profile(system, values) for system, values in found.items()}


def said_in(body: bytes) -> object:
    """Return the JSON that ``body`` is, ``None`` for what is none."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def found_at(said: object, path: str) -> object:
    """Return what ``said`` holds at a dotted ``path``, ``None`` if nothing; ``''`` is all of it.

    >>> found_at({'data': {'items': [{'so': 1}]}}, 'data.items.0.so')
    1
    """
    for step in path.split('.') if path else ():
        if isinstance(said, Mapping):
            said = said.get(step)
        elif isinstance(said, list) and step.isdecimal() and int(step) < len(said):
            said = said[int(step)]
        else:
            return None
    return said


def laid_out(values: Mapping[str, object]) -> dict[str, object]:
    """Return an object that holds ``values`` at their dotted paths.  Raises ``ValueError`` if one
    path leads through what another one names.

    >>> laid_out({'ma': '1', 'duLieu.ten': 'Tin'})
    {'ma': '1', 'duLieu': {'ten': 'Tin'}}
    """
    made: dict[str, object] = {}
    for path, value in values.items():
        *steps, last = path.split('.')
        place = made
        for step in steps:
            below = place.setdefault(step, {})
            if not isinstance(below, dict):
                raise ValueError(f'{path}: {step} is a value')
            place = below
        if last in place:
            raise ValueError(f'{path} is there twice')
        place[last] = value
    return made


def text_at(said: object, path: str, longest: int = LONGEST) -> str:
    """Return the text at ``path``, of one line, in NFC, without signs that nobody sees; a number
    as its digits, texts of a list with commas between them, ``''`` for all else.
    """
    found = found_at(said, path) if path else None
    if isinstance(found, list):
        found = ', '.join(each for each in found if isinstance(each, str))
    if isinstance(found, int) and not isinstance(found, bool):
        found = str(found)
    if not isinstance(found, str):
        return ''
    text = nfc(''.join(sign if sign.isprintable() else ' ' for sign in found[:longest * 4]))
    return ' '.join(text.split())[:longest].strip()


def number_at(said: object, path: str, otherwise: int, longest: int = LONGEST) -> int:
    """Return the number that the text at ``path`` is, ``otherwise`` for all else.

    >>> number_at({'views': '12'}, 'views', -1), number_at({'views': '1,2'}, 'views', -1)
    (12, -1)
    """
    text = text_at(said, path, longest)
    return int(text) if text.isdecimal() else otherwise


def day_at(said: object, path: str) -> datetime.date | None:
    """Return the local day at ``path``: ISO 8601, with or without a time, or ``dd/mm/yyyy``."""
    text = text_at(said, path, 40)
    with suppress(ValueError):
        return datetime.date.fromisoformat(text[:10])
    with suppress(ValueError):
        day, month, year = text[:10].split('/')
        return datetime.date(int(year), int(month), int(day))
    return None
