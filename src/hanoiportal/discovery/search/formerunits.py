"""Districts, wards and communes until 30 June 2025, and what has become of their ground."""
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from ...base.text import words
from .spelled import same

#: So many former units are named to a visitor at most.
MOST = 4

#: By the name of a component site: how many former wards and communes, in parts as well.
Shares = defaultdict[str, float]


class Unit(NamedTuple):
    """A former unit: ``kind`` such as ``Quận``, ``name`` without it.

    ``district``: of a ward or commune the district with its kind, else ``''``.
    ``today``: names of the component sites of the units that its ground belongs to.
    ``main``: those of them that have come from it for the most part, the largest share of it
    first; ``parts``: the others, which have a part of it.
    """

    kind: str
    name: str
    district: str
    today: tuple[str, ...]
    main: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        return f'{self.kind} {self.name}'


class FormerUnits:
    """All ``units``, found by name.  ``called``: ``{name of a component site: of its unit}``."""

    def __init__(self, units: Iterable[Unit], called: dict[str, str]) -> None:
        self.units = _divided(list(units), called)
        self._names, self._full = {}, {}
        for unit in self.units:
            self._names.setdefault(tuple(words(unit.name)[1]), []).append(unit)
            self._full.setdefault(tuple(words(unit.full_name)[1]), []).append(unit)
        self._longest = max(map(len, self._full), default=0)

    def named(self, typed: str) -> list[Unit]:
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


def _divided(units: list[Unit], called: dict[str, str]) -> list[Unit]:
    """Return ``units`` with their ``main`` and ``parts``, counted by former wards and communes: of
    one that was divided each unit of today has an equal share.

    The unit with the name of the former one comes first.
    """
    shares: dict[str, Shares] = defaultdict(lambda: defaultdict(float))
    whole: Shares = defaultdict(float)
    for unit in units:
        for name in unit.today if unit.district else ():
            shares[unit.district][name] += 1 / len(unit.today)
            whole[name] += 1 / len(unit.today)
    return [_ordered(unit, shares[unit.full_name], whole, called) for unit in units]


def _ordered(unit: Unit, share: Shares, whole: Shares, called: dict[str, str]) -> Unit:
    order = sorted(unit.today, key=lambda name: (called.get(name) != unit.name, -share[name]))
    main = tuple(order if len(order) == 1 else (
        name for name in order if 2 * share[name] >= whole[name] > 0))
    return unit._replace(main=main, parts=tuple(name for name in order if name not in main))
