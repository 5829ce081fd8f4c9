"""How easily Vietnamese prose is read: the length of its sentences, in syllables (tiếng).

Sentence length is the one measure that every study of Vietnamese readability has in common, from
Nguyen and Henkin, "A Readability Formula for Vietnamese" (Journal of Reading 26, 1982), to Luong,
Nguyen and Dinh, "Examining the Part-of-speech Features in Assessing the Readability of Vietnamese
Texts" (Acta Linguistica Asiatica 10, 2020).  Syllables are counted, not words: each is written by
itself, so counting them needs no guess at where a word ends.  The bounds are this portal's own.
"""
import re
from collections.abc import Iterable
from typing import NamedTuple

#: Syllables; a longer sentence is worth parting.
LONG_SENTENCE = 60
#: Syllables; from here on a sentence counts as long for the measure of a whole text.
LONG_IN_TEXT = 40

_SYLLABLE = re.compile(r'[^\W\d_]+')
_END = re.compile(r'\n|[.!?…]["”»)\]]{0,5}\s+(?=(["“«(\[]{0,5}\w))')


class Readability(NamedTuple):
    """Measures of a text.  ``mean``: syllables in a sentence.  ``longest``: in the longest.
    ``long_share``: share of the syllables that stand in sentences of over ``LONG_IN_TEXT``.
    """

    syllables: int
    sentences: int
    mean: float
    longest: int
    long_share: float


def syllables(text: str) -> list[str]:
    """Return the syllables of ``text``; numbers do not count.

    >>> syllables('Điều 5: một lần/ngày')
    ['Điều', 'một', 'lần', 'ngày']
    """
    return _SYLLABLE.findall(text)


def sentences(text: str) -> list[str]:
    """Return the sentences of ``text``.  A line end ends one; a point before a small letter or
    within a number does not.

    >>> sentences('Nộp 1.500 đồng. Trả sau 3 ngày.')
    ['Nộp 1.500 đồng.', 'Trả sau 3 ngày.']
    """
    found, start = [], 0
    for end in _END.finditer(text):
        if not end[1] or not end[1][-1].islower():
            found.append(text[start:end.end()])
            start = end.end()
    return [part for part in (part.strip() for part in [*found, text[start:]]) if part]


def readability(passages: Iterable[str]) -> Readability:
    """Return the ``Readability`` of ``passages``, paragraphs of plain text."""
    lengths = [len(syllables(sentence)) for text in passages for sentence in sentences(text)]
    lengths = [length for length in lengths if length]
    total = sum(lengths)
    if not total:
        return Readability(0, 0, 0.0, 0, 0.0)
    long = sum(length for length in lengths if length > LONG_IN_TEXT)
    return Readability(total, len(lengths), total / len(lengths), max(lengths), long / total)
