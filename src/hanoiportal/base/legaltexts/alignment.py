"""What became of each provision of a text in a new version of it: proposed, never decided.

A pair is *sure* only with equal words, and only if nothing else comes into question: the words
stand once in each text, or once below provisions that are a sure pair themselves.  Short words
that have wandered into another provision, and words that stand there twice, are for a person.
"""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple

from .identities import Provision
from .likeness import likely

#: Same place and words · other words · other place · one became several · several became one ·
#: not in the old text · not in the new one.
KEPT, CHANGED, MOVED, SPLIT, MERGED, NEW, GONE = (
    'kept', 'changed', 'moved', 'split', 'merged', 'new', 'gone')
#: Words from which on a provision is known wherever it stands.
DISTINCT = 8
#: Part of the provisions below that two headings must have in common.
ENOUGH = 0.5


class Step(NamedTuple):
    """A line of an alignment.  ``old``: ids of provisions of the old text; ``new``: addresses in
    the new one.  ``sure``: whether their words are equal and no other pair comes into question;
    all else is for a person to confirm.
    """

    kind: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    sure: bool


def align(old: Sequence[Provision], new: Sequence[Provision]) -> tuple[Step, ...]:
    """Return what became of ``old`` in ``new``: each provision stands in exactly one ``Step``, in
    the order of the old text, and what is new behind.  The ids of ``new`` are not looked at.
    """
    before, after = _Tree(old), _Tree(new)
    pairs = _Matching(before, after).found()
    taken = set(pairs.values())
    groups = likely([(i, each.text) for i, each in enumerate(old) if i not in pairs],
                    [(j, each.text) for j, each in enumerate(new) if j not in taken])
    steps = {i: _single(old[i], new[j], True) for i, j in pairs.items()}
    for olds, news in groups:
        steps[olds[0]] = _proposed([old[i] for i in olds], [new[j] for j in news])
    told = {i for olds, _news in groups for i in olds} | set(pairs)
    come = taken | {j for _olds, news in groups for j in news}
    steps |= {i: Step(GONE, (each.id,), (), False) for i, each in enumerate(old) if i not in told}
    return (*(steps[i] for i in sorted(steps)),
            *(Step(NEW, (), (each.address,), False) for j, each in enumerate(new)
              if j not in come))


def _single(old: Provision, new: Provision, sure: bool) -> Step:
    if old.text != new.text:
        return Step(CHANGED, (old.id,), (new.address,), False)
    kind = KEPT if old.address == new.address else MOVED
    return Step(kind, (old.id,), (new.address,), sure)


def _proposed(old: Sequence[Provision], new: Sequence[Provision]) -> Step:
    if len(old) == len(new) == 1:
        return _single(old[0], new[0], False)
    return Step(SPLIT if len(old) == 1 else MERGED, tuple(each.id for each in old),
                tuple(each.address for each in new), False)


class _Tree:
    """Provisions with what is above and below them.  Numbers are positions in the text."""

    def __init__(self, provisions: Sequence[Provision]) -> None:
        self.provisions = provisions
        places = {each.address: at for at, each in enumerate(provisions)}
        self.parent = [_above(each.address, places) for each in provisions]
        self.children: dict[int | None, list[int]] = defaultdict(list)
        for at, parent in enumerate(self.parent):
            self.children[parent].append(at)
        self.whole: list[tuple[str, ...]] = [()] * len(provisions)
        for at in reversed(range(len(provisions))):
            below = (line for child in self.children.get(at, ()) for line in self.whole[child])
            lines = (provisions[at].text, *below)
            self.whole[at] = lines if any(lines) else ()

    def text(self, at: int) -> str:
        """Return the own words of a provision."""
        return self.provisions[at].text

    def words(self, at: int) -> int:
        """Return how many words it and all below it have."""
        return sum(len(line.split()) for line in self.whole[at])

    def all(self) -> range:
        """Return all positions."""
        return range(len(self.provisions))


def _above(address: str, places: dict[str, int]) -> int | None:
    """Return where the provision around ``address`` stands, ``None`` for one in no other."""
    while '-' in address:
        address = address.rpartition('-')[0]
        if address in places:
            return places[address]
    return None


