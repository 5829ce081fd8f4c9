"""What may have been meant by a query with a word that stands nowhere.

A suggestion is a phrase of a public document or of a table, whole, with the marks it has there.
What a draft alone holds is neither offered nor known (docs/develop/search.md).
"""
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from pyroaring import BitMap

from ...base.text import words
from ...base.text.lexicon import Lexicon, fits
from ...base.text.slips import meant_by
from .textindex.finding import confirmed, union
from .textindex.terms import PAIR, WORD, terms

#: Longer queries, and queries with more unknown words, are not looked at.  A single word is no
#: phrase: too many stand one slip away from it.
LEAST_WORDS, MOST_WORDS, MOST_UNKNOWN = 2, 10, 2
#: Documents with a phrase of which the text is read.
READ = 3


class Spelling:
    """Corrections for visitors.

    ``text``: the ``TextIndex``.  ``everywhere``: the ids of all documents whose words are known, a
    bitmap; ``here``: of those that a suggestion shall find.
    ``read``: callable(docid) -> the text of a document, with its title.
    """

    def __init__(self, text, everywhere: BitMap, here: BitMap, lexicon: Lexicon,
                 read: Callable[[int], str]) -> None:
        self._sources = text.sources()
        self._everywhere, self._here = everywhere, here
        self._lexicon, self._read = lexicon, read

    def instead(self, typed: str) -> str | None:
        """Return the phrase that may have been meant by ``typed``, or ``None``."""
        marked, plain = words(typed)
        if not LEAST_WORDS <= len(plain) <= MOST_WORDS:
            return None
        unknown = {at for at, word in enumerate(plain) if not self._is_known(word)}
        if not 0 < len(unknown) <= MOST_UNKNOWN:
            return None
        ways = [meant_by(marked[at]) if at in unknown else {word: 0}
                for at, word in enumerate(plain)]
        right = ['' if at in unknown else word for at, word in enumerate(marked)]
        by_number = defaultdict(list)
        for number, path in self._paths(ways):
            by_number[number].append(path)
        for _number, paths in sorted(by_number.items()):
            found = self._best(paths, right)
            if found is not None:
                return ' '.join(found)
        return None

    def _is_known(self, word: str) -> bool:
        return word in self._lexicon.words or bool(self._holding(WORD, [word], self._everywhere))

    def _paths(self, ways: list[dict[str, int]]) -> Iterator[tuple[int, list[str]]]:
        """Yield the sum of numbers and the words of each way in which all neighbours stand side
        by side somewhere.
        """
        begun = [(number, [word]) for word, number in ways[0].items()]
        for others in ways[1:]:
            begun = [(number + more, [*path, word]) for number, path in begun
                     for word, more in others.items() if self._are_side_by_side(path[-1], word)]
        return iter(begun)

    def _are_side_by_side(self, first: str, second: str) -> bool:
        return self._lexicon.holds((first, second)) or bool(
            self._holding(PAIR, [(first, second)], self._here))

    def _best(self, paths: list[list[str]], right: list[str]) -> list[str] | None:
        """Return the marked words of the path that most documents hold as a phrase whose marks
        fit those in ``right``; ``None`` if none does.
        """
        found = [(len(docids), path, docids) for path in paths
                 for docids in [self._phrase(path)] if docids or self._lexicon.holds(path)]
        for _number, path, docids in sorted(found, key=lambda each: (-each[0], each[1])):
            marked = self._lexicon.find(path, right) or self._marked(path, right, docids)
            if marked is not None:
                return marked
        return None

    def _phrase(self, path: list[str]) -> BitMap:
        wanted = terms(WORD, path) + terms(PAIR, pairwise(path))
        return self._here & union(
            self._sources, lambda source: confirmed(source, wanted, [tuple(path)]))

    def _marked(self, path: list[str], right: list[str], docids: BitMap) -> list[str] | None:
        for docid in list(docids)[-READ:]:
            marked, plain = words(self._read(docid))
            for at in range(len(plain) - len(path) + 1):
                if plain[at:at + len(path)] == path and fits(right, marked[at:at + len(path)]):
                    return marked[at:at + len(path)]
        return None

    def _holding(self, kind: str, values: Sequence[str] | Sequence[tuple[str, str]],
                 among: BitMap) -> BitMap:
        wanted = terms(kind, values)
        return among & union(self._sources, lambda source: confirmed(source, wanted, ()))
