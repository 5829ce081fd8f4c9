"""Names of people: by surnames, and by the words before which a name stands."""
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .spelling import SYLLABLE, has_marks, is_shouted, is_whispered, plain
from .wordlists import (
    ADDRESS_MARKED,
    ADDRESS_PLAIN,
    ALWAYS,
    DOUBTFUL,
    DOUBTFUL_MARKED,
    EVERYDAY,
    INSTITUTIONS,
    INTRODUCING,
    MIDDLE,
    NO_NAMES,
    OFFICES,
    PLACES,
    STOPS,
    SURNAMES,
    SURNAMES_MARKED,
)

#: Syllables of the longest name.
LONGEST = 5
_INTRODUCED = re.compile(rf'\b(?:{"|".join(INTRODUCING)})\s*[:\-]?\s*')
_BETWEEN = re.compile(r'[ \t\u00a0]+')


class Word(NamedTuple):
    """A syllable.  ``small``: without marks and capitals.  ``joined``: whether only spaces stand
    between it and the one before.
    """

    start: int
    end: int
    written: str
    small: str
    joined: bool

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.written[0].isupper()


def names(text: str) -> Iterator[tuple[int, int]]:
    """Yield ``(start, end)`` of what may be the name of a person."""
    for start, line in _lines(text):
        reader = _Reader(line)
        for first, last in reader.found():
            yield start + first, start + last


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.splitlines(keepends=True):
        yield at, line
        at += len(line)


class _Reader:
    """Reads one line, in which people type in one way."""

    def __init__(self, line: str) -> None:
        self._small = plain(line)
        self._words: list[Word] = []
        end = 0
        for found in SYLLABLE.finditer(line):
            joined = bool(_BETWEEN.fullmatch(line[end:found.start()]))
            self._words.append(Word(found.start(), found.end(), found.group(),
                                    self._small[found.start():found.end()], joined))
            end = found.end()
        self._marked = has_marks(line)
        self._shouted = is_shouted(line)
        self._free = self._shouted or is_whispered(line)
        self._introduced = {found.end() for found in _INTRODUCED.finditer(self._small)}

    def found(self) -> Iterator[tuple[int, int]]:
        """Yield the names of the line."""
        number = 0
        while number < len(self._words):
            length = self._length(number)
            if length:
                yield self._words[number].start, self._words[number + length - 1].end
            number += length or 1

    def _length(self, number: int) -> int:
        """Return how many syllables the name has that begins at ``number``; 0 for none."""
        word = self._words[number]
        is_called = self._is_called(number)
        if word.start in self._introduced:
            is_called = True
        if not is_called and self._is_place(number):
            return 0
        if not self._shouted and word.is_capital:
            length = self._capitals(number)
        else:
            length = self._run(number, is_called) if self._free else 0
        return length if length and self._is_name(number, length, is_called) else 0

    def _is_called(self, number: int) -> bool:
        """Return whether a word by which people call each other stands before."""
        if not number or not self._words[number].joined:
            return False
        before = self._words[number - 1].written.lower()
        if self._marked:
            return before in ADDRESS_MARKED
        return before in ADDRESS_PLAIN or before in ('ba', 'co', 'em') and (
            self._words[number].small in SURNAMES)

    def _is_place(self, number: int) -> bool:
        if not number or not self._words[number].joined:
            return False
        before = self._words[number - 1].small
        two = f'{self._words[number - 2].small} {before}' if number > 1 else ''
        return before in PLACES or two in INSTITUTIONS

    def _capitals(self, number: int) -> int:
        """Return how many words with capitals stand from ``number`` on."""
        length = 0
        for word in self._words[number:number + LONGEST]:
            if not word.is_capital or length and not word.joined:
                break
            length += 1
        return length

    def _run(self, number: int, is_called: bool) -> int:
        """Return how long a name is where capitals tell nothing: up to a word that ends it."""
        first = self._words[number]
        is_clear = self._is_surname(first) and first.small not in EVERYDAY
        if not is_clear and not (is_called and self._may_be_surname(first)) and (
                not self._has_middle(number)):
            return 0
        length = 1
        while length < LONGEST and self._goes_on(number + length, length):
            length += 1
        return length

    def _goes_on(self, at: int, length: int) -> bool:
        """Return whether the word ``at`` is the next syllable of a name of ``length`` so far."""
        following = self._words[at:at + 2]
        if not following or not following[0].joined or following[0].small in ALWAYS:
            return False
        if following[0].small not in STOPS:
            return True
        is_last = len(following) == 1 or not following[1].joined
        return is_last or self._words[at - 1].small in MIDDLE or (
            length == 1 and following[1].small not in STOPS)

    def _has_middle(self, number: int) -> bool:
        """Return whether a doubtful surname stands before a middle name that people have."""
        following = self._words[number + 1:number + 3]
        return self._may_be_surname(self._words[number]) and len(following) == 2 and (
            following[0].small in ('van', 'thi')) and all(each.joined for each in following)

    def _is_name(self, number: int, length: int, is_called: bool) -> bool:
        words = [word.small for word in self._words[number:number + length]]
        said = ' '.join(words)
        behind = ' '.join(word.small for word in self._words[number:number + 3])
        if behind.startswith(OFFICES):
            return False
        if is_called:
            return said not in NO_NAMES
        if length < 2 or said in NO_NAMES or ' '.join(words[:2]) in NO_NAMES:
            return False
        return self._may_be_surname(self._words[number])

    def _may_be_surname(self, word: Word) -> bool:
        return self._is_surname(word) or self._is_doubtful(word)

    def _is_surname(self, word: Word) -> bool:
        if self._marked and not self._shouted:
            return word.written.lower() in SURNAMES_MARKED
        return word.small in SURNAMES

    def _is_doubtful(self, word: Word) -> bool:
        if self._marked and not self._shouted:
            return word.written.lower() in DOUBTFUL_MARKED
        return word.small in DOUBTFUL
