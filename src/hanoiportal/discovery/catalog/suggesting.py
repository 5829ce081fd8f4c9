"""What somebody may be about to type: titles of public documents, by the words typed so far."""
from ...base.text import tone_key, words
from ...base.text.syllable import take_tone
from .textindex.finding import confirmed, union
from .textindex.terms import TITLE_WORD, terms

#: So many of the newest titles are looked at to put those before that begin with what was typed.
LOOKED_AT = 40
MOST_WORDS = 12


class Suggesting:
    """Titles for visitors; ``catalog``: the ``ICatalog`` of the request."""

    def __init__(self, portal, catalog):
        self._objects = portal.__objectmap__.objects
        self._text = portal.indexes.catalog['text']
        self._latest = portal.indexes.latest
        self._public = catalog.public

    def titles(self, typed, place, language, size):
        """Return up to ``size`` public documents below ``place`` whose titles hold all words
        ``typed``, the last of which may be only begun; each title once.

        Before the rest come titles with the marks typed and those that begin so, then the newest.
        """
        asked = words(typed)[1][:MOST_WORDS]
        if not asked:
            return []
        found = self._public(place, language) & self._titled(asked)
        newest = self._latest.first(found, LOOKED_AT, place.__oid__, language)
        by_title = {}
        for docid in newest:
            by_title.setdefault(tone_key(self._objects[docid].title), self._objects[docid])
        sought, letters = tone_key(typed).strip(), _letters(typed)
        best = sorted(by_title, key=lambda title: (
            letters not in _letters(title), sought not in title,
            words(title)[1][:len(asked) - 1] != asked[:-1]))
        return [by_title[title] for title in best[:size]]

    def _titled(self, asked):
        sources = self._text.sources()
        found = union(sources, lambda source: source.starting(TITLE_WORD + asked[-1]))
        if asked[1:]:
            found &= union(sources, lambda source: confirmed(
                source, terms(TITLE_WORD, asked[:-1]), ()))
        return found


def _letters(text):
    """Return ``text`` without tones, which are typed last, but with all its letters."""
    return take_tone(text.lower())[0].strip()
