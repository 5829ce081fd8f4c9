"""Reading what was typed: loose words, and phrases in quotation marks."""
import re

from ..catalog.interfaces import TextQuery
from ..text import words

#: What lies beyond is not looked at: no question of a person is longer.
LONGEST, MOST_WORDS, MOST_PHRASES = 500, 40, 8

_PHRASE = re.compile('"([^"]*)"|“([^“”]*)”|«([^«»]*)»')


def parse(typed):
    """Return the ``TextQuery`` of ``typed``, any string: all words must occur, in any order; what
    stands between quotation marks must occur so, in that order.

    An unpaired quotation mark is not read; of phrases, ``MOST_PHRASES`` are.  A query of nothing
    but signs finds nothing.

    >>> parse('"thủ tục" cấp phép')
    TextQuery(words=('cấp', 'phép'), phrases=(('thủ', 'tục'),))
    """
    typed = typed[:LONGEST]
    phrases = [_words(''.join(found)) for found in _PHRASE.findall(typed)]
    loose = _words(_PHRASE.sub(' ', typed))
    read = [tuple(phrase[:MOST_WORDS]) for phrase in phrases if phrase]
    return TextQuery(tuple(loose[:MOST_WORDS]), tuple(read[:MOST_PHRASES]))


def read_part(typed):
    """Return ``typed`` without most of what ``parse`` does not look at: what addresses hold of it.

    >>> read_part('thuế ' * 99) == ' '.join(['thuế'] * MOST_WORDS)
    True
    """
    typed = typed[:LONGEST]
    loose = _words(typed)
    return typed if len(loose) <= MOST_WORDS or _PHRASE.search(typed) else (
        ' '.join(loose[:MOST_WORDS]))


def _words(text):
    """Return the parts between blanks that hold a word at all, as they were typed."""
    return [part for part in text.split() if words(part)[0]]
