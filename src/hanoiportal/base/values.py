"""Values that features hand to one another; they know of no feature."""
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from .text import words as read


class Alarm(NamedTuple):
    """What is wrong: a translatable sentence for people, a line for machines."""

    text: str
    line: str


@dataclass(frozen=True)
class Batch:
    """One page of a longer list.

    ``items``: resources, items or translations.  ``total``: length of the whole list.
    ``start``: position of the first, from 0.  ``size``: items on a full page.
    """

    items: tuple[object, ...]
    total: int
    start: int
    size: int

    @property
    def page(self) -> int:
        """Number of this page, from 1."""
        return self.start // self.size + 1

    @property
    def pages(self) -> int:
        """How many pages the list has, at least 1."""
        return max(1, -(-self.total // self.size))


@dataclass(frozen=True)
class TextQuery:
    """All of ``words`` somewhere in the text, and each of ``phrases`` in its order, adjacent.

    ``words``: the words as typed.
    ``phrases``: a tuple of words as typed for each phrase.
    ``others``: further ``TextQuery`` that say the same in other words; what any of them finds is
    found, and among equals what is asked for in the words typed comes first.

    Marks and case never decide whether a document is found.  What is typed as one word but
    read as several (``4263/QĐ-UBND``) is a phrase.  A query of nothing finds nothing.
    """

    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    others: tuple['TextQuery', ...] = field(default=(), repr=False)

    def marked(self) -> list[str]:
        """Return the words that were typed with marks, as marked words."""
        return [word for marked, folded in self._read
                for word, plain in zip(marked, folded, strict=True) if word != plain]

    def folded(self) -> list[str]:
        """Return every word asked for, folded."""
        return [word for _, folded in self._read for word in folded]

    def folded_phrases(self) -> list[tuple[str, ...]]:
        """Return the phrases of two words or more, each a tuple of folded words."""
        return [tuple(folded) for _, folded in self._read if len(folded) > 1]

    def neighbours(self) -> list[tuple[str, str]]:
        """Return the pairs of folded words that stand side by side in the query."""
        loose = [word for _, folded in self._read[:len(self.words)] for word in folded]
        return [pair for run in (loose, *self.folded_phrases()) for pair in pairwise(run)]

    @cached_property
    def _read(self) -> list[tuple[list[str], list[str]]]:
        return [read(typed) for typed in (*self.words, *map(' '.join, self.phrases))]