class _Matching:
    """Finds the sure pairs."""

    def __init__(self, old: _Tree, new: _Tree) -> None:
        self._old, self._new = old, new
        self._pairs: dict[int, int] = {}
        self._taken: set[int] = set()

    def found(self) -> dict[int, int]:
        """Return ``{position in the old text: position in the new one}``."""
        old, new = self._old, self._new
        self._equal(old.all(), new.all(), lambda tree, at: tree.whole[at], self._is_known)
        self._equal(old.all(), new.all(), _heading, self._holds_the_same)
        before = -1
        while before != len(self._pairs):
            before = len(self._pairs)
            for i, j in list(self._pairs.items()):
                self._below(i, j)
            self._equal(old.all(), new.all(), _heading, self._holds_the_same)
        return self._pairs

    def _below(self, i: int | None, j: int | None) -> None:
        """Pair what stands once below both of a pair."""
        olds, news = self._old.children.get(i, []), self._new.children.get(j, [])
        self._equal(olds, news, lambda tree, at: tree.whole[at], _always)
        self._equal(olds, news, lambda tree, at: tree.text(at), _always)

    def _equal(self, olds: Iterable[int], news: Iterable[int],
               key: Callable[[_Tree, int], Hashable],
               fits: Callable[[int, int], bool]) -> None:
        """Pair what has a ``key`` that is there once among ``olds`` and once among ``news``."""
        there = _once((key(self._old, at), at) for at in olds)
        come = _once((key(self._new, at), at) for at in news)
        for said, i in there.items():
            j = come.get(said)
            if j is not None and i not in self._pairs and (
                    j not in self._taken) and fits(i, j):
                self._pair(i, j)

    def _pair(self, i: int, j: int) -> None:
        """Pair two provisions, and what is below them if that is all the same."""
        if i in self._pairs or j in self._taken or self._old.text(i) != self._new.text(j):
            return
        self._pairs[i] = j
        self._taken.add(j)
        olds, news = self._old.children.get(i, []), self._new.children.get(j, [])
        if [self._old.whole[at] for at in olds] == [self._new.whole[at] for at in news]:
            for each, other in zip(olds, news, strict=True):
                self._pair(each, other)

    def _is_known(self, i: int, j: int) -> bool:
        """Tell whether equal words are enough: long ones, or at one place in both texts."""
        above, other = self._old.parent[i], self._new.parent[j]
        return (self._old.words(i) >= DISTINCT
                or above is not None and self._pairs.get(above) == other
                or self._is_around(i, j))

    def _is_around(self, i: int, j: int) -> bool:
        """Tell whether both have one address, below provisions of the same words."""
        old, new = self._old, self._new
        if old.provisions[i].address != new.provisions[j].address:
            return False
        above, other = old.parent[i], new.parent[j]
        if above is None or other is None:
            return above is other
        return old.text(above) == new.text(other) and self._is_around(above, other)

    def _holds_the_same(self, i: int, j: int) -> bool:
        """Tell whether most of what is below two headings is pairs."""
        olds, news = self._old.children.get(i, []), set(self._new.children.get(j, []))
        if not olds or not news:
            return False
        common = sum(self._pairs.get(at) in news for at in olds)
        known = self._old.whole[i][1:], self._new.whole[j][1:]
        lines = (Counter(known[0]) & Counter(known[1])).total()
        return common > ENOUGH * max(len(olds), len(news)) or (
            lines > ENOUGH * max(map(len, known)))


#: Keys of what says nothing by which it could be known.
_NO_WORDS = frozenset(((), '', ('',)))


def _heading(tree: _Tree, at: int) -> Hashable:
    """Return the words of what holds others, nothing for what holds none."""
    return ('heading', tree.text(at)) if tree.children.get(at) and tree.text(at) else ()


def _always(i: int, j: int) -> bool:
    return True


def _once(found: Iterable[tuple[Hashable, int]]) -> dict[Hashable, int]:
    """Return ``{key: position}`` of the keys that come once."""
    pairs = list(found)
    counted = Counter(key for key, _at in pairs)
    return {key: at for key, at in pairs if counted[key] == 1 and key not in _NO_WORDS}
