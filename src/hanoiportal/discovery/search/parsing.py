"""Reading what was typed: loose words, and phrases in quotation marks."""
import re
from itertools import count

from ...base.text import words
from ...base.values import TextQuery

#: What lies beyond is not looked at: hardly a question of a person is longer.  A phrase costs more
#: than anything else that is asked.
LONGEST, MOST_WORDS, MOST_PHRASES = 500, 40, 4

_PHRASE = re.compile('"([^"]*)"|“([^“”]*)”|«([^«»]*)»')


def parse(typed):
    """Return the ``TextQuery`` of ``typed``, any string: all words must occur, in any order; what
    stands between quotation marks must occur so, in that order.

    An unpaired quotation mark is not read; of phrases, ``MOST_PHRASES`` are.  A query of nothing
    but signs finds nothing.

    >>> parse('"thủ tục" cấp phép')
    TextQuery(words=('cấp', 'phép'), phrases=(('thủ', 'tục'),))
    """
    loose, phrases = _parts(typed[:LONGEST])
    read = [tuple(phrase[:MOST_WORDS]) for phrase in phrases]
    return TextQuery(tuple(loose[:MOST_WORDS]), tuple(read[:MOST_PHRASES]))


def is_cut(typed):
    """Return whether ``parse`` leaves words of ``typed`` out.

    >>> is_cut('thuế ' * MOST_WORDS), is_cut('"một hai" ' * 9)
    (False, True)
    """
    loose, phrases = _parts(typed[:LONGEST])
    return (len(typed.rstrip()) > LONGEST or len(loose) > MOST_WORDS
            or len(phrases) > MOST_PHRASES or any(len(each) > MOST_WORDS for each in phrases))


def _parts(typed):
    """Return the loose words of ``typed``, and the words of each phrase that has some."""
    phrases = [_words(''.join(found)) for found in _PHRASE.findall(typed)]
    return _words(_PHRASE.sub(' ', typed)), [phrase for phrase in phrases if phrase]


def read_part(typed):
    """Return ``typed`` without most of what ``parse`` does not look at: what addresses hold of it.

    >>> read_part('thuế ' * 99) == ' '.join(['thuế'] * MOST_WORDS)
    True
    """
    typed = typed[:LONGEST]
    loose, phrases = _words(typed), _PHRASE.findall(typed)
    if phrases:
        return _without_further_phrases(typed) if len(phrases) > MOST_PHRASES else typed
    return typed if len(loose) <= MOST_WORDS else ' '.join(loose[:MOST_WORDS])


def _without_further_phrases(typed):
    """Return ``typed`` without phrases that are not read, if nothing else is read of the rest."""
    numbers = count()
    rest = _PHRASE.sub(lambda each: each[0] if next(numbers) < MOST_PHRASES else ' ', typed)
    rest = ' '.join(rest.split())
    return rest if parse(rest) == parse(typed) else typed


def _words(text):
    """Return the parts between blanks that hold a word at all, as they were typed."""
    return [part for part in text.split() if words(part)[0]]
