"""Districts, wards and communes until 30 June 2025, and what has become of their ground."""
from typing import NamedTuple

from ...base.text import words
from .spelled import same

#: So many former units are named to a visitor at most.
MOST = 4


class Unit(NamedTuple):
    """A former unit: ``kind`` such as ``Quận``, ``name`` without it.

    ``district``: of a ward or commune the district with its kind, else ``''``.
    ``today``: names of the component sites of the units that its ground belongs to.
    """

    kind: str
    name: str
    district: str
    today: tuple[str, ...]

    @property
    def full_name(self):
        return f'{self.kind} {self.name}'


class FormerUnits:
    """All ``units``, found by name."""

    def __init__(self, units):
        self.units = units
        self._names, self._full = {}, {}
        for unit in units:
            self._names.setdefault(tuple(words(unit.name)[1]), []).append(unit)
            self._full.setdefault(tuple(words(unit.full_name)[1]), []).append(unit)
        self._longest = max(map(len, self._full), default=0)

    def named(self, typed):
        """Return up to ``MOST`` former units that ``typed`` names: with their kind anywhere in
        it, or by their name alone where it is all that is typed.
        """
        marked, plain = words(typed)
        found = _meant(self._names, marked, plain, lambda unit: unit.name)
        for start in range(len(plain)):
            for end in range(start + 2, min(len(plain), start + self._longest) + 1):
                found += _meant(self._full, marked[start:end], plain[start:end],
                                lambda unit: unit.full_name)
        return list(dict.fromkeys(found))[:MOST]


def _meant(units, marked, plain, name):
    return [unit for unit in units.get(tuple(plain), ())
            if all(map(same, marked, plain, words(name(unit))[0]))]
