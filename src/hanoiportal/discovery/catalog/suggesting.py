"""What somebody may be about to type: titles of public documents, by the words typed so far."""
from collections.abc import Sequence

from ...base.text import tone_key, words
from ...base.text.syllable import take_tone
from .interfaces import REFERENCE, STANDING
from .textindex.finding import confirmed, union
from .textindex.terms import TITLE_WORD, terms

#: So many of the newest titles are looked at to put the best before the rest.
LOOKED_AT = 40
MOST_WORDS = 12

#: How well a title fits what was typed: the less, the better.
Fit = tuple[bool, int, bool]
#: Of a title that does not have the words side by side.
SCATTERED = (True, 4, True)


def fit_of(title: str, typed: str) -> Fit:
    """Return how well ``title`` fits ``typed``, of which the last word may be only begun.

    First, whether it has other letters than those typed with marks; then ``0`` if it starts with
    what was typed, ``1`` if so with its last word begun, ``2`` if it has it elsewhere, ``3`` if so
    with its last word begun; then whether it has other tones.
    """
    asked, plain = words(typed)
    marked, folded = words(title)
    size = len(plain)
    if not size:
        return SCATTERED
    return min((
        _fit(marked[at:at + size], asked, 2 * (at > 0) + (folded[at + size - 1] != plain[-1]))
        for at in range(len(folded) - size + 1)
        if folded[at:at + size - 1] == plain[:-1]
        and folded[at + size - 1].startswith(plain[-1])), default=SCATTERED)


def _fit(found: Sequence[str], asked: Sequence[str], grade: int) -> Fit:
    pairs = [(typed, word) for typed, word in zip(asked, found, strict=True)
             if not typed.isascii()]
    return (not all(_letters(word).startswith(_letters(typed)) for typed, word in pairs), grade,
            not all(word.startswith(typed) for typed, word in pairs))


class Suggesting:
    """Titles for visitors; ``catalog``: the ``ICatalog`` of the request."""

    def __init__(self, portal, catalog):
        self._portal = portal
        self._objects = portal.__objectmap__.objects
        self._catalog = portal.indexes.catalog
        self._text = self._catalog['text']
        self._latest = portal.indexes.latest
        self._public = catalog.public

    def titles(self, typed, place, language, size):
        """Return up to ``size`` public documents below ``place`` whose titles hold all words
        ``typed``, the last of which may be only begun; each title once.

        They come by ``fit_of``, then the newest first.  On the city portal standing pages of
        component sites are left out: a hundred offices have them under the same titles.
        """
        asked = words(typed)[1][:MOST_WORDS]
        if not asked:
            return []
        found = self._public(place, language) & self._titled(asked)
        found -= self._catalog['flags'].bitmap(REFERENCE)
        if place is self._portal:
            found -= self._catalog['flags'].bitmap(STANDING) & self._catalog['within'].bitmap(
                place['sites'].__oid__)
        newest = self._latest.first(found, LOOKED_AT, place.__oid__, language)
        by_title = {}
        for docid in newest:
            by_title.setdefault(tone_key(self._objects[docid].title), self._objects[docid])
        best = sorted(by_title, key=lambda title: fit_of(title, typed))
        return [by_title[title] for title in best[:size]]

    def _titled(self, asked):
        sources = self._text.sources()
        found = union(sources, lambda source: source.starting(TITLE_WORD + asked[-1]))
        if asked[1:]:
            found &= union(sources, lambda source: confirmed(
                source, terms(TITLE_WORD, asked[:-1]), ()))
        return found


def _letters(word: str) -> str:
    """Return ``word`` without tones, which are typed last, but with all its letters."""
    return take_tone(word)[0]
