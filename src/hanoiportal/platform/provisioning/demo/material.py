"""The texts of ``config/demo``: pools of patterns, each for some sites and one of their sections.
"""
import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random

import yaml

from .places import Place

#: Keys of a pattern that are no fields of its item.
CONTROLS = frozenset(('vars', 'en', 'picture', 'pictures', 'for', 'months', 'name', 'type',
                      'state', 'steps', 'note', 'section', 'or', 'also'))
Pattern = Mapping[str, object]


@dataclass(frozen=True)
class Pool:
    """Patterns of which each site gets some.

    ``section``: where their items stand.  ``kinds``: of the sites that it is for.
    ``pick``: how many each gets, ``None`` for all.  ``type``: as lines name it.
    ``pictures``: how many of the newest have theirs.
    ``youngest``, ``oldest``: days ago at which the newest, and the oldest at most, was published.
    """

    section: str
    kinds: frozenset[str]
    items: tuple[Pattern, ...]
    type: str = 'news'
    pick: int | None = None
    youngest: int = 2
    oldest: int = 59
    pictures: int = 6

    def chosen(self, place: Place, today: datetime.date, chance: Random) -> list[Pattern]:
        """Return the patterns that ``place`` gets, as many as there are that fit."""
        if not self.kinds & place.kinds:
            return []
        fit = self.fitting(place, today)
        return fit if self.pick is None else chance.sample(fit, min(self.pick, len(fit)))

    def fitting(self, place: Place, day: datetime.date) -> list[Pattern]:
        """Return the patterns that ``place`` may tell on ``day``."""
        return [each for each in self.items if _fits(each, place, day)]


def _fits(pattern: Pattern, place: Place, today: datetime.date) -> bool:
    kinds, months = pattern.get('for'), pattern.get('months')
    return (not isinstance(kinds, list) or bool(place.kinds & set(kinds))) and (
        not isinstance(months, list) or today.month in months)


class Material:
    """What is in the folder ``config/demo``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _read(self, name: str) -> object:
        return yaml.safe_load((self._folder / name).read_text(encoding='utf-8'))

    @cached_property
    def names(self) -> Mapping[str, list[str]]:
        """Parts of the names of persons."""
        found = self._read('names.yaml')
        assert isinstance(found, dict)
        return {key: said.split() for key, said in found.items()}

    @cached_property
    def sites(self) -> Mapping[str, Mapping[str, str]]:
        """Words of sites by their labels, or by their levels."""
        found = self._read('sites.yaml')
        assert isinstance(found, dict)
        return found

    @cached_property
    def pools(self) -> list[Pool]:
        """All pools, in the order of the files."""
        return [_pool(each) for path in sorted((self._folder / 'pools').glob('*.yaml'))
                for each in _documents(path)]

    @cached_property
    def desk(self) -> Pool:
        """The texts that are being worked on."""
        [said] = _documents(self._folder / 'desk.yaml')
        return _pool(said)


def _documents(path: Path) -> Iterator[Mapping[str, object]]:
    with open(path, encoding='utf-8') as file:
        yield from yaml.safe_load_all(file)


def _pool(said: Mapping[str, object]) -> Pool:
    plain = {key: value for key, value in said.items() if key not in ('for', 'items')}
    kinds, items = said['for'], said['items']
    assert isinstance(kinds, list) and isinstance(items, list)
    return Pool(kinds=frozenset(kinds), items=tuple(items), **plain)  # type: ignore[arg-type]
