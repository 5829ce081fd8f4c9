"""Bodies that have a component site, found by what people call them.

A body has whole names (``Phường Ba Đình``), which are looked for anywhere in what was typed, and
short ones (``Ba Đình``), which must be all of it.
"""
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from zope.interface import implementer

from ...base.text import words
from .interfaces import IBodies
from .spelled import same

#: So many bodies are named to a visitor at most; so many words of a query are looked at.
MOST, MOST_WORDS = 3, 20
#: Bytes that a name takes, nearly.
EACH = 700
#: What names begin or end with that people leave out, folded.
_KIND = re.compile(r'^(?:phuong|xa|so|department of) | (?:ward|commune|thanh pho ha noi)$')

Names = tuple[tuple[str, tuple[str, ...]], ...]


class _Name(NamedTuple):
    """One name of a body.  ``label``: name of its site."""

    marked: tuple[str, ...]
    label: str


_Names = dict[tuple[str, ...], list[_Name]]


@implementer(IBodies)
class Bodies:
    """All bodies.  ``names``: pairs of a site's name and all whole names of its body."""

    def __init__(self, names: Iterable[tuple[str, Sequence[str]]]) -> None:
        self._whole: _Names = {}
        self._short: _Names = {}
        for label, called in names:
            for name in filter(None, called):
                self._add(label, name)
        self._longest = max(map(len, self._whole), default=0)
        self._firsts = {plain[0] for plain in self._whole if plain}
        self._forms = [
            (f' {" ".join(plain)}', ' '.join(name.marked), name.label)
            for names in (self._short, self._whole)
            for plain, known in names.items() for name in known]

    def _add(self, label: str, name: str) -> None:
        marked, plain = words(name)
        _put(self._whole, marked, plain, label)
        rest = _KIND.sub('', ' '.join(plain))
        size, first = len(rest.split()), not _KIND.match(' '.join(plain))
        if 0 < size < len(plain):
            part = slice(0, size) if first else slice(len(plain) - size, None)
            _put(self._short, marked[part], plain[part], label)

    @property
    def size(self) -> int:
        """Bytes that they take in memory, nearly."""
        return EACH * len(self._forms)

    def named(self, typed: str) -> list[str]:
        """Return the names of the sites of up to ``MOST`` bodies that ``typed`` names."""
        marked, plain = (each[:MOST_WORDS] for each in words(typed))
        found = _meant(self._short, marked, plain) or _meant(self._whole, marked, plain)
        for start in (at for at, word in enumerate(plain) if word in self._firsts):
            for end in range(start + 2, min(len(plain), start + self._longest) + 1):
                found += _meant(self._whole, marked[start:end], plain[start:end])
        return list(dict.fromkeys(found))[:MOST]

    def begun(self, typed: str) -> Iterator[tuple[str, str]]:
        """Yield each name, whole or short, that holds the words ``typed`` in their order, the
        last of which may be only begun, and the name of its site.
        """
        asked = words(typed)[1]
        sought = f' {" ".join(asked)}'
        for plain, name, label in self._forms:
            if asked and sought in plain:
                yield name, label


def _put(names: _Names, marked: Sequence[str], plain: Sequence[str], label: str) -> None:
    known, name = names.setdefault(tuple(plain), []), _Name(tuple(marked), label)
    if name not in known:
        known.append(name)


def _meant(names: _Names, marked: Sequence[str], plain: Sequence[str]) -> list[str]:
    return [name.label for name in names.get(tuple(plain), ())
            if all(map(same, marked, plain, name.marked))]


@lru_cache(maxsize=8)
def bodies_of(names: Names) -> Bodies:
    """Return the ``Bodies`` of ``names``, made once for as long as nobody renames a site."""
    return Bodies(names)
