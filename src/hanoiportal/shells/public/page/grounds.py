"""Which drawing stands where: ``config/hanoi/drawings.csv``.

What a row leaves open, the name of the site or of the story decides: a page stays a function of
the content database and the address.
"""
import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from zlib import crc32

from zope.interface import Interface

from ....base.settings import ISettings
from ....kernel.tree.lookup import find_portal, find_site
from ..lists.directory import group_of
from .drawings import DRAWINGS
from .wording import item_of

CITY, SECTION, STORY = 'city', 'section', 'story'


class IGrounds(Interface):
    """The ``Grounds`` of config/hanoi, as a utility."""


class Grounds(dict[tuple[str, str], list[str]]):
    """``{(kind, code): names of drawings}``; the code is empty for all of the kind."""

    def of_site(self, site: Any) -> str:
        """Return the name of the drawing in the head of the home page of ``site``."""
        name = site.__name__ or ''
        kind = CITY if site is find_portal(site) else group_of(site)
        found = self.get((kind, name)) or self[kind, '']
        return found[_number(name, found)]

    def of_section(self, section: Any) -> str | None:
        """Return the name of the drawing in the head of ``section``, if it has one.

        A section of the same name below another section has none.
        """
        if section.__parent__ is not find_site(section):
            return None
        found = self.get((SECTION, section.__name__))
        return found[0] if found else None

    def of_stories(self, names: Iterable[str]) -> list[str]:
        """Return the name of a drawing for each story of ``names``: the next one while the one
        that its name says is taken by a story before it.
        """
        drawings, chosen = self[STORY, ''], list[str]()
        for name in names:
            start = _number(name, drawings)
            order = [*drawings[start:], *drawings[:start]]
            taken = chosen[len(chosen) // len(drawings) * len(drawings):]
            chosen.append(next(each for each in order if each not in taken))
        return chosen


def grounds_of(page: Any, documents: Iterable[Any]) -> list[str]:
    """Return the names of drawings for ``documents``, on the page of the ``Layout`` ``page``."""
    names = [item_of(document).__name__ for document in documents]
    return page.request.registry.getUtility(IGrounds).of_stories(names)


def _number(name: str, drawings: list[str]) -> int:
    return crc32(name.encode()) % len(drawings)


def read_grounds(path: Path) -> Grounds:
    """Return the ``Grounds`` of the table at ``path``.

    Raises ``ValueError`` for a drawing that does not exist.
    """
    with open(path, encoding='utf-8', newline='') as lines:
        found = Grounds({(row['kind'], row['code']): row['drawings'].split('|')
                         for row in csv.DictReader(lines)})
    unknown = {name for names in found.values() for name in names} - set(DRAWINGS)
    if unknown:
        raise ValueError(f'{path}: no such drawing: {", ".join(sorted(unknown))}')
    return found


def includeme(config: Any) -> None:
    data = config.registry.getUtility(ISettings).data
    config.registry.registerUtility(read_grounds(data / 'drawings.csv'), IGrounds)
