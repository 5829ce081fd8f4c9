"""What may have been meant by words that find nothing: words one slip of a finger away.

Only words that stand in public documents are ever offered: what a draft alone holds is not told.
"""
from itertools import pairwise

from ...base.text import words
from .textindex.finding import confirmed, union
from .textindex.terms import PAIR, WORD, terms

LETTERS = 'abcdefghijklmnopqrstuvwxyz'
#: Longer queries, and shorter or longer words, are not looked at.
MOST_WORDS, SHORTEST, LONGEST = 6, 2, 20


class Spelling:
    """Corrections for visitors; ``catalog``: the ``ICatalog`` of the request."""

    def __init__(self, portal, catalog):
        self._text = portal.indexes.catalog['text']
        self._catalog = catalog

    def instead(self, typed, place, language):
        """Return the folded words that may have been meant by ``typed``, or ``None``.

        Words without any public document are put right, each by itself; if every word has some,
        the one word is changed by which most documents are found.
        """
        asked = words(typed)[1]
        if not 0 < len(asked) <= MOST_WORDS:
            return None
        self._sources = self._text.sources()
        self._public = self._catalog.public(place, language)
        unknown = [at for at, word in enumerate(asked) if not self._holding(WORD, [word])]
        if not unknown:
            changed = [self._changed(asked, at, asked[:at] + asked[at + 1:])
                       for at in range(len(asked))]
            return max(filter(None, changed), default=(0, None))[1]
        for at in unknown:
            known = [word for other, word in enumerate(asked)
                     if other not in unknown[unknown.index(at):]]
            found = self._changed(asked, at, known)
            if found is None:
                return None
            asked = found[1]
        return asked

    def _changed(self, asked, at, known):
        """Return how good it is to change the word ``at``, and the words then, or ``None``.

        ``known``: further words that the documents must hold.
        """
        word = asked[at]
        if not (SHORTEST <= len(word) <= LONGEST and word.isalpha()):
            return None
        among = self._holding(WORD, known) if known else self._public
        ways = [self._weighed(asked, at, other, among) for other in slips(word)] if among else []
        return max(filter(None, ways), default=None)

    def _weighed(self, asked, at, other, among):
        number = len(self._holding(WORD, [other]) & among)
        if not number:
            return None
        then = [*asked[:at], other, *asked[at + 1:]]
        beside = [pair for place, pair in enumerate(pairwise(then)) if at - 1 <= place <= at]
        together = sum(len(self._holding(PAIR, [pair]) & among) for pair in beside)
        return (together, number), then

    def _holding(self, kind, values):
        wanted = terms(kind, values)
        return self._public & union(self._sources, lambda source: confirmed(source, wanted, ()))


def slips(word):
    """Return the words one letter left out, put in, changed or exchanged away from ``word``."""
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {head + tail[1:] for head, tail in parts if tail}
    found |= {head + tail[1] + tail[0] + tail[2:] for head, tail in parts if tail[1:]}
    found |= {head + letter + tail for head, tail in parts for letter in LETTERS}
    found |= {head + letter + tail[1:] for head, tail in parts if tail for letter in LETTERS}
    return sorted(found - {word, ''})
