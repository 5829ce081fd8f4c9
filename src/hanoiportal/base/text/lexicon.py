"""Phrases that are known to be written rightly: names of bodies, procedures and other tables."""
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import eq

from .syllable import take_tone
from .words import words

#: Bytes that a word takes, nearly.
EACH = 80


class Lexicon:
    """All ``phrases``, strings as people read them.

    ``words``: every folded word of them.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        read = [words(phrase) for phrase in phrases]
        self.words = frozenset(chain.from_iterable(plain for _marked, plain in read))
        # A sign between phrases is a word as well, so that places of both texts are the same.
        self._marked = [word for marked, _plain in read for word in ('\n', *marked)]
        self._plain = f' {" ".join(word for _marked, plain in read for word in ("|", *plain))} '

    @property
    def size(self) -> int:
        """Bytes that it takes in memory, nearly."""
        return EACH * (len(self._marked) + len(self.words)) + len(self._plain)

    def find(self, plain: Sequence[str], typed: Sequence[str]) -> list[str] | None:
        """Return the folded words ``plain`` with the marks that they have where they stand side
        by side and ``fit`` the marked words ``typed``; ``None`` if they stand so nowhere.

        Where most words are as they were typed comes first, then the first phrase.
        """
        found = [marked for marked in self._places(plain) if fits(typed, marked)]
        return max(found, key=lambda marked: sum(map(eq, typed, marked)), default=None)

    def _places(self, plain: Sequence[str]) -> Iterator[list[str]]:
        sought = f' {" ".join(plain)} '
        at = self._plain.find(sought)
        while at >= 0:
            start = self._plain.count(' ', 0, at)
            yield self._marked[start:start + len(plain)]
            at = self._plain.find(sought, at + 1)

    def holds(self, plain: Sequence[str]) -> bool:
        """Return whether the folded words ``plain`` stand side by side in a phrase."""
        return f' {" ".join(plain)} ' in self._plain


def fits(typed: Sequence[str], found: Sequence[str]) -> bool:
    """Return whether the marked words ``typed`` can be meant by those ``found``, one by one.

    A word typed without any marks is, one without its tone is, ``''`` is.
    """
    return all(_fits(*pair) for pair in zip(typed, found, strict=True))


def _fits(typed: str, found: str) -> bool:
    return typed.isascii() or typed in (found, take_tone(found)[0])
