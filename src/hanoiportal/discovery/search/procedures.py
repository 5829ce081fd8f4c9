"""Thủ tục hành chính that citizens ask for most, by the words that they type."""
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ...base.text import words
from .spelled import same

#: So many procedures are named to a visitor at most.
MOST = 3


class Procedure(NamedTuple):
    """``name``: official.  ``ways``: what people type for it.  ``code``: on the National Public
    Service Portal, ``''`` if it is not known.
    """

    name: str
    ways: tuple[str, ...]
    code: str


class _Match(NamedTuple):
    """Words from ``start`` to before ``end`` of a query, that name a procedure."""

    start: int
    end: int
    procedure: Procedure

    def lies_in(self, other: '_Match') -> bool:
        """Return whether ``other`` has all of its words and more."""
        return (other.start <= self.start and self.end <= other.end
                and other.end - other.start > self.end - self.start)


def joined(common: Iterable[Procedure], listed: Mapping[str, str]) -> 'Procedures':
    """Return the ``common`` procedures that are ``listed``, or of which no code is known, with
    the names of the list, and then all others of it.  ``listed``: names by codes.
    """
    codes = {name.casefold(): code for code, name in listed.items()}
    found = [Procedure(listed.get(each.code, each.name), each.ways, each.code)
             for each in (known if known.code else known._replace(
                 code=codes.get(known.name.casefold(), '')) for known in common)]
    named = {each.code for each in found}
    return Procedures([*found, *(Procedure(name, (), code) for code, name in listed.items()
                                 if code not in named)])


class Procedures:
    """All ``procedures``, found by name; the commonest first."""

    def __init__(self, procedures: Iterable[Procedure]) -> None:
        self.all = tuple(procedures)
        self._ways: dict[tuple[str, ...], list[tuple[list[str], Procedure]]] = {}
        for procedure in self.all:
            for way in (procedure.name, *procedure.ways):
                marked, plain = words(way)
                self._ways.setdefault(tuple(plain), []).append((marked, procedure))
        self._longest = max(map(len, self._ways), default=0)
        self._firsts = {plain[0] for plain in self._ways if plain}
        self._names = [(f' {" ".join(words(each.name)[1])}', each) for each in self.all]

    def named(self, typed: str) -> list[Procedure]:
        """Return up to ``MOST`` procedures that ``typed`` names, in its words or theirs; then
        those of whose names all that was typed is a part, if it is two words or more.
        """
        marked, plain = words(typed)
        matches = list(self._matches(marked, plain))
        found = [match.procedure for match in matches
                 if not any(match.lies_in(other) for other in matches)]
        if len(plain) > 1:
            sought = f' {" ".join(plain)}'
            found += [each for name, each in self._names
                      if sought in name and _holds(each.name, marked, plain)]
        return list(dict.fromkeys(found))[:MOST]

    def begun(self, typed: str) -> list[Procedure]:
        """Return the procedures whose names hold the words ``typed`` in their order, the last of
        which may be only begun.
        """
        plain = words(typed)[1]
        sought = f' {" ".join(plain)}'
        return [each for name, each in self._names if plain and sought in name]

    def _matches(self, marked: Sequence[str], plain: Sequence[str]) -> Iterable[_Match]:
        for start in (at for at, word in enumerate(plain) if word in self._firsts):
            for end in range(start + 1, min(len(plain), start + self._longest) + 1):
                for known, procedure in self._ways.get(tuple(plain[start:end]), ()):
                    if all(map(same, marked[start:end], plain[start:end], known)):
                        yield _Match(start, end, procedure)


def _holds(name: str, marked: Sequence[str], plain: Sequence[str]) -> bool:
    known, size = words(name)[0], len(plain)
    return any(all(map(same, marked, plain, known[at:at + size]))
               for at in range(len(known) - size + 1))
