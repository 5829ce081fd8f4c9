"""Which marks are meant by words that were typed without any, by the phrases of the tables."""
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ...base.text import words
from ...base.values import TextQuery

Pair = tuple[str, str]


class Marks:
    """What two words side by side are with their marks, in ``phrases``, strings."""

    def __init__(self, phrases: Iterable[str]) -> None:
        found: dict[Pair, set[Pair]] = {}
        for phrase in phrases:
            marked, plain = words(phrase)
            for pair, folded in zip(pairwise(marked), pairwise(plain), strict=True):
                found.setdefault(folded, set()).add(pair)
        self._pairs = {folded: min(pairs) for folded, pairs in found.items() if len(pairs) == 1}

    def read(self, query: TextQuery) -> TextQuery | None:
        """Return ``query`` with the marks that its loose words must have, all of which were typed
        without any; ``None`` if nothing is known of them.

        What has marks of two kinds in the tables, alone or beside its neighbours, stays bare.
        """
        plain = [words(typed)[1] for typed in query.words]
        if any(word != [typed.lower()] for word, typed in zip(plain, query.words, strict=True)):
            return None
        read = self._read([word for [word] in plain])
        if read == [word for [word] in plain]:
            return None
        return TextQuery(tuple(read), query.phrases)

    def _read(self, plain: Sequence[str]) -> list[str]:
        ways: list[set[str]] = [set() for _word in plain]
        for at, pair in enumerate(pairwise(plain)):
            for place, marked in enumerate(self._pairs.get(pair, ())):
                ways[at + place].add(marked)
        return [min(way) if len(way) == 1 else word
                for way, word in zip(ways, plain, strict=True)]
